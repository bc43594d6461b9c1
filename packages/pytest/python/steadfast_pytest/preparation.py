"""Work that every session does alike, done once in the zygote before it forks. None of it is visible to a test."""

import importlib
import os
import re
import tempfile

import pluggy
import pytest

from . import compat, places
from .remembered_fixtures import remember_fixtures
from .remembered_hooks import remember_hooks

#: Modules that every pytest imports while it configures a session.
_DEFERRED_IMPORTS = ("pdb", "_pytest.assertion.util", "_pytest._code.source")

#: What argparse compiles while it parses a command line with a file on it.
_PATTERNS = ["(-*-*)"]


def prepare(config):
    """Does it; returns what a person should know about what could not be done."""
    # Before anything is replaced.
    lacking = places.notices(pytest.__version__)
    _import_deferred()
    for pattern in _PATTERNS:
        re.compile(pattern)
    # Compiles a pattern of its own, once.
    os.path.expandvars("$HOME")
    if config.option.capture == "fd":
        # Where to capture to is found out by writing a file there, once.
        tempfile.gettempdir()
    manager = config.pluginmanager
    notices = [
        *places.attempted(places.HOOK_NAMES.serves, remember_hooks, manager),
        *places.attempted(places.FIXTURE_NAMES.serves, remember_fixtures, manager),
    ]
    if _prints_header(config.known_args_namespace):
        _remember_pluggy_version()
        notices += places.attempted(places.PLUGIN_VERSIONS.serves, _remember_plugin_versions, manager)
    return [*lacking, *notices]


def _import_deferred():
    names = (*_DEFERRED_IMPORTS, "readline") if compat.imports_readline() else _DEFERRED_IMPORTS
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            pass


def _prints_header(options):
    """Without it, a plain pytest asks for no versions, and does not import what reads them."""
    return options.verbose >= 0 and not options.no_header


def _remember_pluggy_version():
    # Computed from the distribution's metadata at each access, once per session at least.
    try:
        pluggy.__version__ = pluggy.__version__
    except AttributeError:
        pass


def _remember_plugin_versions(manager):
    """The header names each plugin with its version, for which metadata of its distribution is parsed."""
    find = places.PLUGIN_VERSIONS.find()
    plugins = manager.list_plugin_distinfo()
    known = [plugin for plugin, _ in plugins]
    versions = find(plugins)
    places.PLUGIN_VERSIONS.replace(
        lambda info: list(versions) if [plugin for plugin, _ in info] == known else find(info)
    )
