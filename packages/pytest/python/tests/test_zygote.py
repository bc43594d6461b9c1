"""Zygotes and workers: what they say, and what they outlive."""

import os
import signal
import time

import pytest

from conftest import linux_only
from harness.project import PYTHON_SIDE
from harness.zygote import is_alive, running_zygote

pytestmark = linux_only

PASSES = "def test_it():\n    pass\n"


def wait_until_gone(*pids, seconds=2.0):
    """The promise is two seconds."""
    end = time.monotonic() + seconds
    while any(is_alive(pid) for pid in pids):
        assert time.monotonic() < end, "still alive: %s" % [pid for pid in pids if is_alive(pid)]
        time.sleep(0.01)


def wait_for_pid(path):
    end = time.monotonic() + 30
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < end, "%s was not written" % path
        time.sleep(0.01)
    return int(path.read_text())


#: Leaves a process behind that has no parent, group or session of the attempt, and was never started anew.
DETACHES = """
    import os, time

    def test_it():
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                with open("detached.new", "w") as file:
                    file.write(str(os.getpid()))
                os.rename("detached.new", "detached.pid")
                time.sleep(600)
            os._exit(0)
        while not os.path.exists("detached.pid"):
            time.sleep(0.01)
        AFTER
"""


@pytest.fixture(params=["spawn", "pytest", "project"])
def isolation(request):
    return request.param


def test_hello(project):
    with running_zygote(project) as zygote:
        assert zygote.hello["protocol"] == 2
        assert zygote.hello["pytest"] == pytest.__version__
        assert zygote.hello["forks"] is True
        assert zygote.hello["reason"] is None


def test_cold_host_starts_interpreters(project):
    project.write("test_it.py", PASSES)
    with running_zygote(project, cold=True, isolation="spawn") as zygote:
        assert zygote.hello["forks"] is False
        attempt = zygote.worker.run("test_it.py")
        assert (attempt.exit_code, attempt.outcomes) == (0, {"test_it": "passed"})


def test_passes_and_fails(project, isolation):
    project.write("test_good.py", PASSES)
    project.write("test_bad.py", "def test_it():\n    assert 0\n")
    with running_zygote(project, isolation=isolation) as zygote:
        for name, code in [("test_good.py", 0), ("test_bad.py", 1), ("test_good.py", 0), ("test_missing.py", 4)]:
            assert zygote.worker.run(name).exit_code == code


def test_workers_of_one_host_work_at_the_same_time(project):
    project.write(
        "test_it.py",
        """
        import os, sys, time

        def test_meet():
            open("here-" + str(os.getpid()), "w").close()
            end = time.monotonic() + 20
            while len([name for name in os.listdir(".") if name.startswith("here-")]) < 2:
                assert time.monotonic() < end
                time.sleep(0.01)
        """,
    )
    with running_zygote(project, workers=2) as zygote:
        for worker in zygote.workers:
            worker.start("test_it.py")
        assert [worker.finish().exit_code for worker in zygote.workers] == [0, 0]


@pytest.mark.parametrize(
    "statement, signal_number, exit_code",
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", signal.SIGSEGV, None),
        ("os.abort()", signal.SIGABRT, None),
        ("os._exit(0)", None, 0),
        ("os._exit(77)", None, 77),
        ("os.closerange(0, 4096); os._exit(5)", None, 5),
        ("resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28)); x = ['x'] * (1 << 30)", None, 1),
        ("[signal.signal(s, signal.SIG_IGN) for s in (2, 10, 12, 15, 17)]; os._exit(1)", None, 1),
        ("sys.stdout.close(); sys.stderr.close(); os._exit(1)", None, 1),
        ("sys.exit(3)", None, 1),
    ],
)
def test_tests_that_misbehave_do_not_disturb_the_next(project, isolation, statement, signal_number, exit_code):
    project.write(
        "test_bad.py", "import os, resource, signal, sys\n\ndef test_it():\n    %s\n" % statement
    )
    project.write("test_good.py", PASSES)
    with running_zygote(project, isolation=isolation) as zygote:
        bad = zygote.worker.run("test_bad.py")
        assert (bad.signal, bad.exit_code) == (signal_number, exit_code)
        assert zygote.worker.run("test_good.py").exit_code == 0


def test_exit_does_what_an_interpreter_does(project, isolation):
    project.write(
        "test_it.py",
        """
        import atexit, concurrent.futures, os, sys, threading, time

        def late(what):
            time.sleep(0.3)
            os.write(2, what)

        def test_it(capsys):
            atexit.register(lambda: os.write(2, b"at exit\\n"))
            atexit.register(lambda: os.write(2, b"before that\\n"))
            threading.Thread(target=late, args=(b"thread ended\\n",)).start()
            concurrent.futures.ThreadPoolExecutor(1).submit(late, b"pool ended\\n")
            threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
            with capsys.disabled():
                sys.stdout.write("not flushed yet")
        """,
    )
    with running_zygote(project, isolation=isolation) as zygote:
        output = zygote.worker.run("test_it.py").output
    # Threads are joined first, but for those that nobody waits for.
    assert max(output.index("thread ended"), output.index("pool ended")) < output.index("before that")
    assert output.index("before that") < output.index("at exit")
    assert "not flushed yet" in output


def test_output_that_is_no_text_and_long(project, isolation):
    project.write(
        "test_it.py",
        """
        import os

        def test_it(capfd):
            with capfd.disabled():
                for _ in range(100):
                    os.write(1, b"\\x00\\xff{}" * 10_000)
                os.write(2, b"the end")
        """,
    )
    with running_zygote(project, isolation=isolation) as zygote:
        attempt = zygote.worker.run("test_it.py")
    assert attempt.exit_code == 0
    assert attempt.output.count("\\xff{}") == 1_000_000
    assert "the end" in attempt.output


def test_leaked_process_holds_nothing_up(project, isolation):
    project.write("test_it.py", DETACHES.replace("AFTER", "pass"))
    with running_zygote(project, isolation=isolation) as zygote:
        started = time.monotonic()
        attempt = zygote.worker.run("test_it.py")
        assert time.monotonic() - started < 20
        detached = wait_for_pid(project.root / "detached.pid")
        assert (attempt.exit_code, attempt.orphans) == (0, True)
        os.kill(detached, signal.SIGKILL)
        wait_until_gone(detached)
        zygote.worker.done()
        project.write("test_good.py", PASSES)
        assert zygote.worker.run("test_good.py").orphans is False


def test_leaked_process_that_never_stops_writing_holds_nothing_up(project, isolation):
    project.write(
        "test_it.py",
        """
        import subprocess

        def test_it(capfd):
            with capfd.disabled():
                process = subprocess.Popen(["yes"], start_new_session=True)
            with open("leak.pid", "w") as file:
                file.write(str(process.pid))
        """,
    )
    with running_zygote(project, isolation=isolation) as zygote:
        attempt = zygote.worker.run("test_it.py")
        os.kill(wait_for_pid(project.root / "leak.pid"), signal.SIGKILL)
    assert attempt.exit_code == 0


def test_everything_ends_with_the_connection(project, isolation):
    project.write("test_it.py", DETACHES.replace("AFTER", "time.sleep(600)"))
    with running_zygote(project, isolation=isolation, workers=2) as zygote:
        first, second = zygote.workers
        leader = first.start("test_it.py")
        detached = wait_for_pid(project.root / "detached.pid")
        first.close()
        second.close()
        wait_until_gone(leader, detached, first.pid, second.pid)
    assert zygote.process.returncode == 0


def test_host_that_dies_disturbs_no_slot(project, isolation):
    project.write("test_good.py", PASSES)
    with running_zygote(project, isolation=isolation) as zygote:
        zygote.process.kill()
        zygote.process.wait()
        assert zygote.worker.run("test_good.py").exit_code == 0
    wait_until_gone(zygote.worker.pid)


def test_nothing_outlives_a_slot_that_dies(project, isolation):
    project.write("test_it.py", DETACHES.replace("AFTER", "os.kill(os.getppid(), 9); time.sleep(600)"))
    project.write("test_good.py", PASSES)
    with running_zygote(project, isolation=isolation, workers=2) as zygote:
        killed, other = zygote.workers
        leader = killed.start("test_it.py")
        with pytest.raises(EOFError):
            killed.finish()
        wait_until_gone(leader, wait_for_pid(project.root / "detached.pid"), killed.pid)
        assert other.run("test_good.py").exit_code == 0


def test_stacks_on_request(project, isolation):
    project.write(
        "test_it.py",
        """
        import signal, time

        def test_where_it_hangs():
            signal.signal(signal.SIGTERM, lambda *_: None)
            open("hangs", "w").close()
            time.sleep(600)
        """,
    )
    with running_zygote(project, isolation=isolation) as zygote:
        leader = zygote.worker.start("test_it.py")
        while not (project.root / "hangs").exists():
            time.sleep(0.01)
        time.sleep(0.2)
        os.kill(leader, 62)
        time.sleep(0.2)
        os.kill(leader, signal.SIGKILL)
        assert "in test_where_it_hangs" in zygote.worker.finish().output


def test_file_under_another_configuration_keeps_that_of_the_run(project):
    probe = "import sys\ndef test_it(pytestconfig):\n    print(pytestconfig.rootpath)\n    print('forked' if 'steadfast_pytest.zygote' in sys.modules else 'new')\n    assert 0\n"
    project.write("test_it.py", probe)
    project.write("other/pytest.ini", "[pytest]\n")
    project.write("other/test_it.py", probe)
    with running_zygote(project) as zygote:
        seen = []
        for file in ("test_it.py", "other/test_it.py"):
            (test,) = zygote.worker.run(file).tests.values()
            seen.append(test["sections"][0]["text"].split())
    assert seen == [[str(project.root), "forked"], [str(project.root), "forked"]]


def test_thread_in_the_zygote_makes_forking_unsafe(project):
    project.write(
        "threaded.py", "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), daemon=True, name='ticker').start()\n"
    )
    project.write("test_it.py", PASSES)
    with running_zygote(project, isolation="spawn", options=["-p", "threaded"], PYTHONPATH=os.pathsep.join([PYTHON_SIDE, str(project.root)])) as zygote:
        assert zygote.hello["forks"] is False
        assert "ticker" in zygote.hello["reason"]
        attempt = zygote.worker.run("test_it.py", options=["-p", "threaded"])
        assert attempt.exit_code == 0
        assert "steadfast_pytest.zygote" not in attempt.output

