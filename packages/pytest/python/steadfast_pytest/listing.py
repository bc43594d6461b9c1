"""Has pytest say which files it collects: ``python -m pytest -p steadfast_pytest.listing --collect-only``.

Conftests are loaded and folders are searched as always, so all hooks have their say; but no file is opened, and no test module
imported.
"""

import json
import os

import pytest

from . import disguise
from .targets import targets_from_environment

disguise.restore_import_path()
disguise.restore_environment()
disguise.restore_arguments()
_targets = targets_from_environment()
_answer = os.environ.pop("STEADFAST_LISTING")


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    disguise.restore_options(config)
    if _targets is not None:
        config.args = list(_targets)
    yield


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_collection(session):
    listing = _Listing(session)
    session.genitems = listing.add
    outcome = yield
    if outcome.excinfo is None and session.testsfailed == 0:
        with open(_answer, "w", encoding="utf-8", errors="surrogateescape") as file:
            json.dump({"files": list(listing.files), "foreign": sorted(listing.foreign)}, file)


class _Listing:
    def __init__(self, session):
        self._session = session
        #: Absolute paths, in pytest's order. Several collectors may make tests of one file.
        self.files = {}
        #: Classes of collectors that are not pytest's own.
        self.foreign = set()

    def add(self, node):
        """Takes the place of ``Session.genitems``, which would collect the tests of the file."""
        if isinstance(node, pytest.Collector) and (not isinstance(node, pytest.File) or isinstance(node, pytest.Package)):
            yield from self._search(node)
        else:
            self._note(node)

    def _search(self, folder):
        report = folder.ihook.pytest_make_collect_report(collector=folder)
        if not report.passed:
            folder.ihook.pytest_collectreport(report=report)
            return
        for node in report.result:
            yield from self.add(node)

    def _note(self, node):
        self.files.setdefault(str(node.path))
        if not type(node).__module__.startswith("_pytest."):
            self.foreign.add("%s.%s" % (type(node).__module__, type(node).__qualname__))
