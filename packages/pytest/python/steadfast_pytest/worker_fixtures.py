"""The fixtures of pytest-xdist, where it is not installed: a plugin module, registered where slots have worker ids."""

import pytest


@pytest.fixture(scope="session")
def worker_id(request):
    """The id of the current worker: gw0, gw1, ..."""
    return request.config.workerinput["workerid"]


@pytest.fixture(scope="session")
def testrun_uid(request):
    """The unique id of the current test run."""
    return request.config.workerinput["testrunuid"]
