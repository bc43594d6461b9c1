"""Tells pytest what to run where no option can take it, and makes sure that nothing else is collected.

On the command line a path can become the value of an option before it (``nargs="?"``), and pytest would run the whole suite
in its place. So the command line of an attempt has the paths of the run, between words of Steadfast's own: with them
pytest finds root directory, configuration and initial conftests of the run. What the attempt runs takes their place when
pytest has parsed everything.
"""

import json
import os

import pytest

from . import disguise
from .file_names import split_target


def targets_from_environment():
    """What this attempt is to run; ``None`` when that is on its command line."""
    words = os.environ.pop("STEADFAST_TARGETS", None)
    return None if words is None else json.loads(words)


def take_place(config, targets):
    """As if these, and nothing else, had been named on the command line."""
    config.args = targets
    for options in (config.option, config.known_args_namespace):
        options.file_or_dir = targets
    source = getattr(config, "ArgsSource", None)
    if source is not None:
        config.args_source = source.ARGS
    disguise.restore_invocation(config)


class Targets:
    def __init__(self, targets):
        self._targets = targets

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_cmdline_main(self, config):
        take_place(config, list(self._targets))
        yield

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_finish(self, session):
        directory = str(session.config.invocation_params.dir)
        wanted = {os.path.abspath(os.path.join(directory, split_target(word, directory)[0])) for word in self._targets}
        others = sorted({_file_of(item) for item in session.items if not _is_below(item, wanted)})
        if others:
            raise pytest.UsageError(
                "wanted were the tests of %s alone, and tests of other files were collected: %s. "
                "An option, a plugin or a conftest adds them."
                % (", ".join(os.path.relpath(path, directory) for path in sorted(wanted)), _some(others))
            )


def _is_below(item, wanted):
    paths = {str(node.path) for node in item.listchain()}
    return bool(paths & wanted) or any(_is_same(path, other) for path in paths for other in wanted)


def _is_same(path, other):
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False


def _file_of(item):
    return item.nodeid.partition("::")[0]


def _some(names, shown=5):
    rest = len(names) - shown
    return ", ".join(names[:shown]) + (" and %d more" % rest if rest > 0 else "")
