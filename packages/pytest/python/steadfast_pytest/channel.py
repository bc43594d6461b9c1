"""Writes report lines to the descriptor that Steadfast listens on."""

import json
import os

from .descriptors import moved_away

# ASCII only: text that cannot be encoded, such as lone surrogates, travels as an escape.
_encode = json.JSONEncoder(default=str).encode


class ReportChannel:
    """Only the process that opened the channel writes; its forked children lose the descriptor.

    The first line is a nonce that nobody else has been told, and every other line begins with it. Whatever else finds its
    way into the report is not ours.
    """

    def __init__(self, fd):
        self._fd = moved_away(fd)
        # Bound here, because a test may replace them, for a while or for good.
        self._encode, self._write, self._getpid = _encode, os.write, os.getpid
        self._owner = os.getpid()
        nonce = os.urandom(16).hex().encode("ascii")
        self._prefix = nonce + b" "
        self._held = b""
        # At once: no code of a test has run yet.
        self._pass_on(nonce + b"\n")
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._close)

    def _close(self):
        fd, self._fd = self._fd, None
        try:
            if fd is not None:
                os.close(fd)
        except OSError:
            # A test has closed it already.
            pass

    def send(self, message_type, **fields):
        """Writes a message, and those that were held back."""
        self.hold(message_type, **fields)
        lines, self._held = self._held, b""
        self._pass_on(lines)

    def hold(self, message_type, **fields):
        """Keeps a message for the next write: each one wakes two processes up."""
        line = self._encode({"type": message_type, **fields})
        self._held += self._prefix + line.encode("ascii") + b"\n"

    def _pass_on(self, lines):
        if self._fd is None or self._getpid() != self._owner:
            return
        try:
            while lines:
                lines = lines[self._write(self._fd, lines) :]
        except OSError:
            # Nobody listens, or a test closed the descriptor: the report stays incomplete, and so it will be read.
            pass
