"""Collects the wanted file without visiting its siblings.

Since pytest 8, collecting ``folder/test_a.py`` looks at every entry of ``folder``, makes a collector for each and drops
all but one: over a run of one file per process that is the square of the folder. Here folders on the way to a wanted file
have only the wanted entries. What is collected stays the same, because pytest drops the others anyway.
"""

import contextlib
import os

import _pytest.main
import _pytest.python

from .file_names import split_target


class _Entry:
    """The part of ``os.DirEntry`` that pytest's collectors use."""

    def __init__(self, folder, name):
        self.name = name
        self.path = os.path.join(folder, name)

    def __fspath__(self):
        return self.path

    def is_dir(self):
        return os.path.isdir(self.path)

    def is_file(self):
        return os.path.isfile(self.path)

    def is_symlink(self):
        return os.path.islink(self.path)


@contextlib.contextmanager
def only_wanted_entries(arguments, invocation_dir):
    """Within this context, folders above the arguments seem to hold nothing else."""
    wanted = _wanted_names(arguments, invocation_dir)
    modules = [module for module in (_pytest.main, _pytest.python) if hasattr(module, "scandir")]
    originals = [module.scandir for module in modules]
    if wanted is None or not modules:
        yield
        return

    def scandir(path, *args, **kwargs):
        names = wanted.get(str(path))
        if names is None:
            return originals[0](path, *args, **kwargs)
        entries = [_Entry(str(path), name) for name in sorted(names)]
        return [entry for entry in entries if os.path.lexists(entry.path)]

    for module in modules:
        module.scandir = scandir
    try:
        yield
    finally:
        for module, original in zip(modules, originals):
            module.scandir = original


def _wanted_names(arguments, invocation_dir):
    """Folder -> names in it that lead to an argument; ``None`` when an argument is no file."""
    wanted = {}
    for argument in arguments:
        name, _ = split_target(argument, invocation_dir)
        path = os.path.abspath(os.path.join(invocation_dir, name))
        if not os.path.isfile(path):
            return None
        folder, name = os.path.split(path)
        while name:
            wanted.setdefault(folder, set()).add(name)
            folder, name = os.path.split(folder)
    return wanted
