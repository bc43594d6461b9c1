"""Faults that must happen at one exact moment of a pytest process, told by the environment.

``STEADFAST_FAULTS`` is a JSON list of ``{"path": ..., "attempts": [1, 2], "back": true}``: in these attempts of any file
below ``path`` (a file or a folder), ``path`` is renamed away just before pytest looks for its arguments, and back when
pytest has looked. The files are really away, and the pytest that does not find them is the real one.

With ``"by": "outside"`` it is not this process that renames, but ``outside_mover.py``, a process that is none of the run's.
"""

import json
import os
import time

import pytest


def _active_faults(config):
    attempt = int(os.environ.get("STEADFAST_ATTEMPT", "1"))
    arguments = [os.path.abspath(argument.split("::")[0]) for argument in config.args]
    for fault in json.loads(os.environ.get("STEADFAST_FAULTS", "[]")):
        path = os.path.abspath(fault["path"])
        concerned = any(a == path or a.startswith(path + os.sep) for a in arguments)
        if concerned and attempt in fault["attempts"]:
            yield path, fault


def _take_away(path, fault):
    if fault.get("by") != "outside":
        os.rename(path, path + ".away")
        return
    open(path + ".wanted-away", "w").close()
    while os.path.exists(path):
        time.sleep(0.001)


def _bring_back(path, fault):
    if fault.get("by") != "outside":
        os.rename(path + ".away", path)
        return
    os.unlink(path + ".wanted-away")
    while not os.path.exists(path):
        time.sleep(0.001)


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_collection(session):
    faults = list(_active_faults(session.config))
    for path, fault in faults:
        _take_away(path, fault)
    try:
        yield
    finally:
        for path, fault in faults:
            if fault.get("back", True):
                _bring_back(path, fault)
