"""Keeps the garbage collector away from what is shared with all attempts, and out of sight of whoever asks it.

A collection in an attempt would touch, and so copy, everything that was there before the fork. Frozen objects are left out,
but also of what ``gc.get_objects`` and ``gc.get_referrers`` find. So these two are taken out of the module until somebody
asks for one of them: then everything is thawed first, and from there on the module is what it always was.
"""

import gc
import sys

from .module_names import module_names

_ASKED = ("get_objects", "get_referrers", "get_freeze_count", "freeze", "unfreeze")
_originals = {name: getattr(gc, name) for name in _ASKED if hasattr(gc, name)}
_collect = gc.collect


def freeze():
    """Unless a module got hold of one of the functions, which cannot be noticed when it is called."""
    _show()
    _collect()
    if "freeze" not in _originals or _are_held():
        return
    _originals["freeze"]()
    for name in _originals:
        delattr(gc, name)
    vars(gc)["__getattr__"] = _thaw


def _thaw(name):
    if name not in _originals:
        raise AttributeError("module 'gc' has no attribute %r" % name)
    _show()
    _originals["unfreeze"]()
    return _originals[name]


def _show():
    vars(gc).pop("__getattr__", None)
    for name, function in _originals.items():
        setattr(gc, name, function)


def _are_held():
    """Whether a module other than ``gc`` has one of the functions under a name of its own."""
    known = {id(function) for function in _originals.values()}
    return any(
        id(value) in known
        for module in list(sys.modules.values())
        if module is not gc and module is not sys.modules[__name__]
        for value in list(module_names(module).values())
    )
