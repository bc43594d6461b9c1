"""Notices, while a zygote prepares, what must not be shared: values that each process would have made for itself."""

import os
import sys
import tempfile
import types

from .environment_watch import EnvironmentWatch
from .imports import is_third_party
from .module_names import module_names
from .randomness import Randomness

#: Functions whose result belongs to one process, and whether it counts when the standard library calls them for somebody.
_OF_ONE_PROCESS = (
    (os, "getpid", "asks for its process id", False),
    (os, "urandom", "draws random bytes", True),
    (tempfile, "mkdtemp", "makes a temporary folder", True),
    (tempfile, "mkstemp", "makes a temporary file", True),
)

_STANDARD_LIBRARY = os.path.join(os.path.dirname(os.__file__), "")


class Watch:
    """From ``start`` to ``stop``; ``problem`` tells what was noticed first."""

    def __init__(self, own_variables=()):
        self._environment = EnvironmentWatch(own_variables)
        self._noticed = None
        self._wrappers = {}
        self._randomness = Randomness()

    def start(self):
        for module, name, what, through_libraries in _OF_ONE_PROCESS:
            original = getattr(module, name)
            wrapper = self._wrapper(original, what, through_libraries)
            self._wrappers[wrapper] = original
            setattr(module, name, wrapper)
        self._environment.start()
        self._randomness.remember()

    def problem(self):
        if self._noticed is None and self._randomness.was_drawn_from():
            self._noticed = "random numbers were drawn"
        return self._noticed or self._environment.problem()

    def was_seeded(self):
        """Whether somebody has chosen a seed for random numbers."""
        return self._randomness.was_seeded()

    def stop(self):
        self._randomness.settle()
        self._environment.stop()
        for module in list(sys.modules.values()):
            for name, value in list(module_names(module).items()):
                if isinstance(value, types.FunctionType) and value in self._wrappers:
                    setattr(module, name, self._wrappers[value])

    def renew_randomness(self):
        """In an attempt: draws anew, unless the project has chosen a seed."""
        self._randomness.renew()

    def _wrapper(self, original, what, through_libraries):
        def watched(*args, **kwargs):
            self._notice(what, through_libraries)
            return original(*args, **kwargs)

        return watched

    def _notice(self, what, through_libraries):
        frame = sys._getframe(2)
        while through_libraries and frame.f_back is not None and _is_in_the_standard_library(frame.f_code.co_filename):
            frame = frame.f_back
        if self._noticed is None and _is_of_the_project(frame.f_code.co_filename):
            self._noticed = "%s %s" % (os.path.relpath(frame.f_code.co_filename), what)


def _is_in_the_standard_library(filename):
    return filename.startswith(_STANDARD_LIBRARY) and "site-packages" not in filename


def _is_of_the_project(filename):
    return os.path.isabs(filename) and not is_third_party(filename) and "steadfast_pytest" not in filename
