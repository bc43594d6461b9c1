"""The plugin classes of pytest and Steadfast: known code, of which facts may be found out before there are instances."""

import sys

_OWN_MODULES = ("_pytest.", "steadfast_pytest.")


def is_own(definition):
    """Whether pytest or Steadfast define this class or function."""
    return str(getattr(definition, "__module__", "")).startswith(_OWN_MODULES)


def own_plugin_classes():
    """Classes whose instances get registered as plugins: those with hooks."""
    return {
        value
        for name, module in list(sys.modules.items())
        if name.startswith(_OWN_MODULES)
        for value in list(vars(module).values())
        if isinstance(value, type) and is_own(value) and hook_names(value)
    }


def hook_names(kind):
    return [name for name in dir(kind) if name.startswith("pytest_")]
