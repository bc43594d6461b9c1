"""Keeps Steadfast's own file descriptors out of a test's way, and gives attempts those of their own."""

import os
import shutil
import stat
import tempfile

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


class StandInOutput:
    """The output of a process that is going to be forked: kept, and replaced by an attempt's own in all its duplicates."""

    def __init__(self):
        self._fd = moved_away(os.memfd_create("output"))
        for fd in (1, 2):
            os.dup2(self._fd, fd)
        self._file = _file_of(self._fd)

    def kept(self):
        """What was written so far."""
        return os.pread(self._fd, os.fstat(self._fd).st_size, 0)

    def hand_over(self, output_fd):
        """Repeats what was written; from here on, everything goes to ``output_fd``, which is closed."""
        text = self.kept()
        os.close(self._fd)
        for fd in _open_descriptors():
            if _file_of(fd) == self._file:
                os.dup2(output_fd, fd, os.get_inheritable(fd))
        os.close(output_fd)
        while text:
            text = text[os.write(1, text) :]


def renew_temporary_files():
    """Files without a name, such as those that pytest captures to: forks would share their content and position."""
    copies: dict[tuple[int, int], int] = {}
    for fd in _open_descriptors():
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 0 or not _is_temporary(fd):
            continue
        copy = copies.get(_file_of(fd))
        if copy is None:
            copy = copies[_file_of(fd)] = _copied(fd)
        os.dup2(copy, fd, os.get_inheritable(fd))
    for copy in copies.values():
        os.close(copy)


def _copied(fd):
    with tempfile.TemporaryFile(buffering=0) as file:
        position = os.lseek(fd, 0, os.SEEK_CUR)
        if os.fstat(fd).st_size > 0:
            os.lseek(fd, 0, os.SEEK_SET)
            with open(fd, "rb", buffering=0, closefd=False) as original:
                shutil.copyfileobj(original, file)
        os.lseek(file.fileno(), position, os.SEEK_SET)
        return duplicated_away(file.fileno())


def _is_temporary(fd):
    """A file that was deleted; a memory file has no name on a disk and never had one."""
    return not os.readlink("/proc/self/fd/%d" % fd).startswith("/memfd:")


def _open_descriptors():
    found = []
    for name in os.listdir("/proc/self/fd"):
        try:
            os.fstat(int(name))
        except OSError:
            continue
        found.append(int(name))
    return found


def _file_of(fd):
    status = os.fstat(fd)
    return status.st_dev, status.st_ino
