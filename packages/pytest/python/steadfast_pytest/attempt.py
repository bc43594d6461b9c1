"""Turns a fork of the zygote into the pytest process of one attempt."""

import atexit
import logging
import os
import sys
import threading
import time

from . import disguise
from .channel import ReportChannel
from .imports import learned_imports
from .randomness import refresh
from .session import follow_session
from .session_files import SessionFiles
from .stacks import answer_stack_requests
from .targets import Targets


def begin_attempt(attempt, config):
    """From here on this process is ``python -m pytest OPTIONS FILE``."""
    os.chdir(attempt.cwd)
    enter(attempt)
    refresh()
    disguise.add_arguments(attempt.targets)
    disguise.restore_invocation(config)
    config.pluginmanager.register(SessionFiles(), "steadfast-session-files")
    config.pluginmanager.register(Targets(attempt.targets), "steadfast-targets")
    exit = AttemptExit()
    channel = ReportChannel(attempt.report_fd)
    plugin = _AttemptPlugin(channel, exit)
    if attempt.learn:
        exit.teach(channel)
    config.pluginmanager.register(plugin, "steadfast-attempt")
    # Clean-ups run backwards: this one comes after all others of the attempt.
    config.add_cleanup(exit)


def enter(attempt):
    """What a fork needs to be a process of its own."""
    os.environ.update(attempt.environment)
    learn_own_thread_id()
    # Log records tell their age from here.
    logging._startTime = time.time_ns() if sys.version_info >= (3, 13) else time.time()  # type: ignore[attr-defined]
    answer_stack_requests()


def learn_own_thread_id():
    # A forked thread believes that it still has the parent's number (Python < 3.14).
    learn = getattr(threading.main_thread(), "_set_native_id", None)
    if learn is not None:
        learn()


class AttemptExit:
    """Ends the process as the interpreter would, but without taking it apart object by object."""

    def __init__(self):
        #: Of the attempt, once it has begun.
        self.session = None
        # Bound here, because a test may replace it for good.
        self._end = os._exit
        self._teach = None

    def teach(self, channel):
        """At the end, when plugins have imported whatever they do, tells what was imported."""
        self._teach = lambda: channel.send("imports", modules=learned_imports())

    def __call__(self):
        if self.session is None or sys.exc_info()[0] is not None:
            return
        if self._teach is not None:
            self._teach()
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):
                return
        self._end(int(self.session.exitstatus))


class _AttemptPlugin:
    def __init__(self, channel, exit):
        self._channel = channel
        self._exit = exit

    def pytest_configure(self, config):
        disguise.restore_options(config)
        follow_session(config, self._channel)

    def pytest_sessionstart(self, session):
        self._exit.session = session
