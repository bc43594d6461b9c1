"""What an attempt tells of the files that it read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PYTHON_SIDE = Path(__file__).parent.parent


def reads(folder, body):
    folder.joinpath("shop.py").write_text("PRICE = 1\n")
    folder.joinpath("data").mkdir()
    folder.joinpath("data", "rates.txt").write_text("1")
    test = folder / "test_it.py"
    test.write_text("import os, sqlite3, subprocess, sys, pathlib\ndef test_it():\n    " + body + "\n")
    result = folder.parent / (folder.name + "-reads.json")
    environment = {
        **os.environ,
        "PYTHONPATH": str(PYTHON_SIDE),
        "STEADFAST_RECORD_READS": "1",
        "STEADFAST_READS_FILE": str(result),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "steadfast_pytest.plugin", "--rootdir", str(folder), str(test)]
    report = os.open(os.devnull, os.O_WRONLY)
    environment["STEADFAST_REPORT_FD"] = str(report)
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL, pass_fds=(report,))
    os.close(report)
    told = json.loads(result.read_text())

    def below(paths):
        return {os.path.relpath(path, folder) for path in paths if path.startswith(str(folder))}

    return {"files": below(told["files"]), "folders": below(told["folders"]), "isOpaque": told["isOpaque"]}


@pytest.mark.parametrize(
    ("body", "files", "folders", "is_opaque"),
    [
        ("pass", set(), set(), False),
        ("import shop", {"shop.py"}, set(), False),
        ("import shop; del sys.modules['shop']", {"shop.py"}, set(), False),
        ("open('data/rates.txt').read()", {"data/rates.txt"}, set(), False),
        ("pathlib.Path('data/rates.txt').read_bytes()", {"data/rates.txt"}, set(), False),
        ("os.close(os.open('data/rates.txt', os.O_RDONLY))", {"data/rates.txt"}, set(), False),
        ("open('new.txt', 'w').close()", set(), set(), False),
        ("open('data/rates.txt', 'a').close()", {"data/rates.txt"}, set(), False),
        ("os.listdir('data')", set(), {"data"}, False),
        ("list(pathlib.Path('data').glob('*'))", set(), {"data"}, False),
        ("sqlite3.connect('data/x.db').close()", {"data/x.db"}, set(), False),
        ("subprocess.run([sys.executable, '-c', ''])", set(), set(), True),
    ],
)
def test_reads_are_told(tmp_path, body, files, folders, is_opaque):
    expected = {"files": files | {"test_it.py"}, "folders": folders, "isOpaque": is_opaque}
    assert reads(tmp_path, body) == expected


def test_a_file_that_was_not_there_is_told(tmp_path):
    told = reads(tmp_path, "try: open('settings.local')\n    except OSError: pass")
    assert "settings.local" in told["files"]
