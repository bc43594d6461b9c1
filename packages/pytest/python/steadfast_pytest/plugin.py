"""Entry point in a new interpreter: ``python -m pytest -p steadfast_pytest.plugin ...``."""

import os

import pytest

from . import disguise, file_reads
from .channel import ReportChannel
from .session import follow_session
from .session_files import SessionFiles
from .stacks import answer_stack_requests
from .targets import Targets, targets_from_environment

disguise.restore_import_path()
disguise.restore_environment()
disguise.restore_arguments()
file_reads.watch()
_report_fd = os.environ.pop("STEADFAST_REPORT_FD", None)
_channel = ReportChannel(int(_report_fd)) if _report_fd is not None else None
answer_stack_requests()
_targets = targets_from_environment()
if _targets is not None:
    disguise.add_arguments(_targets)


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    early_config.pluginmanager.register(SessionFiles(), "steadfast-session-files")
    if _targets is not None:
        early_config.pluginmanager.register(Targets(_targets), "steadfast-targets")
    yield


def pytest_configure(config):
    disguise.restore_invocation(config)
    disguise.restore_options(config)
    if _channel is not None:
        follow_session(config, _channel)
