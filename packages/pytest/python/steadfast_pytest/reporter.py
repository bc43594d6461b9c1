"""The pytest plugin object that streams a session to Steadfast."""

import os
import platform
import time

import pytest

from .compat import hook_implementations, ini_value
from .own_plugins import is_own
from .rendering import Rendering
from .results import Addresses, TestReports, collection_result
from .session_notes import SessionNotes


def _wants_output_of_passed(config):
    """Whether JUnit or ``-r`` (``P``, ``A``, and ``X`` for what passed unexpectedly) show it."""
    letters = getattr(config.option, "reportchars", None) or ""
    return ini_value(config, "junit_logging", default="no") != "no" or not {"P", "A", "X", "a"}.isdisjoint(letters)


class Reporter:
    def __init__(self, config, channel, written, share=None):
        self._channel = channel
        self._written = written
        self._share = share
        self._addresses = Addresses(config)
        self._rendering = Rendering(config)
        self._with_output = _wants_output_of_passed(config)
        # As an attribute: what replaces the clock replaces the names in modules.
        self._now = time.time
        self.notes = SessionNotes(config, self._addresses)
        # Somebody watches each test, and wants to know at once.
        self._watched = os.environ.pop("STEADFAST_WATCH_TESTS", None) is not None
        self._running = {}
        self._reported = 0
        self._finished_items = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session):
        self._channel.hold(
            "session-started",
            protocol=1,
            pytest=pytest.__version__,
            python=platform.python_version(),
            rootdir=str(session.config.rootpath),
        )

    @pytest.hookimpl(hookwrapper=True)
    def pytest_collection(self):
        self.collected((yield))

    def collected(self, outcome):
        """Tells why pytest refused to collect anything, if it did."""
        error = outcome.excinfo and outcome.excinfo[1]
        if isinstance(error, pytest.UsageError):
            self._channel.send("usage-error", message="\n".join(map(str, error.args)), notFound=[])

    def pytest_collectreport(self, report):
        if report.failed or report.skipped:
            self._send_result(collection_result(report, self._addresses, self._rendering))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session):
        if self._watched:
            tests = [self._addresses.describe(item) for item in session.items]
            left = self._share and self._share.all
            self._channel.send("collected", tests=tests, all=[test["id"] for test in tests] if left is None else left)

    def pytest_runtest_logstart(self, nodeid):
        self._running[nodeid] = TestReports(self._rendering)
        self._channel.send("test-started", id=self._addresses.test_id(nodeid), time=self._now())

    def pytest_runtest_logreport(self, report):
        self._running.setdefault(report.nodeid, TestReports(self._rendering)).add(report)

    def pytest_runtest_logfinish(self, nodeid):
        reports = self._running.pop(nodeid, None)
        if reports is not None:
            self._finished_items += 1
            result = reports.result(self._addresses, self._with_output)
            attributes = self.notes.junit.attributes(nodeid) if self.notes.junit else []
            self._send_result({**result, "attributes": attributes} if attributes else result)

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session):
        yield
        runs_tests = not session.config.getoption("collectonly", False)
        notes = self.notes.message(session)
        if notes:
            self._channel.hold("session-notes", **notes)
        self._channel.send(
            "session-finished",
            exitStatus=int(session.exitstatus),
            collected=len(getattr(session, "items", ())) if runs_tests else 0,
            finished=self._finished_items,
            reported=self._reported,
            written=self._written.paths,
            collectors=_foreign_collectors(session.config),
        )

    def _send_result(self, result):
        self._reported += 1
        # Between two tests nothing can happen that this result would have to be known for.
        tell = self._channel.send if self._watched else self._channel.hold
        tell("test-finished", **result)


def _foreign_collectors(config):
    """Plugins and conftests that may collect other files than pytest does."""
    implementations = hook_implementations(config, "pytest_collect_file")
    return [each.plugin_name for each in implementations if not is_own(each.function)]
