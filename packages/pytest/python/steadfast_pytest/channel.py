"""Writes report lines to the descriptor that Steadfast listens on."""

import json
import os

from .descriptors import moved_away


class ReportChannel:
    """Only the process that opened the channel writes: a test's forked child has the descriptor, but not the right."""

    def __init__(self, fd):
        self._fd = moved_away(fd)
        self._owner = os.getpid()
        self._held = b""

    def send(self, message_type, **fields):
        """Writes a message, and those that were held back."""
        self.hold(message_type, **fields)
        lines, self._held = self._held, b""
        if os.getpid() != self._owner:
            return
        try:
            while lines:
                lines = lines[os.write(self._fd, lines) :]
        except OSError:
            # Nobody listens, or a test closed the descriptor: the report stays incomplete, and so it will be read.
            pass

    def hold(self, message_type, **fields):
        """Keeps a message for the next write: each one wakes two processes up."""
        # ASCII only: text that cannot be encoded, such as lone surrogates, travels as an escape.
        self._held += json.dumps({"type": message_type, **fields}, default=str).encode("ascii") + b"\n"
