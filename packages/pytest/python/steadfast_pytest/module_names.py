"""The names of a module, without waking up a lazy one, which would import something when it is asked."""

import types

_NAMESPACE = vars(types.ModuleType)["__dict__"]


def module_names(module):
    """Name -> value; nothing for what is in ``sys.modules`` and no module."""
    return _NAMESPACE.__get__(module) if issubclass(type(module), types.ModuleType) else {}
