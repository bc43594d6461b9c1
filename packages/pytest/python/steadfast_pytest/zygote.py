"""A zygote: ``python -m pytest -p steadfast_pytest.zygote OPTIONS`` that stops in the middle of its own start-up.

Plugins are imported and options and configuration are parsed, no conftest is. There it forks workers, those fork
attempts, and each attempt goes on from this very place as the ``python -m pytest OPTIONS FILE`` that it is. So nothing of
pytest has to be imitated, whatever its version.
"""

import gc
import os

import pytest

from . import disguise
from .attempt import begin_attempt
from .fork_safety import why_unsafe
from .workers import Workers
from .imports import preload
from .preparation import prepare

#: Files that change root directory or configuration of the tests below them.
_CONFIGURATION = (
    "pytest.toml",
    ".pytest.toml",
    "pytest.ini",
    ".pytest.ini",
    "pyproject.toml",
    "tox.ini",
    "setup.cfg",
    "setup.py",
)

_workers = Workers()
disguise.restore_import_path()
disguise.restore_environment()
disguise.restore_arguments()


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config, args):
    begin_attempt(_become_attempt(early_config), early_config, args)
    yield


def _become_attempt(config):
    prepare(config)
    notices = preload()
    unsafe = why_unsafe()
    gc.collect()
    # What is there now is shared with all attempts: a collection in one of them must not touch, and so copy, it.
    gc.freeze()
    root = str(config.rootpath)
    return _workers.serve(
        pytest.__version__,
        unsafe,
        notices,
        lambda attempt: unsafe is None and _has_same_configuration(root, attempt.file),
    )


def _has_same_configuration(root, file):
    """Whether pytest would choose for this file the root directory and configuration that the zygote has."""
    folder = os.path.dirname(os.path.abspath(file))
    while folder != root:
        if any(os.path.exists(os.path.join(folder, name)) for name in _CONFIGURATION):
            return False
        parent = os.path.dirname(folder)
        if parent == folder:
            return False
        folder = parent
    return True
