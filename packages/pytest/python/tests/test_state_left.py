"""What one test file leaves for another, seen from outside."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PYTHON_SIDE = Path(__file__).parent.parent

SETTINGS = "DEBUG = False\nRATES = {'eur': 1}\n\n\nclass Shop:\n    open = True\n"

POLLUTER = """
import logging, os, signal, sys, types, warnings
import settings
{imported}

def test_innocent():
    pass

def test_leaves():
    {left}
"""

TARGET = """
import settings

def test_target():
    settings.DEBUG = "not told: it is the target's own"
"""


def state_left(folder, left="pass", imported=""):
    folder.joinpath("settings.py").write_text(SETTINGS)
    folder.joinpath("test_a.py").write_text(POLLUTER.format(left=left, imported=imported))
    folder.joinpath("test_b.py").write_text(TARGET)
    result = folder.parent / f"{folder.name}-state.json"
    environment = {
        **os.environ,
        "PYTHONPATH": str(PYTHON_SIDE),
        "STEADFAST_STATE_FILE": str(result),
        "STEADFAST_STATE_TARGET": str(folder / "test_b.py"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "steadfast_pytest.state_left"]
    subprocess.run([*command, "--rootdir", str(folder), "test_a.py", "test_b.py"], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return json.loads(result.read_text())


def test_nothing_is_told_of_tests_that_leave_nothing(tmp_path):
    assert state_left(tmp_path) == []


@pytest.mark.parametrize(
    ("left", "kind", "name", "before", "after"),
    [
        ("settings.DEBUG = True", "module attribute", "settings.DEBUG", "False", "True"),
        (
            "settings.RATES['usd'] = 2",
            "module attribute",
            "settings.RATES",
            "dict of 1: {'eur': 1}",
            "dict of 2: {'eur': 1, 'usd': 2}",
        ),
        ("settings.Shop.open = False", "class attribute", "settings.Shop.open", "True", "False"),
        ("settings.NEW = 1", "module attribute", "settings.NEW", None, "1"),
        ("os.environ['MODE'] = 'debug'", "environment variable", "MODE", None, "'debug'"),
        ("signal.pause = lambda: 0", "patched attribute", "signal.pause", "builtin_function_or_method pause", "function test_leaves.<locals>.<lambda>"),
        ("sys.modules['fake'] = types.SimpleNamespace()", "module", "fake", None, "a SimpleNamespace"),
        ("sys.path.append('/somewhere')", "sys.path entry", "/somewhere", None, "there"),
        ("sys.setrecursionlimit(5000)", "recursion limit", "", str(sys.getrecursionlimit()), "5000"),
        ("open('left.txt', 'w').close()", "file", "left.txt", None, "0 bytes"),
    ],
)
def test_state_is_told_with_the_test_that_left_it(tmp_path, left, kind, name, before, after):
    expected = {"kind": kind, "name": name, "test": "test_a.py::test_leaves"}
    expected.update({key: value for key, value in (("before", before), ("after", after)) if value is not None})
    assert state_left(tmp_path, left) == [expected]


@pytest.mark.parametrize(
    ("left", "kind", "name"),
    [
        ("logging.getLogger('shop').setLevel('DEBUG')", "logger", "shop"),
        ("logging.disable()", "logging", "disabled below"),
        ("warnings.simplefilter('error')", None, None),
        ("signal.signal(signal.SIGUSR1, signal.SIG_IGN)", "signal handler", "SIGUSR1"),
        ("os.chdir('/')", "working directory", ""),
    ],
)
def test_kinds_of_state(tmp_path, left, kind, name):
    told = [(piece["kind"], piece["name"]) for piece in state_left(tmp_path, left)]
    # pytest restores the filters after each test.
    assert told == ([] if kind is None else [(kind, name)])


def test_what_an_import_leaves_has_no_test(tmp_path):
    assert state_left(tmp_path, imported="os.environ['MODE'] = 'x'") == [
        {"kind": "environment variable", "name": "MODE", "after": "'x'"}
    ]
