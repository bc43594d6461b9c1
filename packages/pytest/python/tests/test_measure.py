"""What a command costs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

MEASURE = Path(__file__).parent.parent / "steadfast_pytest" / "measure.py"


def measure(tmp_path, code):
    result = tmp_path / "cost.json"
    done = subprocess.run([sys.executable, "-I", str(MEASURE), str(result), sys.executable, "-c", code])
    return done.returncode, json.loads(result.read_text())


def test_the_exit_code_is_the_commands(tmp_path):
    code, cost = measure(tmp_path, "raise SystemExit(7)")
    assert code == 7
    assert cost["wallMs"] > 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_a_signal_is_told_as_a_shell_does(tmp_path):
    assert measure(tmp_path, "import os; os.kill(os.getpid(), 9)")[0] == 137


@pytest.mark.skipif(sys.platform == "win32", reason="Windows doesn't tell")
def test_the_time_of_grandchildren_counts(tmp_path):
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    _, cost = measure(tmp_path, f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])")
    assert cost["cpuMs"] >= 300
