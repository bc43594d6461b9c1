"""Collects the wanted file without visiting its siblings.

Since pytest 8, collecting ``folder/test_a.py`` looks at every entry of ``folder``, makes a collector for each and drops
all but one: over a run of one file per process that is the square of the folder. Here folders on the way to a wanted file
have only the wanted entries. What is collected stays the same, because pytest drops the others anyway.
"""

import contextlib
import os

from . import places
from .file_names import split_target


class _Entry:
    """What ``os.DirEntry`` is, of a name that is known already."""

    def __init__(self, folder, name):
        self.name = name
        self.path = os.path.join(folder, name)

    def __fspath__(self):
        return self.path

    def stat(self, *, follow_symlinks=True):
        return os.stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self):
        return self.stat(follow_symlinks=False).st_ino

    def is_dir(self, *, follow_symlinks=True):
        return os.path.isdir(self.path) and (follow_symlinks or not self.is_symlink())

    def is_file(self, *, follow_symlinks=True):
        return os.path.isfile(self.path) and (follow_symlinks or not self.is_symlink())

    def is_symlink(self):
        return os.path.islink(self.path)

    def is_junction(self):
        return getattr(os.path, "isjunction", lambda path: False)(self.path)


@contextlib.contextmanager
def only_wanted_entries(arguments, invocation_dir):
    """Within this context, folders above the arguments seem to hold nothing else."""
    wanted = _wanted_names(arguments, invocation_dir)
    listing = places.available(places.LIST_FOLDER)
    originals = [place.find() for place in listing]
    if wanted is None or not listing:
        yield
        return

    def scandir(path, *args, **kwargs):
        names = wanted.get(str(path))
        if names is None:
            return originals[0](path, *args, **kwargs)
        entries = [_Entry(str(path), name) for name in sorted(names)]
        return [entry for entry in entries if os.path.lexists(entry.path)]

    for place in listing:
        place.replace(scandir)
    try:
        yield
    finally:
        for place, original in zip(listing, originals):
            place.replace(original)


def _wanted_names(arguments, invocation_dir):
    """Folder -> names in it that lead to an argument; ``None`` when an argument is no file."""
    wanted: dict[str, set[str]] = {}
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
