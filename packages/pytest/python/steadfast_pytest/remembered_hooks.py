"""Hooks of plugin objects: looked up once per class in the zygote, not once per object in every attempt."""

import builtins
import inspect
import types

from . import places
from .own_plugins import hook_names, own_plugin_classes


def remember_hooks(manager):
    names = {kind: hook_names(kind) for kind in own_plugin_classes()}
    functions = {
        (kind, name): function
        for kind in names
        for name in names[kind]
        if isinstance(function := inspect.getattr_static(kind, name), types.FunctionType)
    }
    remembered_options = _remember_options(manager, functions)
    remembered_arguments = [(place, _with_memory(place.find(), functions)) for place in places.available(places.HOOK_ARGUMENTS)]
    _look_only_at(names)
    manager.parse_hookimpl_opts = remembered_options
    for place, remembered in remembered_arguments:
        place.replace(remembered)
    if places.available([places.HOOK_BINDING]):
        _remember_bindings(functions)


def _look_only_at(names):
    """pluggy asks about every attribute of a plugin object; pytest's answer is no unless the name says hook."""

    def dir(plugin):
        return names.get(type(plugin)) or builtins.dir(plugin)

    places.HOOK_NAMES.find()
    places.HOOK_NAMES.replace(dir)


def _remember_options(manager, functions):
    """Whether a hook is a wrapper, goes first, and so on."""
    find = manager.parse_hookimpl_opts
    known = {(kind, name): find(kind, name) for kind, name in functions}

    def parse_hookimpl_opts(plugin, name):
        options = known.get((type(plugin), name))
        # A copy, because pluggy completes it.
        return find(plugin, name) if options is None else dict(options)

    return parse_hookimpl_opts


def _remember_bindings(functions):
    """Which function is behind a name (pluggy >= 1.7 looks for it without running a property)."""
    find = places.HOOK_BINDING.find()

    def _static_hook_attr(plugin, name):
        function = functions.get((type(plugin), name))
        return find(plugin, name) if function is None else (function, types.MethodType(function, plugin))

    places.HOOK_BINDING.replace(_static_hook_attr)


def _with_memory(varnames, functions):
    """Which of its arguments a hook wants."""
    known = {function: varnames(types.MethodType(function, object())) for function in set(functions.values())}

    def remembered(function, **how):
        bound = not how and isinstance(function, types.MethodType)
        arguments = known.get(function.__func__) if bound else None
        return varnames(function, **how) if arguments is None else arguments

    return remembered
