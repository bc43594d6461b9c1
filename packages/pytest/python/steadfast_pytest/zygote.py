"""A zygote: ``python -m pytest -p steadfast_pytest.zygote OPTIONS`` that stops in the middle of its own start-up.

Plugins are imported and options and configuration are parsed, no conftest is. There it forks workers, those fork
attempts, and each attempt goes on from this very place as the ``python -m pytest OPTIONS FILE`` that it is. So nothing of
pytest has to be imitated, whatever its version.
"""

import gc

import pytest

from . import disguise, file_reads
from .attempt import begin_attempt
from .fork_safety import why_unsafe
from .imports import preload
from .preparation import prepare
from .workers import Workers

_workers = Workers()
disguise.restore_import_path()
disguise.restore_environment()
disguise.restore_arguments()
file_reads.watch()


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    begin_attempt(_become_attempt(early_config), early_config)
    yield


def _become_attempt(config):
    notices = [*prepare(config), *preload()]
    unsafe = why_unsafe()
    gc.collect()
    # What is there now is shared with all attempts: a collection in one of them must not touch, and so copy, it.
    gc.freeze()
    return _workers.serve(
        pytest.__version__,
        unsafe,
        notices,
        lambda attempt: unsafe is None,
    )
