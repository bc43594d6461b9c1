"""Entry point of the Python side, loaded with ``-p steadfast_pytest.plugin``.

Tests see the environment and the import path that they would see without Steadfast.
"""

import os
import sys

from .channel import ReportChannel
from .reporter import Reporter
from .stacks import answer_stack_requests


def _take_back_import_path():
    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path[:] = [entry for entry in sys.path if entry != own]
    original = os.environ.pop("STEADFAST_PYTHONPATH", None)
    if original is None:
        os.environ.pop("PYTHONPATH", None)
    else:
        os.environ["PYTHONPATH"] = original


_take_back_import_path()
_report_fd = os.environ.pop("STEADFAST_REPORT_FD", None)
_channel = ReportChannel(int(_report_fd)) if _report_fd is not None else None
answer_stack_requests()


def pytest_configure(config):
    if _channel is not None:
        config.pluginmanager.register(Reporter(config, _channel), "steadfast-reporter")
