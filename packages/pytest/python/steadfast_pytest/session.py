"""What every attempt does with its session, however it was started."""

import contextlib
import os

import pytest

from . import file_reads, worker_ids
from .captured import KeptOutput
from .collection import only_wanted_entries
from .file_names import any_file_name
from .found_file import FoundFile
from .rendering import show_colours
from .reporter import Reporter
from .results import Addresses
from .share import Share, share_from_environment
from .written_files import WrittenFiles

#: What pytest itself writes to its cache at the end of a session. Steadfast writes it once, for the whole run.
_WHOLE_RUN_KEYS = ("cache/nodeids", "cache/lastfailed", "cache/stepwise")


def follow_session(config, channel):
    """Has the session reported; gives the reporter."""
    file_reads.follow(config)
    worker_ids.follow(config)
    written = WrittenFiles(str(config.invocation_params.dir))
    written.watch()
    wanted = share_from_environment()
    share = None if wanted is None else Share(wanted, Addresses(config))
    if share is not None:
        config.pluginmanager.register(share, "steadfast-share")
    reporter = Reporter(config, channel, written, share)
    config.pluginmanager.register(reporter.notes, "steadfast-session-notes")
    # Last, so that its hooks are around all others.
    config.pluginmanager.register(reporter, "steadfast-reporter")
    config.pluginmanager.register(_Session(), "steadfast-session")
    folder = os.environ.pop("STEADFAST_FOUND_IN", None)
    if folder is not None:
        config.pluginmanager.register(FoundFile(folder), "steadfast-found-file")
    # pytest has its cache by now, and the variable was only for the cache.
    directory = os.environ.pop("STEADFAST_ATTEMPT_DIRECTORY", None)
    config.pluginmanager.register(KeptOutput(directory), "steadfast-output")
    return reporter


@contextlib.contextmanager
def collecting(config):
    """Within this context, pytest collects the wanted file, whatever its name, and looks at no other."""
    with any_file_name(), only_wanted_entries(config.args, str(config.invocation_params.dir)):
        yield


class _Session:
    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session):
        show_colours(session.config)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_collection(self, session):
        with collecting(session.config):
            yield

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session):
        cache = getattr(session.config, "cache", None)
        if cache is None:
            yield
            return
        write = cache.set
        cache.set = lambda key, value: None if key in _WHOLE_RUN_KEYS else write(key, value)
        yield
        del cache.set
