"""Each slot looks like a worker of pytest-xdist, so that plugins and fixtures give it a database, a port or a folder of its own.

The variables are in the environment from the start. ``config.workerinput`` is there while tests run: at other times it tells
plugins such as pytest-cov, pytest-randomly and pytest-html to leave their work to a controller, and there is none.
"""

import os
import sys

import pytest

from . import compat, worker_fixtures


def follow(config):
    """Does nothing unless Steadfast gives worker ids in this run."""
    if os.environ.pop("STEADFAST_WORKER_IDS", None) is None:
        return
    base_temp = os.environ.pop("STEADFAST_BASETEMP", None)
    if base_temp is not None:
        compat.give_temporary_folder(config, base_temp)
    config.pluginmanager.register(_Worker(), "steadfast-worker")
    if not config.pluginmanager.hasplugin("xdist"):
        config.pluginmanager.register(worker_fixtures, "steadfast-worker-fixtures")
    if config.pluginmanager.hasplugin("django"):
        # What it imports, other projects' tests must not find imported.
        from . import django_databases

        django_databases.follow(config)


class _Worker:
    # Innermost, so that all others' parts before and after the tests see none.
    @pytest.hookimpl(hookwrapper=True, trylast=True)
    def pytest_runtestloop(self, session):
        config = session.config
        config.workerinput = {
            "workerid": os.environ["PYTEST_XDIST_WORKER"],
            "workercount": int(os.environ["PYTEST_XDIST_WORKER_COUNT"]),
            "testrunuid": os.environ["PYTEST_XDIST_TESTRUNUID"],
            "mainargv": list(sys.argv),
        }
        config.workeroutput = {}
        yield
        del config.workerinput, config.workeroutput
