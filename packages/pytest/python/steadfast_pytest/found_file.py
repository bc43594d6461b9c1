"""Leaves out a file that pytest would have left out.

pytest asks whether to ignore a file (``collect_ignore`` in a conftest, plugins) only when nobody named it. An attempt names
its file always; for a file that Steadfast found in a folder, pytest's question is asked here, before the file is imported.
"""

import pathlib

import pytest


class FoundFile:
    """For an attempt on a file that was found while ``folder`` was searched; the folder itself was named."""

    def __init__(self, folder):
        self._folder = pathlib.Path(folder)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_collect_file(self, file_path, parent):
        outcome = yield
        if any(_is_ignored(path, parent) for path in self._way_to(file_path)):
            outcome.force_result([_IgnoredFile.from_parent(parent, path=file_path)])

    def _way_to(self, file_path):
        """The folders that pytest would go through, and the file."""
        if self._folder not in file_path.parents:
            return []
        parents = [path for path in file_path.parents if self._folder in path.parents]
        return [*reversed(parents), file_path]


def _is_ignored(path, parent):
    hooks = parent.session.gethookproxy(path.parent)
    return bool(hooks.pytest_ignore_collect(collection_path=path, config=parent.config))


class _IgnoredFile(pytest.File):
    """A file without tests. Nothing at all would be a name that was not found."""

    def collect(self):
        return []
