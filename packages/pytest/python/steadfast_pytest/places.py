"""The private names of pytest and pluggy that Steadfast replaces: all of them, and each behind a probe.

What replaces one is an optimisation, or lets a test file have an unusual name. Where the probe fails, because pytest has
changed, that one thing is left out, and nothing else.
"""

import importlib
import inspect


class Missing(Exception):
    """A private name is not there any more, or is not what it was."""


class Place:
    """A name in a module of pytest or pluggy, looked up there at each use, so that it can be replaced."""

    def __init__(self, module, name, serves, parameters=(), since=(7,)):
        self._module = module
        self._name = name
        self._parameters = parameters
        self._since = since
        #: What is left out without it, in words for a person.
        self.serves = serves

    def __str__(self):
        return "%s.%s" % (self._module, self._name)

    def find(self):
        """What is there. Raises ``Missing``."""
        function = getattr(self._load(), self._name, None)
        if not callable(function):
            raise Missing("%s is not there" % self)
        found = _first_parameters(function, len(self._parameters))
        if found != self._parameters:
            raise Missing("%s takes other arguments" % self)
        return function

    def replace(self, function):
        setattr(self._load(), self._name, function)

    def is_expected(self, pytest_version):
        return pytest_version >= self._since

    def _load(self):
        try:
            return importlib.import_module(self._module)
        except ImportError:
            raise Missing("there is no module %s" % self._module) from None


class BuiltinPlace(Place):
    """A builtin function that a module uses; there, a global of the same name takes its place."""

    def find(self):
        function = vars(importlib.import_module("builtins"))[self._name]
        return getattr(self._load(), self._name, function)


def _first_parameters(function, count):
    try:
        return tuple(inspect.signature(function).parameters)[:count]
    except (TypeError, ValueError):
        return ()


#: Only some versions of pluggy have these, whatever the version of pytest.
_LATER = (1000,)

_SIBLINGS = "Siblings of the test file are looked at"
_HOOKS = "Hooks of pytest's own plugins are looked up in every attempt"
_FIXTURES = "Fixtures of plugins are looked up in every attempt"

#: How a folder is listed for its collectors.
LIST_FOLDER = (
    Place("_pytest.main", "scandir", _SIBLINGS, parameters=("path",), since=(8,)),
    Place("_pytest.python", "scandir", _SIBLINGS, parameters=("path",), since=(8,)),
)

#: How ``FILE::TEST`` is taken apart.
RESOLVE_ARGUMENT = Place(
    "_pytest.main",
    "resolve_collection_argument",
    "Test files with '[' or '::' in their names are not found",
    parameters=("invocation_path", "arg"),
)

#: Which attributes of a plugin may be hooks; how one is found without running a property; which arguments it wants.
HOOK_NAMES = BuiltinPlace("pluggy._manager", "dir", _HOOKS)
HOOK_BINDING = Place("pluggy._manager", "_static_hook_attr", _HOOKS, parameters=("obj", "name"), since=_LATER)
HOOK_ARGUMENTS = (
    Place("pluggy._hooks", "varnames", _HOOKS, parameters=("func",)),
    Place("pluggy._impl", "varnames", _HOOKS, parameters=("func",), since=_LATER),
    Place("pluggy._decorators", "varnames", _HOOKS, parameters=("func",), since=_LATER),
)

#: Which attributes of a plugin may be fixtures; which arguments one wants.
FIXTURE_NAMES = BuiltinPlace("_pytest.fixtures", "dir", _FIXTURES)
FIXTURE_ARGUMENTS = Place("_pytest.fixtures", "getfuncargnames", _FIXTURES, parameters=("function",))

#: What the terminal's header calls the plugins.
PLUGIN_VERSIONS = Place(
    "_pytest.terminal",
    "_plugin_nameversions",
    "Versions of plugins are read in every attempt",
    parameters=("plugininfo",),
)

_PLACES = (
    *LIST_FOLDER,
    RESOLVE_ARGUMENT,
    HOOK_NAMES,
    HOOK_BINDING,
    *HOOK_ARGUMENTS,
    FIXTURE_NAMES,
    FIXTURE_ARGUMENTS,
    PLUGIN_VERSIONS,
)


def available(places):
    """Those of some places that are there."""
    return [place for place in places if probe(place) is None]


def probe(place):
    """Why a place is of no use; ``None`` when it is as it was."""
    try:
        place.find()
    except Missing as missing:
        return str(missing)
    return None


def notices(pytest_version):
    """What is left out with this pytest, one sentence for each."""
    version = tuple(int(part) for part in pytest_version.split(".")[:2])
    said: dict[str, str] = {}
    for place in _PLACES:
        problem = probe(place)
        if problem is not None and place.is_expected(version):
            said.setdefault(place.serves, problem)
    return ["%s, because pytest has changed: %s." % item for item in said.items()]


def attempted(what, optimise, *args):
    """Tries an optimisation; gives a list with a notice when it failed, in which case it must have changed nothing."""
    try:
        optimise(*args)
    except Missing:
        # Told by ``notices``.
        return []
    except Exception as error:
        return ["%s, because of %s: %s" % (what, type(error).__name__, error)]
    return []
