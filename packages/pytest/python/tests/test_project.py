"""The rung of the project: what attempts see, and what is not shared."""

import gc
import re

import pytest

from conftest import linux_only
from harness.zygote import running_zygote

pytestmark = linux_only

PASSES = "def test_it():\n    pass\n"

#: Conftests after which nothing may be forked, and what is said of it.
NOT_SHARED = {
    "thread": ("import threading, time\nthreading.Thread(target=time.sleep, args=(9,), daemon=True, name='ticker').start()", "ticker"),
    "process": ("import subprocess\nprocess = subprocess.Popen(['sleep', '9'])", "a process was started"),
    "file": ("file = open('data.txt', 'w')", "data.txt is open"),
    "socket": ("import socket\nit = socket.socket()", "a socket is open"),
    "event loop": ("import asyncio\nloop = asyncio.new_event_loop()", "is open"),
    "timer": ("import signal\nsignal.setitimer(signal.ITIMER_REAL, 1000)", "a timer runs"),
    "process id": ("import os\nNAME = 'db-%d' % os.getpid()", "conftest.py asks for its process id"),
    "random bytes": ("import os\nKEY = os.urandom(4)", "conftest.py draws random bytes"),
    "unique id": ("import uuid\nRUN = uuid.uuid4()", "conftest.py draws random bytes"),
    "temporary folder": ("import tempfile\nFOLDER = tempfile.mkdtemp()", "conftest.py makes a temporary folder"),
    "temporary file": ("import tempfile\nFILE = tempfile.NamedTemporaryFile()", "NamedTemporaryFile|is open|temporary file"),
    "random number": ("import random\nNUMBER = random.random()", "random numbers were drawn"),
    "own variable": ("import os\nOWN = os.environ.get('STEADFAST_ATTEMPT_ID')", "STEADFAST_ATTEMPT_ID is read by conftest"),
    "asked for own variable": ("import os\nOWN = 'STEADFAST_ATTEMPT_ID' in os.environ", "STEADFAST_ATTEMPT_ID is read by conftest"),
    "clean-up": ("def pytest_configure(): pass\ndef pytest_unconfigure(): pass", "sets something up for each process"),
    "arguments": ("def pytest_configure(config):\n    list(config.args)", "asks which file is run"),
    "other arguments": ("def pytest_configure(config):\n    config.args = ['test_it.py']", "asks which file is run"),
    "report": ("def pytest_configure(config):\n    config.option.xmlpath = 'out.xml'", "a session writes out.xml"),
    "what failed": ("def pytest_configure(config):\n    config.option.lf = True", "what failed before is looked up"),
    "tracing": ("import sys\nsys.settrace(lambda *_: None)", "code is being traced"),
}


@pytest.mark.parametrize("what", NOT_SHARED)
def test_what_is_not_shared(project, what):
    conftest, reason = NOT_SHARED[what]
    project.write("conftest.py", conftest)
    project.write("test_it.py", PASSES)
    with running_zygote(project, workers=0) as zygote:
        hello = zygote.deepen(kind="project", targets=["test_first.py"], ownVariables=["STEADFAST_ATTEMPT_ID"])
        assert hello["forks"] is False
        assert re.search(reason, hello["reason"]), hello
        # The rung above still serves.
        zygote.add_worker()
        assert zygote.worker.run("test_it.py").exit_code == 0


def test_a_conftest_that_cannot_be_loaded(project):
    project.write("conftest.py", "import not_there")
    project.write("test_it.py", PASSES)
    with running_zygote(project, workers=0) as zygote, pytest.raises(EOFError):
        zygote.deepen(kind="project", targets=["test_it.py"], ownVariables=[])


#: Conftests that show in what pytest prints.
SHOWN = {
    "nothing": "",
    "prints": "import sys\nprint('to out')\nprint('to err', file=sys.stderr)",
    "header": "def pytest_report_header():\n    return 'my header'",
    "session start": "def pytest_sessionstart(session):\n    print('started', session.config.args)",
    "session finish": "def pytest_sessionfinish(session):\n    print('finished', session.exitstatus)",
    "warns": "import warnings\nwarnings.warn('from the conftest')",
    "log handler": """
        import logging

        logging.basicConfig(format="handled %(message)s")
        logging.getLogger("mine").warning("early")
    """,
    "fixtures": """
        import pytest

        @pytest.fixture(scope="session", autouse=True)
        def once():
            print("set up")
            yield
            print("torn down")
    """,
}

SHOWS = """
    import logging, os, sys, warnings

    print("imported")

    def test_passes(tmp_path, cache):
        cache.set("mine/value", 1)
        print("a text", file=sys.stderr)

    def test_fails():
        print("to out")
        logging.getLogger("mine").error("logged")
        os.write(2, b"to the descriptor")
        warnings.warn("from the test")
        assert [1] == [2]
"""


@pytest.mark.parametrize(
    "what, capture",
    [*((what, "fd") for what in SHOWN), *((what, way) for what in ("prints", "log handler") for way in ("sys", "no"))],
)
def test_output_is_that_of_pytest(project, what, capture):
    project.write("conftest.py", SHOWN[what])
    project.write("test_it.py", SHOWS)
    options = ["--capture=" + capture, "-rA"]
    plain = project.plain(*options, "test_it.py")
    with running_zygote(project, isolation="project", options=options) as zygote:
        attempts = [zygote.worker.run("test_it.py") for _ in range(2)]
    for attempt in attempts:
        assert attempt.exit_code == plain.returncode == 1
        assert _steady(attempt.output) == _steady(plain.stdout)


def _steady(output):
    lines = re.sub(r" in \\d+\\.\\d+s", " in some time", re.sub(r"\d+\.\d+s", "0s", output)).splitlines()
    return [re.sub("=+", "=", line) for line in lines if not line.startswith(("cachedir", "platform"))]


def test_a_seed_of_the_project_is_kept_and_no_other(project):
    project.write("test_it.py", "import random\ndef test_it():\n    print(random.random())\n    assert 0\n")
    for conftest, same in [("import random\nrandom.seed(7)", True), ("import random", False)]:
        project.write("conftest.py", conftest)
        with running_zygote(project, isolation="project") as zygote:
            first, second = (next(iter(zygote.worker.run("test_it.py").tests.values())) for _ in range(2))
        assert (first["sections"] == second["sections"]) is same


def test_what_a_conftest_changes_in_its_process_stays(project):
    project.write("sub/here.txt", "")
    project.write("conftest.py", "import os, sys\nos.environ['MINE'] = '1'\nos.chdir('sub')\nos.umask(0o77)\nsys.path.insert(0, '/mine')\n")
    project.write(
        "test_it.py",
        "import os, sys\ndef test_it():\n"
        "    assert os.environ['MINE'] == '1' and os.path.exists('here.txt') and os.umask(0) == 0o77 and '/mine' in sys.path\n",
    )
    assert project.plain("test_it.py").returncode == 0
    with running_zygote(project, isolation="project") as zygote:
        assert zygote.worker.run("test_it.py").exit_code == 0


#: Modules, and why they are left to the attempts.
UNFIT = {
    "print('hello')": "it prints",
    "import warnings\nwarnings.warn('old')": "it warns: old",
    "import threading, time\nthreading.Thread(target=time.sleep, args=(9,), daemon=True, name='ticker').start()": "ticker",
    "import os\nPID = os.getpid()": "asks for its process id",
}


@pytest.mark.parametrize("text", UNFIT)
def test_a_module_that_cannot_be_shared_is_named(project, text):
    project.write("fit.py", "VALUE = 1\n")
    project.write("unfit.py", text)
    modules = [["fit", str(project.root / "fit.py")], ["unfit", str(project.root / "unfit.py")]]
    with running_zygote(project, isolation="project", workers=0) as zygote:
        hello = zygote.deepen(kind="imports", modules=modules, ownVariables=[])
        assert (hello["forks"], hello["culprit"]) == (False, "unfit")
        assert UNFIT[text] in hello["reason"]


def test_what_was_imported_is_shared_and_what_is_elsewhere_is_not(project):
    project.write("fit.py", "import time\nWHEN = time.time()\n")
    project.write("test_it.py", "import sys\ndef test_it():\n    import fit\n    print(fit.WHEN, 'other' in sys.modules)\n    assert 0\n")
    project.write("other.py")
    modules = [["fit", str(project.root / "fit.py")], ["other", "/somewhere/else/other.py"], ["not_there", ""]]
    with running_zygote(project, isolation="project", modules=modules) as zygote:
        said = [next(iter(zygote.worker.run("test_it.py").tests.values()))["sections"][0]["text"] for _ in range(2)]
    assert said[0] == said[1]
    assert said[0].endswith(" False\n")


def test_an_attempt_tells_what_it_imports(project):
    project.write("app.py", "import colorsys\n")
    project.write("test_it.py", "import app\ndef test_it():\n    pass\n")
    with running_zygote(project, isolation="project") as zygote:
        (told,) = zygote.worker.run("test_it.py", learn=True).of_type("imports")
        assert zygote.worker.run("test_it.py").of_type("imports") == []
    seen = {name: ours for name, _, ours in told["modules"]}
    assert (seen["app"], seen["colorsys"]) == (True, False)
    assert "test_it" not in seen


ASKS = """
    import gc, os

    def test_it():
        assert gc.isenabled()
        assert any(each is os.environ for each in gc.get_objects())
        assert any(each is os.environ.__dict__ or each is os.__dict__ for each in gc.get_referrers(os.environ))
        assert gc.get_freeze_count() == 0
        assert type(gc.get_objects) is type(gc.collect)
        assert "__getattr__" not in vars(gc)
"""


@pytest.mark.parametrize("isolation", ["spawn", "pytest", "project"])
def test_what_the_garbage_collector_shows(project, isolation):
    project.write("test_it.py", ASKS)
    with running_zygote(project, isolation=isolation) as zygote:
        assert [zygote.worker.run("test_it.py").outcomes for _ in range(2)] == [{"test_it": "passed"}] * 2
    assert gc.isenabled()
