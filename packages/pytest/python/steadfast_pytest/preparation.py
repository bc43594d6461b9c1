"""Work that every session does alike, done once in the host before it forks. None of it is visible to a test."""

import builtins
import importlib
import types

import pluggy
from _pytest import capture

#: Modules that every pytest imports while it configures a session.
_DEFERRED_IMPORTS = ["pdb", "_pytest.assertion.util", "_pytest._code.source"]
if hasattr(capture, "_readline_workaround"):
    _DEFERRED_IMPORTS.append("readline")

#: Where the classes are defined of which it is known that nobody adds names to their instances.
_OWN_MODULES = ("_pytest.", "steadfast_pytest.")


def prepare(config):
    for name in _DEFERRED_IMPORTS:
        try:
            importlib.import_module(name)
        except ImportError:
            pass
    _remember_pluggy_version()
    _remember_fixture_names(config)
    _look_only_at_hook_names()


def _remember_pluggy_version():
    # Computed from the distribution's metadata at each access, once per session at least.
    try:
        pluggy.__version__ = pluggy.__version__
    except AttributeError:
        pass


def _remember_fixture_names(config):
    """pytest looks through all names of all plugins for fixtures, session by session; few of the names are fixtures."""
    from _pytest import fixtures

    modules = {
        id(plugin): _fixture_names(plugin, fixtures)
        for plugin in config.pluginmanager.get_plugins()
        if isinstance(plugin, types.ModuleType)
    }
    kinds = {}

    def dir(holder):
        kind = type(holder)
        if kind is types.ModuleType:
            names = modules.get(id(holder))
        elif kind.__module__.startswith(_OWN_MODULES):
            names = kinds.get(kind)
            if names is None:
                names = kinds[kind] = _fixture_names(kind, fixtures)
        else:
            names = None
        return builtins.dir(holder) if names is None else names

    fixtures.dir = dir


def _fixture_names(holder, fixtures):
    definition = getattr(fixtures, "FixtureFunctionDefinition", None)
    names = []
    for name in builtins.dir(holder):
        try:
            value = getattr(holder, name)
            if (definition and isinstance(value, definition)) or hasattr(value, "_pytestfixturefunction"):
                names.append(name)
        except Exception:
            # pytest ignores it as well.
            continue
    return names


def _look_only_at_hook_names():
    """pluggy asks about every attribute of a plugin object; pytest's answer is no unless the name says hook."""
    from pluggy import _manager

    names_of = {}

    def dir(plugin):
        kind = type(plugin)
        if not kind.__module__.startswith(_OWN_MODULES):
            return builtins.dir(plugin)
        names = names_of.get(kind)
        if names is None:
            names = names_of[kind] = [name for name in builtins.dir(kind) if name.startswith("pytest_")]
        return names

    _manager.dir = dir
