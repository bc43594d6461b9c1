"""What makes a slot look like a worker of pytest-xdist, on every rung."""

import pytest

from conftest import linux_only
from harness.zygote import running_zygote

pytestmark = linux_only

#: With what plugins and conftests of pytest-xdist's users do.
CONFTEST = """
    import pytest

    def pytest_configure(config):
        assert not hasattr(config, "workerinput"), "a plugin would leave its work to a controller"

    def pytest_sessionfinish(session):
        assert not hasattr(session.config, "workerinput")

    @pytest.fixture(scope="session")
    def suffix(request):
        return request.config.workerinput["workerid"]
"""

TESTS = """
    import os

    def test_ids(worker_id, testrun_uid, suffix):
        assert worker_id == suffix == os.environ["PYTEST_XDIST_WORKER"]
        assert testrun_uid == "run-uid"

    def test_worker(request, worker_id):
        with open(worker_id + ".txt", "w") as file:
            file.write("%(workerid)s of %(workercount)d" % request.config.workerinput)

    def test_parent(tmp_path, tmp_path_factory):
        base = tmp_path_factory.getbasetemp()
        assert (base.parent.name, tmp_path.parent) == ("shared", base)
        assert base.name == os.environ["PYTEST_XDIST_WORKER"]

    def test_nothing_else():
        assert not {"STEADFAST_WORKER_IDS", "STEADFAST_BASETEMP", "STEADFAST_OWN_VARIABLES"} & set(os.environ)
"""


@pytest.fixture(params=["spawn", "pytest", "project"])
def isolation(request):
    return request.param


def variables(project, slot):
    shared = project.root / "shared"
    shared.mkdir(exist_ok=True)
    return {
        "STEADFAST_WORKER_IDS": "1",
        "STEADFAST_BASETEMP": str(shared / ("gw%d" % slot)),
        "PYTEST_XDIST_WORKER": "gw%d" % slot,
        "PYTEST_XDIST_WORKER_COUNT": "2",
        "PYTEST_XDIST_TESTRUNUID": "run-uid",
    }


def test_slots_of_one_zygote(project, isolation):
    project.write("conftest.py", CONFTEST)
    project.write("test_it.py", TESTS)
    with running_zygote(project, isolation=isolation, STEADFAST_OWN_VARIABLES="PYTEST_XDIST_WORKER") as zygote:
        for slot in (0, 1):
            attempt = zygote.worker.run("test_it.py", **variables(project, slot))
            assert attempt.exit_code == 0, attempt.output
            assert (project.root / ("gw%d.txt" % slot)).read_text() == "gw%d of 2" % slot


def test_without_worker_ids_a_session_is_nobodys_worker(project, isolation):
    project.write("test_it.py", "def test_it(request):\n    assert not hasattr(request.config, 'workerinput')\n")
    with running_zygote(project, isolation=isolation) as zygote:
        # As from a pytest-xdist around this run.
        assert zygote.worker.run("test_it.py", PYTEST_XDIST_WORKER="gw7").exit_code == 0


def test_a_plugin_that_reads_its_worker_too_early_cannot_be_shared(project):
    project.write("early.py", "import os\nWORKER = os.environ.get('PYTEST_XDIST_WORKER', 'master')\n")
    how = {"options": ["-p", "early"], "STEADFAST_OWN_VARIABLES": "STEADFAST_SLOT,PYTEST_XDIST_WORKER"}
    with running_zygote(project, workers=0, **how) as zygote:
        assert zygote.hello["forks"] is False
        assert zygote.hello["reason"] == "PYTEST_XDIST_WORKER is read by early"
