"""Passes what an attempt writes on to Node, and tells when it has ended."""

import os
import select

from .frames import write_frame

#: After the first byte, wait this long for more: waking up for every line costs more than the line.
_COALESCE_SECONDS = 0.03

_CHUNK = 1 << 16


class NodeIsGone(Exception):
    pass


class Relay:
    def __init__(self, socket_fd, pid, output_fd, report_fd):
        self._socket = socket_fd
        self._pidfd = os.pidfd_open(pid)
        self._sources = {output_fd: "O", report_fd: "P"}
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
        if written and self._pidfd not in ready:
            ready |= self._wait_for_end(_COALESCE_SECONDS)
        for fd in written:
            self._drain(fd)
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
        """Passes on what is there now; processes that hold the pipe open are not waited for."""
        while True:
            try:
                data = os.read(fd, _CHUNK)
            except BlockingIOError:
                return
            if not data:
                os.close(fd)
                del self._sources[fd]
                return
            write_frame(self._socket, self._sources[fd], data)
            if len(data) < _CHUNK:
                return
