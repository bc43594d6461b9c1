"""Which files of the repository an attempt read, so that a later run can tell what a change may reach.

Python tells of every file that is opened and every folder that is listed (audit events). A process that a test starts tells
nothing: such an attempt is *opaque*, and every change may reach it.
"""

import json
import os
import sys

import pytest

from .module_names import module_names

_STARTS = frozenset(("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.forkpty", "pty.spawn"))
_LISTS = frozenset(("os.listdir", "os.scandir"))
_OPENS = frozenset(("open", "sqlite3.connect"))
_IMPORT_SYSTEM = "<frozen importlib._bootstrap_external>"
_PYTEST = os.sep + "_pytest" + os.sep
_WATCHED = _STARTS | _LISTS | _OPENS


class _Seen:
    """What this process and those that it was forked from have read."""

    def __init__(self):
        self.files = set()
        self.folders = set()
        #: Folders that Python searched for modules.
        self.searched = set()
        self.is_opaque = False
        self._is_installed = False
        self._is_at_work = False

    def install(self):
        if not self._is_installed:
            self._is_installed = True
            sys.addaudithook(self._hear)

    def _hear(self, event, arguments):
        if event not in _WATCHED or self._is_at_work:
            return
        self._is_at_work = True
        try:
            self._note(event, arguments, sys._getframe(1).f_code.co_filename)
        finally:
            self._is_at_work = False

    def _note(self, event, arguments, caller):
        if event in _STARTS:
            self.is_opaque = True
            return
        path = arguments[0] if arguments else None
        if event in _LISTS:
            path = "." if path is None else path
        elif event == "open" and _only_writes(*arguments[1:3]):
            return
        if isinstance(path, (bytes, os.PathLike)):
            path = os.fsdecode(path)
        if isinstance(path, str):
            self._set_for(event, caller).add(os.path.abspath(path))

    def _set_for(self, event, caller):
        if event not in _LISTS:
            return self.files
        if caller == _IMPORT_SYSTEM:
            return self.searched
        # pytest looks for the file that it was given; what lies beside that is none of its business.
        return set() if _PYTEST in caller else self.folders


_seen = _Seen()


def _only_writes(mode=None, flags=None):
    if isinstance(mode, str):
        return mode[:1] in ("w", "x") and "+" not in mode
    return isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) == os.O_WRONLY


def watch():
    """Begins to watch, where that is wanted: before anything of the project is read."""
    if os.environ.pop("STEADFAST_RECORD_READS", None) is not None:
        _seen.install()


def follow(config):
    """Writes at the end of the session what was read."""
    watch()
    path = os.environ.pop("STEADFAST_READS_FILE", None)
    if path is not None:
        _seen.install()
        # The fork that made this process is no process that a test started.
        _seen.is_opaque = False
        config.pluginmanager.register(_Writer(path), "steadfast-file-reads")


class _Writer:
    def __init__(self, path):
        self._path = path

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_sessionfinish(self):
        yield
        files = {_source_of(path) for path in _seen.files} | set(_module_files())
        reads = {
            "files": sorted(files),
            "folders": sorted(_seen.folders),
            "searched": sorted(_seen.searched),
            "isOpaque": _seen.is_opaque,
        }
        with open(self._path, "w", encoding="utf-8") as file:
            json.dump(reads, file)


def _module_files():
    for module in list(sys.modules.values()):
        path = module_names(module).get("__file__")
        if isinstance(path, str):
            yield _source_of(os.path.abspath(path))


def _source_of(path):
    """The source of cached bytecode, Python's or pytest's, which is what somebody changes."""
    folder, name = os.path.split(path)
    if name.endswith(".pyc") and os.path.basename(folder) == "__pycache__":
        return os.path.join(os.path.dirname(folder), name.partition(".")[0] + ".py")
    return path
