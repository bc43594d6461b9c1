"""A warm host: ``python -m pytest -p steadfast_pytest.host OPTIONS`` that stops in the middle of its own start-up.

Plugins are imported and options and configuration are parsed, no conftest is. There it forks slot processes, those fork
attempts, and each attempt goes on from this very place as the ``python -m pytest OPTIONS FILE`` that it is. So nothing of
pytest has to be imitated, whatever its version.
"""

import gc
import os
import sys

import pytest

from . import disguise, linux
from .attempt import begin_attempt
from .fork_safety import why_unsafe
from .frames import PROTOCOL, write_json
from .preparation import prepare
from .slot import Slot

#: Files that change root directory or configuration of the tests below them.
_CONFIGURATION = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg", "setup.py")

_socket_fds = [int(fd) for fd in os.environ.pop("STEADFAST_SLOT_FDS").split(",")]
#: With what a new interpreter needs to find this package.
_environment = dict(os.environ)
disguise.restore_import_path()
disguise.restore_environment()
disguise.restore_arguments()


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config, args):
    attempt = _serve(early_config)
    begin_attempt(attempt, early_config, args)
    yield


def _serve(config):
    """Returns in attempts only."""
    prepare(config)
    reason = why_unsafe()
    gc.collect()
    # What is there now is shared with all attempts: a collection in one of them must not touch, and so copy, it.
    gc.freeze()
    host = os.getpid()
    for fd in _socket_fds:
        if os.fork() == 0:
            linux.die_with_parent(host)
            linux.adopt_orphans()
            return _serve_slot(fd, config, reason)
    for fd in _socket_fds:
        os.close(fd)
    _wait_for_slots()
    os._exit(0)


def _serve_slot(fd, config, reason):
    for other in _socket_fds:
        os.set_inheritable(other, False)
        if other != fd:
            os.close(other)
    hello = {
        "protocol": PROTOCOL,
        "pid": os.getpid(),
        "python": sys.version.split()[0],
        "pytest": pytest.__version__,
        "warm": reason is None,
        "reason": reason,
    }
    write_json(fd, "H", hello)
    folders = _ConfiguredFolders(str(config.rootpath))
    slot = Slot(fd, _environment, lambda attempt: reason is None and folders.have_same_configuration(attempt))
    return slot.serve()


def _wait_for_slots():
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass


class _ConfiguredFolders:
    """Tells whether pytest would choose another root directory or configuration for a file than the host has."""

    def __init__(self, root):
        self._root = root

    def have_same_configuration(self, attempt):
        folder = os.path.dirname(os.path.abspath(attempt.file))
        while folder != self._root:
            if any(os.path.exists(os.path.join(folder, name)) for name in _CONFIGURATION):
                return False
            parent = os.path.dirname(folder)
            if parent == folder:
                return False
            folder = parent
        return True
