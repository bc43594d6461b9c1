"""A zygote at one rung: serves, and becomes a deeper zygote where that takes nothing but imports."""

import pytest

from . import frozen
from .examination import Examination
from .imports import Importer, remember_imports
from .serving import Step
from .watch import Watch


class Ladder:
    def __init__(self, server, config):
        self._server = server
        self._config = config

    def serve(self, unsafe=None, notices=()):
        """Returns only in forks: an attempt, or a step that is no import."""
        remember_imports()
        while True:
            frozen.freeze()
            task = self._server.serve(
                pytest=pytest.__version__, forks=unsafe is None, reason=unsafe, culprit=None, notices=list(notices)
            )
            if not isinstance(task, Step) or task.kind != "imports":
                return task
            self._import(task)
            notices = ()

    def _import(self, step):
        # Of this process, which has a connection of its own.
        examination = Examination()
        watch = Watch(step.own_variables)
        watch.start()

        def problem():
            return watch.problem() or examination.problem() or ("it chooses a seed" if watch.was_seeded() else None)

        stopped = Importer(self._config, problem).run(step.modules)
        watch.stop()
        if stopped is not None:
            self._server.give_up("%s: %s" % stopped, culprit=stopped[0])
