"""Keeps what a test has printed where it can be read when the process dies."""

import os
import stat

import pytest


class KeptOutput:
    """Gives names to the files that pytest captures to; they hold what the test that runs now has printed so far."""

    def __init__(self, directory):
        self._directory = directory

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self):
        directory, self._directory = self._directory, None
        if directory is None:
            return
        for descriptor, name in ((1, "captured-stdout"), (2, "captured-stderr")):
            try:
                _give_name(descriptor, os.path.join(directory, name))
            except OSError:
                # pytest goes on with its own file.
                return


def _give_name(descriptor, path):
    """Puts an empty file with a name in the place of one without; with other captures there is none."""
    file = os.fstat(descriptor)
    if not stat.S_ISREG(file.st_mode) or file.st_nlink > 0 or file.st_size > 0:
        return
    same = [each for each in _descriptors() if _is_same(each, file)]
    named = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        for each in same:
            os.dup2(named, each, inheritable=os.get_inheritable(each))
    finally:
        os.close(named)


def _descriptors():
    # Linux; elsewhere nothing is kept.
    return [int(name) for name in os.listdir("/proc/self/fd")]


def _is_same(descriptor, file):
    try:
        return os.path.samestat(os.fstat(descriptor), file)
    except OSError:
        return False
