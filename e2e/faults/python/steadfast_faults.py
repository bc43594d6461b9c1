"""Faults that must happen at one exact moment of a pytest process, told by the environment.

``STEADFAST_FAULTS`` is a JSON list of ``{"path": ..., "attempts": [1, 2], "back": true}``: in these attempts of any file
below ``path`` (a file or a folder), ``path`` is renamed away just before pytest looks for its arguments, and back when
pytest has looked. The files are really away, and the pytest that does not find them is the real one.
"""

import json
import os

import pytest


def _active_faults(config):
    attempt = int(os.environ.get("STEADFAST_ATTEMPT", "1"))
    arguments = [os.path.abspath(argument.split("::")[0]) for argument in config.args]
    for fault in json.loads(os.environ.get("STEADFAST_FAULTS", "[]")):
        path = os.path.abspath(fault["path"])
        concerned = any(a == path or a.startswith(path + os.sep) for a in arguments)
        if concerned and attempt in fault["attempts"]:
            yield path, fault.get("back", True)


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_collection(session):
    moved = []
    for path, back in _active_faults(session.config):
        os.rename(path, path + ".away")
        if back:
            moved.append(path)
    try:
        yield
    finally:
        for path in moved:
            os.rename(path + ".away", path)
