"""Work that every session does alike, done once in the zygote before it forks. None of it is visible to a test."""

import importlib
import os
import re
import tempfile

import pluggy
from _pytest import capture, terminal

from .remembered_fixtures import remember_fixtures
from .remembered_hooks import remember_hooks

#: Modules that every pytest imports while it configures a session.
_DEFERRED_IMPORTS = ["pdb", "_pytest.assertion.util", "_pytest._code.source"]
if hasattr(capture, "_readline_workaround"):
    _DEFERRED_IMPORTS.append("readline")

#: What argparse compiles while it parses a command line with a file on it.
_PATTERNS = ["(-*-*)"]


def prepare(config):
    for name in _DEFERRED_IMPORTS:
        try:
            importlib.import_module(name)
        except ImportError:
            pass
    for pattern in _PATTERNS:
        re.compile(pattern)
    # Compiles a pattern of its own, once.
    os.path.expandvars("$HOME")
    if config.option.capture == "fd":
        # Where to capture to is found out by writing a file there, once.
        tempfile.gettempdir()
    remember_hooks(config.pluginmanager)
    remember_fixtures(config.pluginmanager)
    if _prints_header(config.known_args_namespace):
        _remember_pluggy_version()
        _remember_plugin_versions(config.pluginmanager.list_plugin_distinfo())


def _prints_header(options):
    """Without it, a plain pytest asks for no versions, and does not import what reads them."""
    return options.verbose >= 0 and not options.no_header


def _remember_pluggy_version():
    # Computed from the distribution's metadata at each access, once per session at least.
    try:
        pluggy.__version__ = pluggy.__version__
    except AttributeError:
        pass


def _remember_plugin_versions(plugins):
    """The header names each plugin with its version, for which metadata of its distribution is parsed."""
    find = terminal._plugin_nameversions
    known = [plugin for plugin, _ in plugins]
    versions = find(plugins)
    terminal._plugin_nameversions = lambda info: list(versions) if [plugin for plugin, _ in info] == known else find(info)
