"""Fixtures of plugins: found once in the zygote, not session by session among all names of all plugins."""

import builtins
import types

from . import compat, places
from .own_plugins import is_own, own_plugin_classes


def remember_fixtures(manager):
    modules = [plugin for plugin in manager.get_plugins() if isinstance(plugin, types.ModuleType)]
    definitions = compat.fixture_definition_types()
    names = {holder: _fixture_names(holder, definitions) for holder in [*modules, *own_plugin_classes()]}
    _look_only_at(names)
    _remember_arguments(
        getattr(getattr(holder, name), "_fixture_function", None) for holder in modules for name in names[holder]
    )


def _look_only_at(names):
    def dir(holder):
        known = names.get(holder if isinstance(holder, types.ModuleType) else type(holder))
        return builtins.dir(holder) if known is None else known

    places.FIXTURE_NAMES.find()
    places.FIXTURE_NAMES.replace(dir)


def _fixture_names(holder, definitions):
    names = []
    for name in builtins.dir(holder):
        try:
            value = getattr(holder, name)
            if isinstance(value, definitions) or hasattr(value, "_pytestfixturefunction"):
                names.append(name)
        except Exception:
            # pytest ignores it as well.
            continue
    return names


def _remember_arguments(functions):
    """Which fixtures a fixture of pytest's own wants."""
    find = places.FIXTURE_ARGUMENTS.find()
    known = {function: find(function) for function in functions if isinstance(function, types.FunctionType) and is_own(function)}

    def getfuncargnames(function, **kwargs):
        arguments = known.get(function) if isinstance(function, types.FunctionType) else None
        return find(function, **kwargs) if arguments is None else arguments

    places.FIXTURE_ARGUMENTS.replace(getfuncargnames)
