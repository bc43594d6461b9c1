"""Modules that attempts import: learned from what they do, and imported in a zygote, so that they need not."""

import importlib
import importlib.util
import os
import sys
import warnings

from . import compat
from .module_names import module_names

#: What was imported before plugins, conftests and tests had their turn.
_before = set(sys.modules)

_wanted = [name for name in os.environ.pop("STEADFAST_PRELOAD_MODULES", "").split(",") if name]


def _library_paths():
    before = set(sys.modules)
    import sysconfig

    try:
        return sysconfig.get_paths()
    finally:
        # A test may look whether it was imported.
        for name in set(sys.modules) - before:
            del sys.modules[name]


_folders: tuple[str, ...] = ()


def library_folders():
    """Where installed distributions and the standard library are."""
    global _folders
    if not _folders:
        paths = _library_paths()
        kinds = ("purelib", "platlib", "stdlib", "platstdlib")
        _folders = tuple({os.path.join(os.path.realpath(paths[kind]), "") for kind in kinds})
    return _folders


def is_third_party(origin):
    """Whether a module comes from an installed distribution or the standard library, and not from the project."""
    return bool(origin) and os.path.realpath(origin).startswith(library_folders())


def preload():
    """Imports what ``--preload`` names; returns what a person should know about those that could not be."""
    notices = []
    for name in _wanted:
        try:
            spec = importlib.util.find_spec(name.partition(".")[0])
            if spec is None:
                notices.append("--preload %s: there is no such module" % name)
            elif not is_third_party(spec.origin):
                notices.append("--preload %s: modules of the project are never shared by --preload" % name)
            else:
                importlib.import_module(name)
        except Exception as error:
            notices.append("--preload %s: %s: %s" % (name, type(error).__name__, error))
    return notices


def remember_imports():
    """From here on, what is imported counts as learned."""
    _before.update(sys.modules)


def learned_imports():
    """Modules that were imported since, in order, as ``[name, file, whether it is of the project]``."""
    rewriting = compat.rewriting_loader()
    return [
        [name, names["__file__"], not is_third_party(names["__file__"])]
        for name, names in _namespaces()
        if name not in _before and _can_be_shared(name, names, rewriting)
    ]


def _namespaces():
    return [(name, module_names(module)) for name, module in list(sys.modules.items())]


def _can_be_shared(name, names, rewriting):
    spec = names.get("__spec__")
    return (
        isinstance(names.get("__file__"), str)
        and spec is not None
        and spec.name == name
        and not name.startswith("steadfast_pytest")
        # Test files, conftests, and whatever else pytest rewrites when the session is known.
        and not (rewriting is not None and isinstance(spec.loader, rewriting))
    )


class Importer:
    """Imports modules in a zygote, one by one, until one of them does what must not be shared."""

    def __init__(self, config, examine):
        self._config = config
        self._examine = examine

    def run(self, modules):
        """The name of the module that stands in the way, and why; ``None`` when all is well."""
        for name, file in modules:
            if name in sys.modules:
                continue
            with warnings.catch_warnings(record=True) as warned, compat.captured(self._config) as captured:
                warnings.simplefilter("always")
                _import(name, file)
            problem = self._examine()
            if warned:
                problem = "it warns: %s" % warned[0].message
            elif captured.text:
                problem = "it prints"
            if problem is not None:
                return name, problem
        remember_imports()
        return None


def _import(name, file):
    try:
        spec = importlib.util.find_spec(name)
        if spec is not None and file in ("", spec.origin):
            importlib.import_module(name)
    except BaseException:
        # Attempts see for themselves.
        pass
