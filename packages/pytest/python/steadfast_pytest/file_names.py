"""Lets a file be named as it is, even where its name holds what separates file and test: ``[`` or ``::``."""

import contextlib
import os
import pathlib

from . import places


def split_target(target, invocation_dir):
    """Splits ``FILE::TEST`` where FILE is a file that exists; at the first ``::`` when there is none."""
    target = str(target)
    end = len(target)
    while end >= 0:
        if os.path.isfile(os.path.join(invocation_dir, target[:end])):
            return target[:end], target[end:]
        end = target.rfind("::", 0, end)
    name, separator, rest = target.partition("::")
    return name, separator + rest


@contextlib.contextmanager
def any_file_name():
    """Within this context, pytest finds files of any name that exist."""
    if not places.available([places.RESOLVE_ARGUMENT]):
        yield
        return
    original = places.RESOLVE_ARGUMENT.find()

    def resolve(invocation_path, arg, *args, **kwargs):
        name, rest = split_target(arg, invocation_path)
        if "[" not in name and "::" not in name:
            return original(invocation_path, arg, *args, **kwargs)
        # pytest's own rules for the test, with a file of a plainer name in place of the wanted one.
        resolved = original(invocation_path, __file__ + rest, *args, **kwargs)
        path = pathlib.Path(os.path.abspath(os.path.join(invocation_path, name)))
        if isinstance(resolved, tuple):
            return (path, *resolved[1:])
        # Older versions give a tuple and do not import this module: a test would see it.
        import dataclasses

        return dataclasses.replace(resolved, path=path)

    places.RESOLVE_ARGUMENT.replace(resolve)
    try:
        yield
    finally:
        places.RESOLVE_ARGUMENT.replace(original)
