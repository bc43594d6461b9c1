"""A test sees the same in a plain pytest, in a new interpreter with our plugin, and in a fork of a zygote."""

import json
import os
import subprocess
import sys

import pytest

from conftest import linux_only
from harness.project import PYTHON_SIDE
from harness.zygote import running_zygote

#: Writes what a test can see of its process.
PROBE = r"""
    import sys
    MODULES = sorted(sys.modules)
    PATH = list(sys.path)

    import atexit, builtins, contextvars, faulthandler, gc, json, locale, logging, os, random, resource, signal, socket
    import subprocess, tempfile, threading, time, tracemalloc, warnings


    def descriptors():
        # Number and inheritance. What they are depends on where the output goes.
        found = {}
        for fd in range(200):
            try:
                found[fd] = os.get_inheritable(fd)
            except OSError:
                pass
        return found


    def age():
        with open("/proc/self/stat") as stat:
            started = int(stat.read().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started


    def depth():
        frame, count = sys._getframe(), 0
        while frame is not None:
            frame, count = frame.f_back, count + 1
        return count


    def test_state(request, pytestconfig, my_fixture):
        main = sys.modules["__main__"]
        thread = threading.main_thread()
        session = request.session
        state = {
            "modules": MODULES,
            "sys.path": PATH,
            "sys.argv": sys.argv,
            "sys.orig_argv": getattr(sys, "orig_argv", None),
            "sys attributes": sorted(vars(sys)),
            "sys.flags": str(sys.flags),
            "sys.meta_path": [type(finder).__name__ for finder in sys.meta_path],
            "searched for modules": sorted(path for path in sys.path_importer_cache if path.startswith(os.getcwd())),
            "hooks": [sys.excepthook.__name__, type(sys.unraisablehook).__name__, str(sys.gettrace()), str(sys.getprofile())],
            "__main__": [main.__name__, main.__file__, main.__spec__.name, sorted(vars(main))],
            "working directory": os.getcwd(),
            "environment": dict(os.environ),
            "umask": os.umask(0o22),
            "nice": os.nice(0),
            "stdin": [os.readlink("/proc/self/fd/0"), type(sys.stdin).__name__],
            "environment of children": sorted(subprocess.check_output(["env"]).decode().splitlines()),
            "descriptors": descriptors(),
            "streams": [[type(s).__name__, s.encoding, s.errors, s.line_buffering] for s in (sys.__stdin__, sys.__stdout__, sys.__stderr__)],
            "signals": {int(s): str(signal.getsignal(s)).split(" at ")[0] for s in signal.Signals},
            "blocked signals": [int(s) for s in signal.pthread_sigmask(signal.SIG_BLOCK, [])],
            "timers": [signal.getitimer(kind) for kind in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)],
            "wakeup descriptor": signal.set_wakeup_fd(-1),
            "processors": sorted(os.sched_getaffinity(0)),
            "threads": [t.name for t in threading.enumerate()],
            "main thread": [thread is threading.current_thread(), thread.ident == threading.get_ident(), thread.native_id == os.getpid()],
            "thread settings": [threading.stack_size(), sys.getswitchinterval(), type(threading.excepthook).__name__],
            "context": [v.name for v in contextvars.copy_context()],
            "builtins": sorted(vars(builtins)),
            "locale": [locale.setlocale(locale.LC_ALL, None), time.tzname, socket.getdefaulttimeout()],
            "tempfile": [tempfile.tempdir, tempfile.gettempdir()],
            "tracemalloc": tracemalloc.is_tracing(),
            "stack depth": depth(),
            "gc": [gc.isenabled(), gc.get_threshold(), gc.get_debug()],
            "loggers": [logging.root.level, sorted(logging.root.manager.loggerDict), logging.raiseExceptions],
            "log handlers": [[type(h).__name__ for h in logging.root.handlers], len(logging._handlers), logging.root.manager.disable],
            "log clock": 0 <= logging.makeLogRecord({}).relativeCreated / 1000 <= age() + 0.02,
            "warnings": [str(f) for f in warnings.filters],
            "warnings seen": [str(warnings.onceregistry), sys.warnoptions, warnings.showwarning.__name__],
            "limits": {name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")},
            "recursion": sys.getrecursionlimit(),
            "faulthandler": faulthandler.is_enabled(),
            "atexit": atexit._ncallbacks(),
            "rootdir": str(pytestconfig.rootpath),
            "invocation": [list(pytestconfig.invocation_params.args), str(pytestconfig.invocation_params.dir)],
            "args": pytestconfig.args,
            "options": {name: str(value) for name, value in vars(pytestconfig.option).items()},
            "conftest": [pytestconfig.getoption("--my-option"), pytestconfig.getini("my_ini"), my_fixture],
            "plugins": [str(name) for name, _ in pytestconfig.pluginmanager.list_name_plugin() if not str(name).isdigit()],
            "parents": [repr(node) for node in request.node.listchain()],
            "fixtures": sorted(vars(session._fixturemanager)),
        }
        with open(os.environ["PROBE_OUTPUT"], "w") as output:
            json.dump(state, output)
"""

CONFTEST = """
    import pytest

    def pytest_addoption(parser):
        parser.addoption("--my-option")
        parser.addini("my_ini", "of the conftest")

    @pytest.fixture
    def my_fixture():
        return 1
"""

#: What Steadfast tells attempts on purpose.
TOLD = ("STEADFAST_ATTEMPT_ID", "PYTEST_DEBUG_TEMPROOT", "PROBE_OUTPUT")

#: Parts of the standard library that Steadfast needs, and some versions of pytest do not.
OWN_IMPORTS = ("fcntl", "select")

pytestmark = linux_only


@pytest.fixture(params=["tests/test_probe.py", "tests/deep/er/test_probe.py"])
def probe(request, project):
    project.write("pytest.ini", "[pytest]\naddopts = --my-option=3 -q\nmy_ini = hello\npythonpath = lib\n")
    project.write("tests/conftest.py", CONFTEST)
    project.write(request.param, PROBE)
    return request.param


@pytest.fixture
def seen_in(project, probe, tmp_path):
    """Runs the probe one way, and gives what it saw without what is meant to differ."""

    def run(way):
        output = tmp_path / (way + ".json")
        environment = {"PROBE_OUTPUT": str(output)}
        if way == "plain":
            said = project.plain(probe, **environment).stdout
        elif way == "spawn":
            said = project.spawn(probe, **environment).output
        else:
            with running_zygote(project, isolation=way, **environment) as zygote:
                said = zygote.worker.run(probe).output
        assert output.exists(), said
        state = json.loads(output.read_text())
        for name in TOLD:
            state["environment"].pop(name, None)
        seen_by_children = state["environment of children"]
        state["environment of children"] = [line for line in seen_by_children if not line.startswith(TOLD)]
        for name in ("modules", "plugins"):
            state[name] = [entry for entry in state[name] if not entry.startswith("steadfast")]
        return state

    return run


@pytest.mark.parametrize("way", ["spawn", "pytest", "project"])
def test_tests_see_the_same(seen_in, way):
    plain, seen = seen_in("plain"), seen_in(way)
    added = set(seen.pop("modules")) ^ set(plain.pop("modules"))
    assert {name for name in added if not name.startswith(OWN_IMPORTS)} == set()
    differing = {name: (plain[name], seen[name]) for name in plain if plain[name] != seen[name]}
    assert differing == {}


def test_our_folder_is_not_on_the_path(seen_in):
    assert PYTHON_SIDE not in seen_in("project")["sys.path"]


@pytest.mark.parametrize("way", ["spawn", "pytest", "project"])
def test_python_path_of_the_user_stays(project, tmp_path, way):
    project.write(
        "test_it.py",
        "import os, subprocess, sys\n"
        "def test_it():\n"
        "    assert os.environ['PYTHONPATH'] == '/of/the/user'\n"
        "    assert 'STEADFAST_PYTHONPATH' not in os.environ\n"
        "    code = 'import steadfast_pytest'\n"
        "    assert subprocess.run([sys.executable, '-c', code], stderr=subprocess.DEVNULL).returncode == 1\n",
    )
    environment = {"PYTHONPATH": PYTHON_SIDE + ":/of/the/user", "STEADFAST_PYTHONPATH": "/of/the/user"}
    if way == "spawn":
        assert project.spawn("test_it.py", **environment).exit_code == 0
    else:
        with running_zygote(project, isolation=way, **environment) as zygote:
            assert zygote.worker.run("test_it.py").exit_code == 0


@pytest.mark.parametrize("way", ["spawn", "pytest", "project"])
def test_standard_input_without_capture(project, way):
    project.write(
        "test_it.py",
        "import os, sys\n"
        "def test_it():\n"
        "    assert os.readlink('/proc/self/fd/0') == '/dev/null' and sys.stdin.fileno() == 0\n"
        "    assert sys.stdin.read() == ''\n",
    )
    if way == "spawn":
        assert project.spawn("-s", "test_it.py").exit_code == 0
    else:
        with running_zygote(project, isolation=way, options=["-s"]) as zygote:
            assert [zygote.worker.run("test_it.py").exit_code for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("way", ["spawn", "pytest", "project"])
def test_hash_seed_of_the_user(project, way):
    project.write("test_it.py", "def test_it():\n    assert hash('a text') == 0\n")

    def hash_with(seed):
        options = {} if seed is None else {"PYTHONHASHSEED": seed}
        if way == "spawn":
            attempt = project.spawn("test_it.py", **options)
        else:
            with running_zygote(project, isolation=way, **options) as zygote:
                attempt = zygote.worker.run("test_it.py")
        (test,) = attempt.tests.values()
        return test["message"]

    assert "assert %d == 0" % _hash_in_plain_python("7") in hash_with("7")
    assert hash_with(None) != hash_with(None)


def _hash_in_plain_python(seed):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return int(subprocess.check_output([sys.executable, "-c", "print(hash('a text'))"], env=environment))


def test_random_numbers_differ_from_attempt_to_attempt(project):
    project.write("test_it.py", "import random\ndef test_it():\n    print(random.random())\n    assert 0\n")
    with running_zygote(project) as zygote:
        first, second = (next(iter(zygote.worker.run("test_it.py").tests.values())) for _ in range(2))
    assert first["sections"] != second["sections"]


def test_nothing_of_one_attempt_is_in_the_next(project):
    project.write("shared.py", "VALUE = []\n")
    project.write(
        "test_it.py",
        "import os, sys\n"
        "def test_it():\n"
        "    assert 'shared' not in sys.modules and 'LEFT_BEHIND' not in os.environ\n"
        "    import shared\n"
        "    os.environ['LEFT_BEHIND'] = '1'\n"
        "    os.chdir('/')\n"
        "    os.umask(0o77)\n"
        "    sys.path.insert(0, '/left/behind')\n",
    )
    with running_zygote(project) as zygote:
        assert [zygote.worker.run("test_it.py").exit_code for _ in range(3)] == [0, 0, 0]
