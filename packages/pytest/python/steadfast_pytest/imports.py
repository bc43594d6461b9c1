"""Third-party modules: imported once in the zygote (``--preload``), and seen in use, to learn which ones are worth it."""

import importlib
import importlib.util
import os
import sys

#: What was imported before plugins, conftests and tests had their turn.
_before = set(sys.modules)

_learns = os.environ.pop("STEADFAST_LEARN_IMPORTS", None) is not None
_wanted = [name for name in os.environ.pop("STEADFAST_PRELOAD_MODULES", "").split(",") if name]


def _library_paths():
    # Not imported with this module: a test would see it.
    import sysconfig

    return sysconfig.get_paths()


def _library_folders():
    paths = _library_paths()
    return tuple({os.path.join(os.path.realpath(paths[kind]), "") for kind in ("purelib", "platlib", "stdlib")})


def _is_third_party(origin):
    """Whether a module comes from an installed distribution or the standard library, and not from the project."""
    return bool(origin) and os.path.realpath(origin).startswith(_library_folders())


def preload():
    """Imports what was asked for; returns what a person should know about those that could not be."""
    notices = []
    for name in _wanted:
        try:
            spec = importlib.util.find_spec(name.partition(".")[0])
            if spec is None:
                notices.append("--preload %s: there is no such module" % name)
            elif not _is_third_party(spec.origin):
                notices.append("--preload %s: modules of the project are never shared by attempts" % name)
            else:
                importlib.import_module(name)
        except Exception as error:
            notices.append("--preload %s: %s: %s" % (name, type(error).__name__, error))
    return notices


def refresh_random_state():
    """Attempts must not draw the same numbers, so what was imported before the fork is seeded anew."""
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()


def learned_imports():
    """Names of installed packages that this session has imported; ``None`` when nobody wants to know."""
    if not _learns:
        return None
    packages = os.path.join(os.path.realpath(_library_paths()["purelib"]), "")
    names = set()
    for name, module in list(sys.modules.items()):
        if name in _before or "." in name:
            continue
        origin = getattr(module, "__file__", None)
        if origin and os.path.realpath(origin).startswith(packages):
            names.add(name)
    return sorted(names)
