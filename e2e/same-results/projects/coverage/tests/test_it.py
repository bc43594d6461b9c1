import multiprocessing
import subprocess
import sys
import threading

from shop.by_test import choose


def test_directly():
    assert choose(1) == "few"


def test_subprocess():
    code = "from shop.in_subprocess import choose; choose(2)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def use_in_fork():
    from shop.in_fork import choose

    choose(2)


def test_fork():
    process = multiprocessing.get_context("fork").Process(target=use_in_fork)
    process.start()
    process.join()
    assert process.exitcode == 0


def use_in_thread():
    from shop.in_thread import choose

    choose(1)


def test_thread():
    thread = threading.Thread(target=use_in_thread)
    thread.start()
    thread.join()
