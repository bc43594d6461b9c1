"""Test databases of Django: made once for each slot of a run, not once for each file.

pytest-django makes and drops them once per session, and a session here is one file. So what one session has made is kept for
the next one of its slot, as long as it is as if it were new: tests in transactions leave nothing. Where something was flushed, or
a fixture of the project writes to the database for the whole session, the next session makes it anew, as each would
without this. The databases are dropped at the end of the run (``drop_databases.py``), unless the user keeps them.
"""

import contextlib
import json
import os
import pickle
import sys

import pytest

_STATE = "django-databases.json"

#: What is to be dropped at the end of the run.
MADE = "django-databases.pickle"


def follow(config):
    folder = os.environ.get("STEADFAST_SLOT_DIRECTORY")
    if folder is not None and config.pluginmanager.hasplugin("django"):
        config.pluginmanager.register(_SlotDatabases(folder, config), "steadfast-django-databases")


class _SlotDatabases:
    def __init__(self, folder, config):
        self._slot = _Slot(folder)
        self._is_kept_by_user = bool(config.getoption("reuse_db", False))
        self._is_replaced = False
        #: Signatures of the databases of this session that the next one may have; empty while there are none.
        self._reusable: frozenset[str] = frozenset()
        self._is_touched = False

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        if fixturedef.argname == "django_db_setup" and not self._is_replaced:
            self._is_replaced = True
            self._replace()
        if _writes_for_the_session(fixturedef):
            self._is_touched = True
        yield

    @pytest.hookimpl(hookwrapper=True)
    def pytest_sessionfinish(self, exitstatus):
        yield
        is_as_new = self._is_kept_by_user or not self._is_touched
        if self._reusable and is_as_new and exitstatus in (0, 1):
            self._slot.remember(self._reusable)

    def _replace(self):
        from django.test import utils

        make, drop = utils.setup_databases, utils.teardown_databases

        def setup_databases(*args, **kwargs):
            return self._make(make, *args, **kwargs)

        def teardown_databases(old_config, verbosity, **kwargs):
            return drop(old_config, verbosity, **{**kwargs, "keepdb": True} if self._reusable else kwargs)

        utils.setup_databases, utils.teardown_databases = setup_databases, teardown_databases

    def _make(self, make, *args, **kwargs):
        from django.db import connections

        signatures = {
            alias: repr(connections[alias].creation.test_db_signature()) for alias in kwargs.get("aliases") or connections
        }
        wanted = frozenset(signatures.values())
        known = self._slot.known()
        # If this session does not end well, nobody knows what it has left.
        self._slot.forget()
        if wanted <= known:
            with _nothing_to_migrate():
                made = make(*args, **{**kwargs, "keepdb": True})
        else:
            known = frozenset()
            made = make(*args, **kwargs)
        test_databases = [connection for connection, _, is_made in made if is_made]
        if not any(map(_is_in_memory, test_databases)) and self._will_be_dropped(test_databases):
            self._reusable = known | wanted
            for connection in test_databases:
                self._notice_flush(connection)
        return made

    def _will_be_dropped(self, connections):
        return self._is_kept_by_user or self._slot.remember_to_drop([dict(each.settings_dict) for each in connections])

    def _notice_flush(self, connection):
        flush = connection.ops.execute_sql_flush

        def execute_sql_flush(*args, **kwargs):
            self._is_touched = True
            return flush(*args, **kwargs)

        connection.ops.execute_sql_flush = execute_sql_flush


class _Slot:
    """What sessions of a slot tell each other."""

    def __init__(self, folder):
        self._state = os.path.join(folder, _STATE)
        self._made = os.path.join(folder, MADE)

    def known(self):
        """Signatures of databases that are there, and as if they were new."""
        try:
            with open(self._state, encoding="utf-8") as file:
                return frozenset(json.load(file))
        except FileNotFoundError:
            return frozenset()

    def remember(self, signatures):
        with open(self._state, "w", encoding="utf-8") as file:
            json.dump(sorted(signatures), file)

    def forget(self):
        with contextlib.suppress(FileNotFoundError):
            os.remove(self._state)

    def remember_to_drop(self, settings):
        """Whether that can be done."""
        made = {str(each["NAME"]): each for each in [*self._to_drop(), *settings]}
        try:
            content = pickle.dumps(list(made.values()))
        except Exception:
            # Whatever an option of a database may hold.
            return False
        # There may be passwords in it.
        with open(os.open(self._made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        return True

    def _to_drop(self):
        try:
            with open(self._made, "rb") as file:
                return pickle.load(file)
        except FileNotFoundError:
            return []


def _writes_for_the_session(fixturedef):
    """Whether a fixture of the project, or of another plugin, does something to the database outside of tests."""
    module = getattr(fixturedef.func, "__module__", None) or ""
    is_of_pytest_django = module.partition(".")[0] == "pytest_django"
    takes_part = fixturedef.argname == "django_db_setup" or "django_db_blocker" in fixturedef.argnames
    return takes_part and not is_of_pytest_django


def _is_in_memory(connection):
    is_in_memory = getattr(connection, "is_in_memory_db", None)
    return is_in_memory is not None and is_in_memory()


@contextlib.contextmanager
def _nothing_to_migrate():
    """A database of this run has all migrations; to find that out takes longer than most test files."""
    creation = sys.modules.get("django.db.backends.base.creation")
    call = getattr(creation, "call_command", None)
    if call is None:
        yield
        return

    def call_command(name, *args, **options):
        return None if name in ("migrate", "createcachetable") else call(name, *args, **options)

    creation.call_command = call_command  # type: ignore[union-attr]
    try:
        yield
    finally:
        creation.call_command = call  # type: ignore[union-attr]
