"""Keeps Steadfast's own file descriptors out of a test's way."""

import os

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

#: Tests count descriptors, and expect the lowest free number: ours are far above what they use.
_LOWEST = 200


def moved_away(fd):
    """The same file at a higher number, which other programs do not inherit; ``fd`` is closed."""
    duplicate = duplicated_away(fd)
    os.close(fd)
    return duplicate


def duplicated_away(fd):
    if fcntl is not None:
        try:
            return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _LOWEST)
        except OSError:
            # The process may not have that many.
            pass
    return os.dup(fd)
