import gc
import os
import subprocess
import sys
import threading
import warnings

import pytest

warnings.warn("when imported")


def test_exception_in_thread():
    def fail():
        raise ValueError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def test_exception_in_finalizer():
    class Broken:
        def __del__(self):
            raise ValueError("in a finalizer")

    Broken()
    gc.collect()


async def test_nobody_runs_coroutines():
    pass


def test_returns():
    return 3


def test_pytest_in_a_process():
    file = os.path.join(os.path.dirname(__file__), "test_exit_code.py")
    inner = subprocess.run([sys.executable, "-m", "pytest", "-q", file], capture_output=True, text=True)
    assert (inner.returncode, inner.stdout.count("passed"), inner.stderr) == (9, 1, "")


def test_pytest_in_this_process(tmp_path):
    assert pytest.main(["-q", "-c", os.devnull, "--rootdir", str(tmp_path), str(tmp_path)]) == 5
