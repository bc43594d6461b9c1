"""Turns a fork of the zygote into the pytest process of one attempt."""

import atexit
import logging
import os
import random
import sys
import threading
import time

from . import disguise
from .channel import ReportChannel
from .imports import refresh_random_state
from .session import follow_session
from .session_files import SessionFiles
from .stacks import answer_stack_requests
from .targets import Targets


def begin_attempt(attempt, config):
    """From here on this process is ``python -m pytest OPTIONS FILE``."""
    os.chdir(attempt.cwd)
    os.environ.update(attempt.environment)
    random.seed()
    refresh_random_state()
    _learn_own_thread_id()
    # Log records tell their age from here.
    logging._startTime = time.time_ns() if sys.version_info >= (3, 13) else time.time()  # type: ignore[attr-defined]
    answer_stack_requests()
    disguise.add_arguments(attempt.targets)
    disguise.restore_invocation(config)
    config.pluginmanager.register(SessionFiles(), "steadfast-session-files")
    config.pluginmanager.register(Targets(attempt.targets), "steadfast-targets")
    plugin = _AttemptPlugin(ReportChannel(attempt.report_fd))
    config.pluginmanager.register(plugin, "steadfast-attempt")
    # Clean-ups run backwards: this one comes after all others of the attempt.
    config.add_cleanup(plugin.exit)


def _learn_own_thread_id():
    # A forked thread believes that it still has the parent's number (Python < 3.14).
    learn = getattr(threading.main_thread(), "_set_native_id", None)
    if learn is not None:
        learn()


class _AttemptPlugin:
    def __init__(self, channel):
        self._channel = channel
        self._session = None
        # Bound here, because a test may replace it for good.
        self._end = os._exit

    def pytest_configure(self, config):
        follow_session(config, self._channel)

    def pytest_sessionstart(self, session):
        self._session = session

    def exit(self):
        """Ends the process as the interpreter would, but without taking it apart object by object."""
        if self._session is None or sys.exc_info()[0] is not None:
            return
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                return
        self._end(int(self._session.exitstatus))
