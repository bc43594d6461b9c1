"""The deepest rung: conftests of the run loaded, pytest configured, session started.

A fork of the zygote goes on as if it were an attempt, up to where tests are collected. There it becomes a zygote itself,
and an attempt goes on from there. What belongs to one process is made anew for each attempt, and where something was done
that cannot be shared, nothing is forked from here.
"""

import os

import pytest

from . import compat, disguise
from .attempt import AttemptExit, enter, learn_own_thread_id
from .channel import ReportChannel
from .descriptors import StandInOutput, duplicated_away, renew_temporary_files
from .examination import Examination
from .imports import is_third_party
from .ladder import Ladder
from .session import collecting, follow_session
from .session_files import wanted_file
from .targets import Targets, take_place
from .watch import Watch

#: Options with which pytest reads its cache while it is configured, and that of an attempt holds what concerns its file.
_READ_WHEN_CONFIGURED = ("lf", "failedfirst", "newfirst", "stepwise")


def begin_project(step, config, server):
    """From here on this process is on its way to the session's start."""
    if compat.measures_coverage(config):
        # pytest-cov would begin here, and erase what the last run has measured.
        server.give_up("coverage is being measured")
    os.chdir(step.cwd)
    learn_own_thread_id()
    disguise.add_arguments(step.targets)
    disguise.restore_invocation(config)
    output = StandInOutput()
    plugin = _Project(step, server, output)
    config.pluginmanager.register(plugin, "steadfast-project")
    # Clean-ups run backwards: this one comes after all others of the attempt.
    config.add_cleanup(plugin.exit)
    plugin.watch.start()


class _Project:
    def __init__(self, step, server, output):
        self._targets = _WatchedTargets(step.targets)
        self._server = server
        self._output = output
        self._examination = Examination()
        self._follower = None
        self._exit = AttemptExit()
        self.watch = Watch(step.own_variables)

    def exit(self):
        self._exit()

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_cmdline_main(self, config):
        take_place(config, self._targets)
        yield

    def pytest_configure(self, config):
        disguise.restore_options(config)

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_sessionstart(self, session):
        # What others do at the start of a session, they do in each attempt.
        if not all(map(_is_pytests, _plugins_with(session.config, "pytest_sessionstart"))):
            self._become_attempt(session)
        yield

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_collection(self, session):
        if self._follower is not None:
            yield
            return
        follower = self._become_attempt(session)
        with collecting(session.config):
            outcome = yield
        follower.collected(outcome)

    def _become_attempt(self, session):
        """Returns in attempts, with what reports them."""
        problem = self._examination.problem() or self.watch.problem() or self._problem(session)
        self.watch.stop()
        if problem is not None:
            self._server.give_up(problem)
        attempt = Ladder(self._server, session.config).serve()
        return self._begin(attempt, session)

    def _problem(self, session):
        config = session.config
        if config.args is not self._targets or self._targets.were_read:
            return "a plugin or a conftest asks which file is run"
        file = wanted_file(config)
        if file is not None:
            return "a session writes %s" % file
        if any(getattr(config.option, name, False) for name in _READ_WHEN_CONFIGURED):
            return "what failed before is looked up for each file"
        for plugin in _plugins_with(config, "pytest_unconfigure"):
            file = getattr(plugin, "__file__", None)
            if file is not None and not is_third_party(file) and hasattr(plugin, "pytest_configure"):
                return "%s sets something up for each process (pytest_configure, pytest_unconfigure)" % os.path.relpath(file)
        return compat.project_problem(session)

    def _begin(self, attempt, session):
        config = session.config
        enter(attempt)
        self._output.hand_over(duplicated_away(1))
        renew_temporary_files()
        self.watch.renew_randomness()
        disguise.replace_arguments(self._targets, attempt.targets)
        take_place(config, attempt.targets)
        config.pluginmanager.register(Targets(attempt.targets), "steadfast-targets")
        compat.renew_session(session)
        self._exit.session = session
        channel = ReportChannel(attempt.report_fd)
        if attempt.learn:
            self._exit.teach(channel)
        self._follower = follow_session(config, channel)
        # Their hooks for the session's start come too late.
        for name in ("steadfast-session", "steadfast-reporter"):
            config.pluginmanager.getplugin(name).pytest_sessionstart(session)
        return self._follower


class _WatchedTargets(list):
    """The file that stands for all others until the fork; who looks at it would have seen another one."""

    were_read = False

    def __iter__(self):
        self.were_read = True
        return super().__iter__()

    def __getitem__(self, index):
        self.were_read = True
        return super().__getitem__(index)

    def __contains__(self, value):
        self.were_read = True
        return super().__contains__(value)


def _plugins_with(config, hook):
    return [implementation.plugin for implementation in compat.hook_implementations(config, hook)]


def _is_pytests(plugin):
    module = getattr(plugin, "__module__", None) or getattr(plugin, "__name__", "")
    return str(module).startswith(("_pytest.", "steadfast_pytest."))


