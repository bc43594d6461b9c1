"""Tells whether a process may be forked, and the copy be used as if it had come this far by itself."""

import os
import re
import signal
import stat
import sys
import threading

from . import linux

#: Libraries that do not survive a fork, with the rule that tells when.
_LIBRARIES = (
    ("grpc._cython.cygrpc", "gRPC does not survive a fork", lambda module: True),
    ("torch.cuda", "CUDA does not survive a fork", lambda module: module.is_initialized()),
    ("jax", "JAX does not survive a fork", lambda module: True),
    ("tensorflow", "TensorFlow does not survive a fork", lambda module: True),
    ("coverage", "coverage is being measured", lambda module: module.Coverage.current() is not None),
)

_HARMLESS_FILES = (os.devnull, "/dev/urandom", "/dev/random", "/dev/zero")


class Examination:
    """Compares with what was there when it was made."""

    def __init__(self):
        self._files = set(_open_files())

    def problem(self):
        """The reason why not, or ``None``."""
        return why_unsafe() or self._changed_files() or _running_timer() or _unfit_library() or _tracing()

    def _changed_files(self):
        for fd, link, is_temporary in _open_files():
            if (fd, link, is_temporary) not in self._files and not is_temporary and link not in _HARMLESS_FILES:
                return "%s is open" % _described(link)
        return None


def why_unsafe():
    """What always speaks against it."""
    python_threads = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    if python_threads:
        return "a thread was started (%s)" % ", ".join(python_threads)
    native_threads = len(os.listdir("/proc/self/task")) - 1
    if native_threads > _threads_that_survive_forks():
        return "an extension module started %d threads" % native_threads
    if linux.has_children():
        return "a process was started"
    return None


def _threads_that_survive_forks():
    """OpenBLAS starts threads when NumPy or SciPy load it, and again in a forked child when they are needed.

    Its ``pthread_atfork`` handlers: https://github.com/OpenMathLib/OpenBLAS/blob/develop/driver/others/blas_server.c
    """
    with open("/proc/self/maps") as maps:
        copies = set(re.findall(r"\S*/lib\S*openblas\S*\.so\S*", maps.read()))
    return len(copies) * max(0, (os.cpu_count() or 1) - 1)


def _open_files():
    """Number, target, and whether it is a file that has no name any more: each attempt gets a copy of such a one."""
    for name in os.listdir("/proc/self/fd"):
        try:
            link = os.readlink("/proc/self/fd/%s" % name)
            status = os.fstat(int(name))
        except OSError:
            continue
        yield int(name), link, stat.S_ISREG(status.st_mode) and status.st_nlink == 0


def _described(link):
    return {"socket": "a socket", "pipe": "a pipe", "anon_inode": "an event queue"}.get(link.partition(":")[0], link)


def _running_timer():
    timers = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)
    return "a timer runs" if any(signal.getitimer(timer)[0] for timer in timers) else None


def _unfit_library():
    for name, reason, applies in _LIBRARIES:
        module = sys.modules.get(name)
        try:
            if module is not None and applies(module):
                return reason
        except Exception:
            # Half imported, or another library of the same name.
            continue
    return None


def _tracing():
    if sys.gettrace() is not None or sys.getprofile() is not None:
        return "code is being traced"
    return None
