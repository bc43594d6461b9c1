"""A pytest plugin that tells what tests leave behind for a file that runs after them.

``STEADFAST_STATE_TARGET`` is the file. Before its first test the state of the process is compared with that at the start; what
differs is written to ``STEADFAST_STATE_FILE``, as a JSON list, each with the test that changed it last.
"""

import json
import os
import sys

import pytest

from .module_names import module_names
from .process_state import snapshot

#: With more tests than these it is not told which of them it was: a snapshot takes some hundredths of a second.
_MOST_TESTS = 300
#: Kinds in the order in which they are worth reading.
_ORDER = (
    "module attribute",
    "class attribute",
    "environment variable",
    "working directory",
    "module",
    "patched attribute",
    "sys.path entry",
    "logging",
    "logger",
    "warnings filters",
    "signal handler",
    "locale",
    "time zone",
    "socket default timeout",
    "recursion limit",
    "sys.argv",
    "thread",
    "file",
)


class StateWatch:
    def __init__(self, target, result, root):
        self._target = os.path.realpath(target)
        self._result = result
        self._root = root
        self._start: dict = {}
        self._previous = None
        self._culprits = {}
        self._is_detailed = True
        self._is_done = False

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_make_collect_report(self, collector):
        # State that a file leaves while it is imported shows only in what was there before.
        if not self._start and isinstance(collector, pytest.Module):
            self._start = snapshot(self._root)
        yield

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        now = snapshot(self._root)
        if not self._start:
            self._start = now
        begun = dict(self._start)
        for key, piece in now.items():
            # What a module holds after its own import is its beginning.
            if (key not in begun and (_is_of_module(key, begun) or _is_import(key))) or _is_of_pytest(key, session):
                self._start[key] = piece
        self._previous = now
        self._is_detailed = len(session.items) <= _MOST_TESTS

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item):
        if not self._is_done and os.path.realpath(str(item.fspath)) == self._target:
            self._is_done = True
            self._write(snapshot(self._root))
        yield
        if not self._is_done and self._is_detailed:
            now = snapshot(self._root)
            for key in changed(self._previous, now):
                self._culprits[key] = item.nodeid
            self._previous = now

    def _write(self, now):
        own = _module_names(self._target)
        left = []
        for key in changed(self._start, now):
            kind, name = key
            if kind not in _ORDER or any(name.startswith(f"{module}.") for module in own):
                continue
            if kind == "module" and not _is_odd_module(key, self._start, now):
                continue
            before, after = self._start.get(key), now.get(key)
            piece = {"kind": kind, "name": name}
            if before is not None:
                piece["before"] = before[1]
            if after is not None:
                piece["after"] = after[1]
            if key in self._culprits:
                piece["test"] = self._culprits[key]
            left.append(piece)
        left.sort(key=lambda piece: _rank(piece))
        with open(self._result, "w", encoding="utf-8") as file:
            json.dump(left, file)


def changed(before, after):
    """The keys that differ; what a module brings along when it is first imported is no change."""
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        if (was and was[0]) == (now and now[0]):
            continue
        if was is None and _is_of_module(key, before):
            continue
        yield key


def _is_of_module(key, before):
    """Whether a piece belongs to a module that was not there before."""
    kind, name = key
    if kind not in ("module attribute", "class attribute", "patched attribute"):
        return False
    parts = name.split(".")
    return not any(("module", ".".join(parts[:length])) in before for length in range(len(parts) - 1, 0, -1))


def _is_of_pytest(key, session):
    """Whether pytest itself changes it on the way from collection to tests."""
    kind, name = key
    if kind == "sys.path entry":
        return any(str(item.fspath).startswith(os.path.join(name, "")) for item in session.items)
    return kind == "warnings filters" or name.startswith("warnings.")


def _is_odd_module(key, before, after):
    """Imports are no state, but a module that was exchanged, taken away or made up is."""
    return key in before or (key in after and not _is_import(key))


def _is_import(key):
    kind, name = key
    return kind == "module" and getattr(sys.modules.get(name), "__spec__", None) is not None


def _module_names(path):
    return [name for name, module in list(sys.modules.items()) if module_names(module).get("__file__") == path]


def _rank(piece):
    # State of test modules is rarely what another file meets.
    name = piece["name"].split(".")
    is_of_test = piece["kind"].endswith("attribute") and any(part.startswith("test_") for part in name)
    return (is_of_test, _ORDER.index(piece["kind"]), piece["name"])


def pytest_configure(config):
    target, result = os.environ.get("STEADFAST_STATE_TARGET"), os.environ.get("STEADFAST_STATE_FILE")
    if target and result:
        root = str(getattr(config, "rootpath", None) or config.rootdir)
        config.pluginmanager.register(StateWatch(target, result, root), "steadfast-state-watch")
