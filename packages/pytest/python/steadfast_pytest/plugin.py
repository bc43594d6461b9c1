"""Entry point in a new interpreter: ``python -m pytest -p steadfast_pytest.plugin ...``."""

import os

from . import disguise
from .channel import ReportChannel
from .session import follow_session
from .stacks import answer_stack_requests

disguise.restore_import_path()
disguise.restore_environment()
disguise.restore_arguments()
_report_fd = os.environ.pop("STEADFAST_REPORT_FD", None)
_channel = ReportChannel(int(_report_fd)) if _report_fd is not None else None
answer_stack_requests()


def pytest_configure(config):
    disguise.restore_invocation(config)
    if _channel is not None:
        follow_session(config, _channel)
