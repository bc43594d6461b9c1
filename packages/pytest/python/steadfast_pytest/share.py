"""Leaves an attempt its share of the tests that are collected for it.

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
        self._share = share
        self._addresses = addresses
        #: Ids of all that is collected, in the order of the file; ``None`` before that is known.
        self.all = None

    # Around all others: what they leave is what every attempt on the file has.
    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items):
        places = {item: place for place, item in enumerate(items)}
        yield
        # Whatever a plugin made of the order, it is no part of another one.
        ordered = sorted(items, key=lambda item: (places.get(item, len(places)), item.nodeid))
        self.all = [self._id_of(item) for item in ordered]
        own = set(self._own(ordered))
        items[:] = [item for item in items if item in own]

    def _own(self, ordered):
        if self._share["kind"] == "part":
            return _part(ordered, self._share["index"], self._share["total"])
        wanted = set(self._share["ids"])
        return [item for item in ordered if self._id_of(item) in wanted]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_finish(self, session):
        if self._share["kind"] == "part":
            return
        wanted = self._share["ids"]
        collected = [self._id_of(item) for item in session.items]
        if sorted(collected) == sorted(wanted):
            return
        missing = sorted(set(wanted) - set(collected))
        raise pytest.UsageError(
            "the tests that were left to run are not what is collected now: %s"
            % ("%s is not there any more" % missing[0] if missing else "two have the same id")
        )

    def _id_of(self, item):
        return self._addresses.test_id(item.nodeid)


def _part(ordered, index, total):
    """The ``index``-th of parts that are as long as each other, give or take one."""
    return ordered[(index - 1) * len(ordered) // total : index * len(ordered) // total]
