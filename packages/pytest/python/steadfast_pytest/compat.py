"""What Steadfast reads or renews of pytest's private state: all of it, and each behind a check.

The names that it replaces are in ``places``.
"""

import contextlib
import pathlib
import time
import typing

from .places import Missing


def hook_implementations(config, hook):
    """Who takes part in a hook, whatever the folder."""
    # ``config.hook`` of older versions gives some hooks as plain functions.
    return getattr(config.pluginmanager.hook, hook).get_hookimpls()


def fixture_definition_types():
    """What ``@pytest.fixture`` makes, in those versions that make an object of it."""
    from _pytest import fixtures

    kind = getattr(fixtures, "FixtureFunctionDefinition", None)
    return (kind,) if isinstance(kind, type) else ()


def imports_readline():
    """Whether this pytest imports ``readline`` before it captures."""
    from _pytest import capture

    return hasattr(capture, "_readline_workaround")


def ini_value(config, name, default):
    """An ini option that belongs to a plugin which may be switched off."""
    try:
        return config.getini(name)
    except (ValueError, KeyError):
        return default


def measures_coverage(config):
    """Whether pytest-cov measures, before it has begun."""
    return bool(getattr(getattr(config, "known_args_namespace", None), "cov_source", None))


def junit_key():
    """Where in ``config.stash`` pytest has its own JUnit report; ``None`` when this pytest keeps it elsewhere."""
    try:
        from _pytest.junitxml import xml_key
    except ImportError:
        return None
    return xml_key


class TerminalCopy:
    """Keeps what is written to pytest's terminal meanwhile; nothing where there is no such terminal."""

    def __init__(self, terminalreporter):
        self._writer: typing.Any = getattr(terminalreporter, "_tw", None)
        self._file: typing.Any = getattr(self._writer, "_file", None)
        self.text = ""

    def __enter__(self):
        if self._file is not None:
            self._writer._file = self
        return self

    def __exit__(self, *_):
        if self._file is not None:
            self._writer._file = self._file

    def write(self, text):
        self.text += text
        return self._file.write(text)

    def __getattr__(self, name):
        return getattr(self._file, name)


def rewriting_loader():
    """The loader of modules whose assertions are rewritten."""
    try:
        from _pytest.assertion.rewrite import AssertionRewritingHook
    except ImportError:
        return None
    return AssertionRewritingHook


class Captured:
    """What was written while it was captured."""

    text = ""


@contextlib.contextmanager
def captured(config):
    """Within this context, output is captured where it is captured while tests are collected."""
    result = Captured()
    manager = config.pluginmanager.getplugin("capturemanager")
    if manager is None:
        yield result
        return
    manager.resume_global_capture()
    try:
        yield result
    finally:
        manager.suspend_global_capture()
        result.text = "".join(manager.read_global_capture())


def renew_session(session):
    """Makes what pytest keeps of a process that of this attempt."""
    config = session.config
    cache = _cache(config)
    if cache is not None:
        cache._cachedir = cache.cache_dir_from_config(config, _ispytest=True)
    reporter = config.pluginmanager.getplugin("terminalreporter")
    for name in ("_session_start", "_sessionstarttime"):
        started = getattr(reporter, name, None)
        if isinstance(started, float):
            setattr(reporter, name, time.time())
        elif started is not None:
            setattr(reporter, name, type(started)())


def _cache(config):
    cache = getattr(config, "cache", None)
    if cache is None or (hasattr(cache, "_cachedir") and hasattr(cache, "cache_dir_from_config")):
        return cache
    raise Missing("pytest's Cache is not what it was")


def has_temporary_folder(config):
    """Whether a base temporary folder was made, which belongs to one process. Raises ``Missing``."""
    factory = getattr(config, "_tmp_path_factory", None)
    if factory is None:
        return False
    if not hasattr(factory, "_basetemp") or not hasattr(factory, "_given_basetemp"):
        raise Missing("pytest's TempPathFactory is not what it was")
    return factory._basetemp is not None


def give_temporary_folder(config, path):
    """As ``--basetemp`` does; where pytest is configured already, it has read the option."""
    config.option.basetemp = path
    factory = getattr(config, "_tmp_path_factory", None)
    if factory is not None:
        factory._given_basetemp = pathlib.Path(path)


def project_problem(session):
    """Why a session cannot be handed on to attempts; ``None`` when it can."""
    try:
        if has_temporary_folder(session.config):
            return "a temporary folder of pytest's was made"
        _cache(session.config)
    except Missing as missing:
        return "pytest has changed: %s" % missing
    return None
