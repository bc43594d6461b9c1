"""What every attempt does with its session, however it was started."""

import os

import pytest

from . import disguise, file_reads
from .collection import only_wanted_entries
from .file_names import any_file_name
from .found_file import FoundFile
from .imports import learned_imports
from .rendering import show_colours
from .reporter import Reporter
from .written_files import WrittenFiles

#: What pytest itself writes to its cache at the end of a session. Steadfast writes it once, for the whole run.
_WHOLE_RUN_KEYS = ("cache/nodeids", "cache/lastfailed", "cache/stepwise")


def follow_session(config, channel):
    disguise.restore_options(config)
    file_reads.follow(config)
    written = WrittenFiles(str(config.invocation_params.dir))
    written.watch()
    reporter = Reporter(config, channel, written)
    config.pluginmanager.register(reporter.notes, "steadfast-session-notes")
    # Last, so that its hooks are around all others.
    config.pluginmanager.register(reporter, "steadfast-reporter")
    config.pluginmanager.register(_Session(channel), "steadfast-session")
    folder = os.environ.pop("STEADFAST_FOUND_IN", None)
    if folder is not None:
        config.pluginmanager.register(FoundFile(folder), "steadfast-found-file")
    # pytest has its cache by now, and the variable was only for the cache.
    os.environ.pop("STEADFAST_ATTEMPT_DIRECTORY", None)


class _Session:
    def __init__(self, channel):
        self._channel = channel

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session):
        show_colours(session.config)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_collection(self, session):
        config = session.config
        with any_file_name(), only_wanted_entries(config.args, str(config.invocation_params.dir)):
            yield

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session):
        imports = learned_imports()
        if imports is not None:
            self._channel.hold("imports", modules=imports)
        cache = getattr(session.config, "cache", None)
        if cache is None:
            yield
            return
        write = cache.set
        cache.set = lambda key, value: None if key in _WHOLE_RUN_KEYS else write(key, value)
        yield
        del cache.set
