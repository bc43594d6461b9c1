"""The state of a process that tests of different files share: ``snapshot`` describes it, piece by piece.

A piece is named by its kind and a name, and described by a text: equal texts mean that nothing changed. Descriptions are
shallow and bounded, hold no addresses, and never call code of the project beyond ``__repr__`` of built-in types.
"""

import locale
import logging
import os
import signal
import socket
import sys
import threading
import time
import types
import warnings

from .module_names import module_names

#: Items of a container and attributes of an object that are described.
_MOST_ITEMS = 40
_MOST_CHARACTERS = 160
#: Files of a project that are looked at.
_MOST_FILES = 20_000
_SCALARS = (str, bytes, int, float, complex, bool, type(None))
_CODE = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, type, types.ModuleType, property, classmethod, staticmethod)
_NOT_OURS = ("_pytest", "pytest", "pluggy", "steadfast_pytest", "py", "iniconfig", "coverage", "xdist")
_SKIPPED_FOLDERS = {".git", "__pycache__", ".pytest_cache", ".steadfast", "node_modules", ".venv", "venv", ".tox", ".mypy_cache"}
_SKIPPED_FILES = (".pyc", ".coverage")


def describe(value, depth=2):
    """A short text for a value; code is told apart by identity, everything else by content."""
    if isinstance(value, _CODE):
        name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None) or type(value).__name__
        return f"{type(value).__name__} {name}"
    if type(value) in _SCALARS:
        return _bounded(repr(value))
    if depth == 0:
        return type(value).__name__
    if type(value) in (list, tuple, set, frozenset):
        items = list(value)[:_MOST_ITEMS]
        texts = [describe(item, depth - 1) for item in items]
        if isinstance(value, (set, frozenset)):
            texts.sort()
        return f"{type(value).__name__} of {len(value)}: [{_bounded(', '.join(texts))}]"
    if isinstance(value, dict):
        items = list(value.items())[:_MOST_ITEMS]
        texts = [f"{describe(key, 0)}: {describe(item, depth - 1)}" for key, item in items]
        return f"{type(value).__name__} of {len(value)}: {{{_bounded(', '.join(texts))}}}"
    attributes = getattr(value, "__dict__", None)
    if isinstance(attributes, dict) and attributes:
        return f"{type(value).__qualname__}({describe(dict(attributes), depth - 1)})"
    return type(value).__qualname__


def _bounded(text):
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}..."


class Pieces(dict):
    """Kind and name -> (what tells a change, text for people)."""

    def add(self, kind, name, text, identity=None):
        self[(kind, name)] = (text if identity is None else identity, text)


def snapshot(root):
    """Everything that is looked at. ``root`` is the folder of the project."""
    pieces = Pieces()
    for name, value in os.environ.items():
        if not name.startswith(("PYTEST_", "STEADFAST_", "COV_CORE_")):
            pieces.add("environment variable", name, repr(value))
    pieces.add("working directory", "", _working_directory())
    for entry in sys.path:
        pieces.add("sys.path entry", str(entry), "there")
    pieces.add("sys.argv", "", repr(sys.argv))
    pieces.add("recursion limit", "", str(sys.getrecursionlimit()))
    pieces.add("locale", "", repr(locale.setlocale(locale.LC_ALL)))
    pieces.add("time zone", "", repr(time.tzname))
    pieces.add("socket default timeout", "", repr(socket.getdefaulttimeout()))
    pieces.add("warnings filters", "", f"{len(warnings.filters)} filters", repr(warnings.filters))
    _add_signals(pieces)
    _add_logging(pieces)
    _add_threads(pieces)
    _add_modules(pieces, root)
    _add_files(pieces, root)
    return pieces


def _working_directory():
    try:
        return os.getcwd()
    except OSError:
        return "a folder that is gone"


def _add_signals(pieces):
    for number in signal.valid_signals():
        handler = signal.getsignal(number)
        name = getattr(number, "name", str(number))
        text = getattr(handler, "__qualname__", None) or getattr(handler, "name", None) or repr(handler)
        pieces.add("signal handler", name, text, (text, id(handler)))


def _add_logging(pieces):
    pieces.add("logging", "disabled below", str(logging.root.manager.disable))
    loggers = [("root", logging.root), *logging.root.manager.loggerDict.items()]
    for name, logger in loggers:
        if not isinstance(logger, logging.Logger):
            continue
        handlers = [type(each).__name__ for each in logger.handlers if not type(each).__module__.startswith("_pytest")]
        text = f"level {logging.getLevelName(logger.level)}, handlers {handlers}, propagate {logger.propagate}, disabled {logger.disabled}"
        pieces.add("logger", name, text)


def _add_threads(pieces):
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            pieces.add("thread", thread.name, "alive")


def _add_modules(pieces, root):
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in _NOT_OURS or name == "__main__":
            continue
        pieces.add("module", name, _module_text(module), id(module))
        is_ours = _is_of_project(module, root)
        for attribute, value in list(module_names(module).items()):
            if attribute.startswith("__") or attribute.startswith("@"):
                continue
            full = f"{name}.{attribute}"
            if is_ours:
                _add_value(pieces, "module attribute", full, value)
                if isinstance(value, type) and value.__module__ == name:
                    _add_class(pieces, full, value)
            elif isinstance(value, _CODE):
                # The state of other people's modules changes all the time; replaced code does not.
                pieces.add("patched attribute", full, describe(value), id(value))


def _add_value(pieces, kind, name, value):
    text = describe(value)
    pieces.add(kind, name, text, (text, id(value)) if isinstance(value, _CODE) else text)


def _add_class(pieces, full, cls):
    for attribute, value in list(vars(cls).items()):
        if not attribute.startswith("__") and attribute != "_abc_impl":
            _add_value(pieces, "class attribute", f"{full}.{attribute}", value)


def _module_text(module):
    if not isinstance(module, types.ModuleType):
        return f"a {type(module).__name__}"
    return module_names(module).get("__file__") or "a module without a file"


def _is_of_project(module, root):
    path = module_names(module).get("__file__")
    return isinstance(path, str) and path.startswith(root + os.sep) and "site-packages" not in path


def _add_files(pieces, root):
    count = 0
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in _SKIPPED_FOLDERS and not name.endswith(".egg-info")]
        for name in files:
            if name.startswith(_SKIPPED_FILES[1]) or name.endswith(_SKIPPED_FILES[0]):
                continue
            count += 1
            if count > _MOST_FILES:
                return
            path = os.path.join(folder, name)
            try:
                stat = os.stat(path)
            except OSError:
                continue
            text = f"{stat.st_size} bytes"
            pieces.add("file", os.path.relpath(path, root), text, (stat.st_size, stat.st_mtime_ns))
