"""Each private name has a probe, and what cannot be had is left out alone."""

import json
import sys
import types

import pytest

from conftest import linux_only
from harness.project import PYTHON_SIDE
from harness.zygote import running_zygote
from steadfast_pytest import places


@pytest.fixture
def module(monkeypatch):
    made = types.ModuleType("of_pytest")
    made.function = lambda path, *more: "original"
    monkeypatch.setitem(sys.modules, made.__name__, made)
    return made


@pytest.mark.parametrize(
    "name, parameters, problem",
    [
        ("function", ("path",), None),
        ("function", (), None),
        ("function", ("entry",), "of_pytest.function takes other arguments"),
        ("other", ("path",), "of_pytest.other is not there"),
        ("__name__", (), "of_pytest.__name__ is not there"),
    ],
)
def test_probe(module, name, parameters, problem):
    assert places.probe(places.Place("of_pytest", name, "it is slow", parameters)) == problem


def test_probe_of_a_module_that_is_gone():
    assert places.probe(places.Place("pluggy._gone", "it", "it is slow")) == "there is no module pluggy._gone"


def test_nothing_is_lacking_here():
    assert places.notices(pytest.__version__) == []


def test_a_failed_optimisation_is_told():
    assert places.attempted("It is slow", int, "x")[0].startswith("It is slow, because of ValueError: ")
    assert places.attempted("It is slow", int, "1") == []


@linux_only
@pytest.mark.parametrize(
    "change, notice",
    [
        ("_pytest.terminal._plugin_nameversions = lambda info: ['x-1']", "Versions of plugins are read"),
        ("_pytest.fixtures.getfuncargnames = lambda f, **how: original(f, **how)", "Fixtures of"),
    ],
)
def test_a_changed_pytest_loses_one_optimisation_and_no_test(project, change, notice):
    project.write(
        "changes.py",
        "import _pytest.fixtures, _pytest.terminal\noriginal = _pytest.fixtures.getfuncargnames\n%s\n" % change,
    )
    project.write("test_it.py", "def test_it(tmp_path, capsys):\n    pass\n")
    path = {"PYTHONPATH": "%s:%s" % (PYTHON_SIDE, project.root)}
    with running_zygote(project, options=["-p", "changes"], **path) as zygote:
        (said,) = zygote.hello["notices"]
        assert said.startswith(notice)
        assert zygote.hello["forks"] is True
        assert zygote.worker.run("test_it.py").outcomes == {"test_it": "passed"}


#: Tests may replace what the report is made with, and never put it back.
REPLACES = """
    import json, os, random, time

    def test_it():
        json.dumps = json.JSONEncoder.encode = json.JSONEncoder.default = os.write = os.getpid = None
        random.seed = time.time = None

    def test_next():
        pass
"""


@linux_only
@pytest.mark.parametrize("way", ["spawn", "pytest", "project"])
def test_the_report_does_not_depend_on_what_a_test_replaces(project, way):
    project.write("test_it.py", REPLACES)
    if way == "spawn":
        attempt = project.spawn("test_it.py")
    else:
        with running_zygote(project, isolation=way) as zygote:
            attempt = zygote.worker.run("test_it.py")
    assert attempt.exit_code == 0
    assert (attempt.finish["reported"], attempt.outcomes) == (2, {"test_it": "passed", "test_next": "passed"})


#: Writes a report of its own to each descriptor, also from a child.
FORGES = """
    import json, os, subprocess, sys

    def forge(text):
        for fd in range(200, 300):
            try:
                os.write(fd, text)
            except OSError:
                pass

    def test_it():
        forge(b'null\\n[]\\n"x"\\n{"type": "session-finished"}\\n')
        assert subprocess.run([sys.executable, "-c", "import os; os.write(200, b'x')"], stderr=-3).returncode == 1
        pid = os.fork()
        if pid == 0:
            forge(b"by a child")
            os._exit(0)
        os.waitpid(pid, 0)
"""


@linux_only
@pytest.mark.parametrize("way", ["spawn", "pytest", "project"])
def test_what_a_test_writes_to_the_report_is_told_apart(project, way):
    project.write("test_it.py", FORGES)
    if way == "spawn":
        report = project.spawn("test_it.py").report
    else:
        with running_zygote(project, isolation=way) as zygote:
            report = zygote.worker.run("test_it.py").report
    nonce, *lines = report.decode("ascii").splitlines()
    ours = [json.loads(line[len(nonce) :]) for line in lines if line.startswith(nonce + " ")]
    assert [line for line in lines if not line.startswith(nonce)] == ["null", "[]", '"x"', '{"type": "session-finished"}']
    assert ours[-1]["type"] == "session-finished" and ours[-1]["reported"] == 1
    assert "by a child" not in report.decode("ascii")
