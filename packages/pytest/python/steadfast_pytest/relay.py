"""Passes what an attempt writes on to Node, and tells when it has ended."""

import os
import select

from .frames import write_frame

#: After the first byte, wait this long for more: waking up for every line costs more than the line.
_COALESCE_SECONDS = 0.03

_CHUNK = 1 << 16

#: No more than this at once, as much as pipes hold at most: a process left behind may write faster than anybody reads.
_CHUNKS_AT_ONCE = 16


class NodeIsGone(Exception):
    pass


class Relay:
    def __init__(self, socket_fd, pid, output_fd, report_fd):
        self._socket = socket_fd
        self._pidfd = os.pidfd_open(pid)
        self._sources = {output_fd: "O", report_fd: "P"}
        #: So much was written that waiting for more would keep the writer waiting.
        self._busy = False
        for fd in self._sources:
            os.set_blocking(fd, False)

    def run_until_exit(self):
        """Returns when the process has ended and all that it wrote before is passed on."""
        try:
            while not self._wait():
                pass
            for fd in list(self._sources):
                self._drain(fd)
        finally:
            os.close(self._pidfd)
            for fd in self._sources:
                os.close(fd)

    def _wait(self):
        """Waits for news and passes it on; true when the process has ended."""
        poll = select.poll()
        for fd in (self._pidfd, self._socket, *self._sources):
            poll.register(fd, select.POLLIN)
        ready = {fd for fd, _ in poll.poll()}
        self._check_node(ready)
        written = ready & self._sources.keys()
        if written and not self._busy and self._pidfd not in ready:
            ready |= self._wait_for_end(_COALESCE_SECONDS)
        self._busy = any([self._drain(fd) for fd in written])  # noqa: C419 - each is drained
        return self._pidfd in ready

    def _wait_for_end(self, seconds):
        poll = select.poll()
        poll.register(self._pidfd, select.POLLIN)
        poll.register(self._socket, select.POLLIN)
        ready = {fd for fd, _ in poll.poll(seconds * 1000)}
        self._check_node(ready)
        return ready

    def _check_node(self, ready):
        # Node says nothing while an attempt runs: the socket is readable only when it has ended.
        if self._socket in ready:
            raise NodeIsGone

    def _drain(self, fd):
        """Passes on what is there now, and tells whether that was a pipe full; who holds the pipe open is not waited for."""
        for chunk in range(_CHUNKS_AT_ONCE):
            try:
                data = os.read(fd, _CHUNK)
            except BlockingIOError:
                return chunk > 0
            if not data:
                os.close(fd)
                del self._sources[fd]
                return False
            write_frame(self._socket, self._sources[fd], data)
            if len(data) < _CHUNK:
                return chunk > 0
        return True
