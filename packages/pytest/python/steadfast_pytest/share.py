"""Leaves an attempt its share of the tests that are collected for it, and tells them before they run.

Tests are known by their ids, as they were told: names of parameters need not be what pytest could find a test by. What is
left out is told by nobody, because other attempts run it.
"""

import json
import os

import pytest


def share_from_environment():
    """The share of this attempt; ``None`` when it runs all that is collected."""
    path = os.environ.pop("STEADFAST_SHARE", None)
    if path is None:
        return None
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class Share:
    def __init__(self, share, addresses):
        self._wanted = share["ids"]
        self._addresses = addresses
        self._collected = []

    # Around all others: what they leave is what the attempt before had.
    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items):
        yield
        wanted = set(self._wanted)
        items[:] = [item for item in items if self._id_of(item) in wanted]
        self._collected = [self._id_of(item) for item in items]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_finish(self):
        if sorted(self._collected) == sorted(self._wanted):
            return
        missing = sorted(set(self._wanted) - set(self._collected))
        raise pytest.UsageError(
            "the tests that were left to run are not what is collected now: %s"
            % ("%s is not there any more" % missing[0] if missing else "two have the same id")
        )

    def _id_of(self, item):
        return self._addresses.test_id(item.nodeid)
