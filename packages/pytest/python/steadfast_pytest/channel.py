"""Writes report lines to the descriptor that Steadfast listens on."""

import json
import os

from .descriptors import moved_away


class ReportChannel:
    """Only the process that opened the channel writes: a test's forked child has the descriptor, but not the right."""

    def __init__(self, fd):
        self._fd = moved_away(fd)
        self._owner = os.getpid()

    def send(self, message_type, **fields):
        if os.getpid() != self._owner:
            return
        # ASCII only: text that cannot be encoded, such as lone surrogates, travels as an escape.
        line = json.dumps({"type": message_type, **fields}, default=str).encode("ascii") + b"\n"
        try:
            while line:
                line = line[os.write(self._fd, line) :]
        except OSError:
            # Nobody listens, or a test closed the descriptor: the report stays incomplete, and so it will be read.
            pass
