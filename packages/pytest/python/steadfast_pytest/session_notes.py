"""What a session says besides the results of its tests: warnings, tests that were left out, words of plugins, why it ended."""

import os
import threading

import pytest

from .bounded_text import bounded
from .compat import TerminalCopy, ini_value, junit_key

#: Of a warning that many tests cause, so many are named.
_NAMED_TESTS = 20


class SessionNotes:
    def __init__(self, config, addresses):
        self._addresses = addresses
        self._warnings = {}
        self._deselected = 0
        self._exit = None
        self._said = ""
        self._original_status = None
        self.junit = JunitRecorder.when_wanted(config)

    def pytest_warning_recorded(self, warning_message, nodeid):
        category = warning_message.category.__name__
        file = self._addresses.near_path(warning_message.filename)
        key = (category, str(warning_message.message), file, warning_message.lineno)
        tests = self._warnings.setdefault(key, [])
        tests.append(self._addresses.test_id(nodeid) if nodeid else "")

    def pytest_deselected(self, items):
        self._deselected += len(items)

    def pytest_keyboard_interrupt(self, excinfo):
        if isinstance(excinfo.value, pytest.exit.Exception):
            self._exit = str(excinfo.value.msg)

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session):
        self._original_status = int(session.exitstatus)
        yield

    @pytest.hookimpl(hookwrapper=True, trylast=True)
    def pytest_terminal_summary(self, terminalreporter):
        """Inside of all wrappers, of which pytest's own summary is one: what is left is said by plugins and conftests."""
        with TerminalCopy(terminalreporter) as copy:
            yield
        self._said = copy.text

    def message(self, session):
        """The fields of the message; empty when there is nothing to say."""
        notes = {
            "deselected": self._deselected,
            "warnings": [_warning(key, tests) for key, tests in self._warnings.items()],
            "suiteProperties": self.junit.suite_properties if self.junit else [],
            "said": bounded(self._said.strip("\n")),
            "exit": self._exit,
            "threads": _threads_that_go_on(),
        }
        if int(session.exitstatus) != self._original_status:
            notes["statusBeforeHooks"] = self._original_status
        return {name: value for name, value in notes.items() if value or name == "statusBeforeHooks"}


class JunitRecorder:
    """Stands in for pytest's own JUnit report, which fixtures hand properties and attributes to."""

    def __init__(self, config):
        self.family = ini_value(config, "junit_family", default="xunit2")
        self.suite_properties = []
        self._attributes = {}

    @classmethod
    def when_wanted(cls, config):
        key = junit_key()
        if os.environ.pop("STEADFAST_JUNIT", None) is None or key is None or key in config.stash:
            return None
        config.stash[key] = recorder = cls(config)
        # At the end pytest takes its report out of the plugins.
        config.pluginmanager.register(recorder, "steadfast-junit")
        return recorder

    def add_global_property(self, name, value):
        self.suite_properties.append([str(name), str(value)])

    def node_reporter(self, node):
        return _NodeRecorder(self._attributes.setdefault(str(node), {}))

    def attributes(self, nodeid):
        return list(self._attributes.pop(nodeid, {}).items())


class _NodeRecorder:
    def __init__(self, attributes):
        self._attributes = attributes

    def add_attribute(self, name, value):
        self._attributes[str(name)] = str(value)

    def add_property(self, name, value):
        pass


def _warning(key, tests):
    category, message, file, line = key
    named = list(dict.fromkeys(test for test in tests if test))
    return {
        "category": category,
        "message": bounded(message),
        "file": file,
        "line": line,
        "count": len(tests),
        "tests": named[:_NAMED_TESTS],
    }


def _threads_that_go_on():
    """For these Python waits before it ends."""
    main = threading.main_thread()
    return [thread.name for thread in threading.enumerate() if thread is not main and not thread.daemon and thread.is_alive()]
