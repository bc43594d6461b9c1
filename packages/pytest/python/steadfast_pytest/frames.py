"""Frames between Node and a zygote or a worker: a type byte, four bytes of length, the payload."""

import json
import os

_HEADER = 5

#: Version of the protocol; Node refuses another one.
PROTOCOL = 2


def read_frame(fd):
    """The next frame as type and payload; ``None`` when Node is gone."""
    header = _read_exactly(fd, _HEADER)
    if header is None:
        return None
    payload = _read_exactly(fd, int.from_bytes(header[1:], "big"))
    return None if payload is None else (chr(header[0]), payload)


def write_frame(fd, frame_type, payload=b""):
    data = frame_type.encode("ascii") + len(payload).to_bytes(4, "big") + payload
    while data:
        data = data[os.write(fd, data) :]


def write_json(fd, frame_type, value):
    write_frame(fd, frame_type, json.dumps(value).encode("ascii"))


def _read_exactly(fd, count):
    parts = []
    while count > 0:
        try:
            part = os.read(fd, min(count, 1 << 20))
        except ConnectionResetError:
            return None
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
