"""A zygote: ``python -m pytest -p steadfast_pytest.zygote OPTIONS`` that stops in the middle of its own start-up.

Plugins are imported and options and configuration are parsed, no conftest is. There it forks workers, those fork
attempts, and each attempt goes on from this very place as the ``python -m pytest OPTIONS FILE`` that it is. So nothing of
pytest has to be imitated, whatever its version. Deeper zygotes are forks of it that went on further: see ``project.py``.
"""

import os

import pytest

from . import disguise, file_reads
from .attempt import begin_attempt
from .environment_watch import EnvironmentWatch
from .examination import why_unsafe
from .imports import preload
from .ladder import Ladder
from .preparation import prepare
from .project import begin_project
from .serving import Server, Step

#: Plugins that are imported from here on would read what no attempt has.
_environment = EnvironmentWatch(filter(None, os.environ.pop("STEADFAST_OWN_VARIABLES", "").split(",")))
_server = Server()
disguise.restore_import_path()
disguise.restore_environment()
disguise.restore_arguments()
file_reads.watch()
_environment.start()


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    notices = [*prepare(early_config), *preload()]
    _environment.stop()
    ladder = Ladder(_server, early_config)
    task = ladder.serve(why_unsafe() or _environment.problem(), notices)
    if isinstance(task, Step):
        begin_project(task, early_config, _server)
    else:
        begin_attempt(task, early_config)
    yield
