"""What only Linux can do, in one place: adopt orphans, and die with one's parent."""

import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


def _load_prctl():
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return None
    before = set(sys.modules)
    try:
        import ctypes

        return ctypes.CDLL(None, use_errno=True).prctl
    except (ImportError, OSError, AttributeError):
        return None
    finally:
        # An attempt is forked from this process, and a test may look whether ctypes was imported.
        for name in set(sys.modules) - before:
            del sys.modules[name]


_prctl = _load_prctl()


def is_supported():
    return _prctl is not None


def adopt_orphans():
    """From now on, descendants whose parents die become children of this process."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with_parent(parent):
    """The kernel kills this process when the given parent dies, even if that has happened just now."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def children():
    """The processes whose parent is this one."""
    own = os.getpid()
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % name, "rb") as stat:
                fields = stat.read().rpartition(b")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == own:
            yield int(name)


def kill_children(spare=()):
    """Ends all descendants: what a killed child leaves behind is adopted, and killed next."""
    while True:
        victims = [pid for pid in children() if pid not in spare]
        if not victims:
            return
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
        for pid in victims:
            os.waitpid(pid, 0)


def has_children():
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def reap_zombies():
    try:
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass
    except ChildProcessError:
        pass
