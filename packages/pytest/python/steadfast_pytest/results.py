"""Makes one test result of the reports that pytest gives for a test's phases."""

import os
from typing import Any

from .bounded_text import bounded
from .rendering import without_colours


class Addresses:
    """Names tests as Steadfast and JUnit know them."""

    def __init__(self, config):
        self._root = str(config.rootpath)
        self._invocation = str(config.invocation_params.dir)
        self._prefix = getattr(config.option, "junitprefix", None)
        self._files = {}

    def file(self, path):
        """A path relative to the root directory, made relative to where pytest was started."""
        known = self._files.get(path)
        if known is None:
            absolute = os.path.join(self._root, path)
            known = os.path.relpath(absolute, self._invocation).replace(os.sep, "/")
            self._files[path] = known
        return known

    def test_id(self, nodeid):
        path, separator, rest = nodeid.partition("::")
        return self.file(path) + separator + rest

    def describe(self, item):
        """What is known of a test before it runs."""
        class_name, name = self.junit(item.nodeid)
        return {
            "id": self.test_id(item.nodeid),
            "className": class_name,
            "name": name,
            "location": self.location(item.location),
        }

    def near_path(self, path):
        """A path as a person wants it: relative where it is below the place where pytest was started."""
        near = os.path.relpath(path, self._invocation)
        return path if near.startswith("..") else near.replace(os.sep, "/")

    def junit(self, nodeid):
        """Class name and name, by the rule of ``_pytest.junitxml.mangle_test_address``."""
        path, bracket, parameters = nodeid.partition("[")
        names = path.split("::")
        names[0] = names[0].replace("/", ".").removesuffix(".py")
        names[-1] += bracket + parameters
        if self._prefix:
            names.insert(0, self._prefix)
        return ".".join(names[:-1]), names[-1]

    def location(self, location):
        path, line, _ = location
        return {"file": self.file(path), "line": (line or 0) + 1}


class TestReports:
    """The reports of one test, phase by phase."""

    __test__ = False

    def __init__(self, rendering):
        self._rendering = rendering
        self._duration = 0.0
        self._last: Any = None
        self._outcome = "passed"
        self._phase = None
        self._messages = []
        self._tracebacks = []

    def add(self, report):
        self._duration += getattr(report, "duration", 0.0)
        self._last = report
        if report.failed:
            self._add_failure(report)
        elif hasattr(report, "wasxfail"):
            self._outcome = "xfailed" if report.skipped else "xpassed"
            self._messages.append(_one_line(str(report.wasxfail).replace("reason: ", "", 1)))
        elif report.skipped and self._outcome == "passed":
            self._outcome = "skipped"
            self._messages.append(_skip_reason(report))

    def _add_failure(self, report):
        if self._outcome not in ("failed", "error"):
            self._messages.clear()
            self._outcome = "failed" if report.when == "call" else "error"
            self._phase = report.when
        self._messages.append(_failure_message(report))
        self._tracebacks.append(self._rendering.traceback(report))

    def result(self, addresses, with_output):
        report = self._last
        class_name, name = addresses.junit(report.nodeid)
        result = {
            "id": addresses.test_id(report.nodeid),
            "outcome": self._outcome,
            "durationMs": round(self._duration * 1000, 3),
            "className": class_name,
            "name": name,
            "location": addresses.location(report.location),
        }
        if self._messages and self._messages[0]:
            result["message"] = bounded(self._messages[0])
        if self._tracebacks:
            result["traceback"] = bounded("\n".join(self._tracebacks))
        if self._phase:
            result["phase"] = self._phase
        failed = self._outcome in ("failed", "error")
        if report.sections and (failed or with_output):
            result["sections"] = [{"title": title, "text": bounded(text)} for title, text in report.sections]
        if report.user_properties:
            result["properties"] = [[str(key), str(value)] for key, value in report.user_properties]
        return result


def collection_result(report, addresses, rendering):
    """The result that stands for a file or class which could not be collected, or was skipped as a whole."""
    class_name, name = addresses.junit(report.nodeid)
    result = {
        "id": addresses.test_id(report.nodeid),
        "outcome": "error" if report.failed else "skipped",
        "durationMs": 0,
        "className": class_name,
        "name": name,
        "phase": "collect",
        "message": bounded(_failure_message(report) if report.failed else _skip_reason(report)),
    }
    if report.failed:
        result["traceback"] = bounded(rendering.traceback(report))
    return result


def _skip_reason(report):
    if isinstance(report.longrepr, tuple):
        return _one_line(str(report.longrepr[2]).replace("Skipped: ", "", 1))
    return _one_line(report.longreprtext)


def _failure_message(report):
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        return without_colours(_one_line(crash.message))
    lines = [line for line in without_colours(report.longreprtext).splitlines() if line.strip()]
    # A fixture that is not there is followed by those that are, and by the place.
    marked = [line[1:] for line in lines if line.startswith("E ")]
    return (marked or lines or [""])[-1].strip()


def _one_line(text):
    return text.strip().split("\n", 1)[0]
