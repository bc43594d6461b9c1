"""Tells whether this process may be forked and the copy used as if it were new."""

import os
import re
import threading


def why_unsafe():
    """The reason why not, or ``None``."""
    python_threads = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    if python_threads:
        return "a plugin started a thread (%s)" % ", ".join(python_threads)
    native_threads = len(os.listdir("/proc/self/task")) - 1
    if native_threads > _threads_that_survive_forks():
        return "a plugin's extension module started %d threads" % native_threads
    return None


def _threads_that_survive_forks():
    """OpenBLAS starts threads when NumPy or SciPy load it, and again in a forked child when they are needed.

    Its ``pthread_atfork`` handlers: https://github.com/OpenMathLib/OpenBLAS/blob/develop/driver/others/blas_server.c
    """
    with open("/proc/self/maps") as maps:
        copies = set(re.findall(r"\S*/lib\S*openblas\S*\.so\S*", maps.read()))
    return len(copies) * max(0, (os.cpu_count() or 1) - 1)
