"""Hooks of plugin objects: looked up once per class in the zygote, not once per object in every attempt."""

import builtins
import inspect
import types

import pluggy

from .own_plugins import hook_names, own_plugin_classes


def remember_hooks(manager):
    names = {kind: hook_names(kind) for kind in own_plugin_classes()}
    functions = {
        (kind, name): function
        for kind in names
        for name in names[kind]
        if isinstance(function := inspect.getattr_static(kind, name), types.FunctionType)
    }
    _look_only_at(names)
    _remember_options(manager, functions)
    _remember_bindings(functions)
    _remember_arguments(functions)


def _look_only_at(names):
    """pluggy asks about every attribute of a plugin object; pytest's answer is no unless the name says hook."""

    def dir(plugin):
        return names.get(type(plugin)) or builtins.dir(plugin)

    pluggy._manager.dir = dir


def _remember_options(manager, functions):
    """Whether a hook is a wrapper, goes first, and so on."""
    find = manager.parse_hookimpl_opts
    known = {(kind, name): find(kind, name) for kind, name in functions}

    def parse_hookimpl_opts(plugin, name):
        options = known.get((type(plugin), name))
        # A copy, because pluggy completes it.
        return find(plugin, name) if options is None else dict(options)

    manager.parse_hookimpl_opts = parse_hookimpl_opts


def _remember_bindings(functions):
    """Which function is behind a name (pluggy >= 1.7 looks for it without running a property)."""
    find = getattr(pluggy._manager, "_static_hook_attr", None)
    if find is None:
        return

    def _static_hook_attr(plugin, name):
        function = functions.get((type(plugin), name))
        return find(plugin, name) if function is None else (function, types.MethodType(function, plugin))

    pluggy._manager._static_hook_attr = _static_hook_attr


def _remember_arguments(functions):
    """Which of its arguments a hook wants."""
    for module in (pluggy._hooks, getattr(pluggy, "_impl", None)):
        find = getattr(module, "varnames", None)
        if find is not None:
            module.varnames = _with_memory(find, set(functions.values()))


def _with_memory(varnames, functions):
    known = {function: varnames(types.MethodType(function, object())) for function in functions}

    def remembered(function):
        arguments = known.get(function.__func__) if isinstance(function, types.MethodType) else None
        return varnames(function) if arguments is None else arguments

    return remembered
