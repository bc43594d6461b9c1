"""Test databases of Django: made once for each slot of a run, not once for each file.

pytest-django makes and drops them once per session, and a session here is one file. So what one session has made is kept for
the next one of its slot, as long as it is as if it were new: tests in transactions leave nothing. Where something was flushed, or
a fixture of the project writes to the database for the whole session, the next session makes it anew, as each would
without this. The databases are dropped at the end of the run (``drop_databases.py``), unless the user keeps them.
Databases in memory end with their session: the next one gets a copy of what the migrations have left.
"""

import contextlib
import os

import pytest

from .django_slot import Slot


def follow(config):
    folder = os.environ.get("STEADFAST_SLOT_DIRECTORY")
    if folder is not None:
        config.pluginmanager.register(_SlotDatabases(folder, config), "steadfast-django-databases")


class _SlotDatabases:
    def __init__(self, folder, config):
        self._slot = Slot(folder)
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
        known = self._slot.known()
        # If this session does not end well, nobody knows what it has left.
        self._slot.forget()
        wanted = frozenset(signatures.values())
        copied = frozenset(filter(self._slot.has_copy, wanted))
        is_there = wanted <= known | copied
        if is_there:
            with _instead_of_migrating(lambda alias: self._load(connections[alias], signatures[alias], copied)):
                made = make(*args, **{**kwargs, "keepdb": True})
        else:
            made = make(*args, **kwargs)
        on_disk = []
        for connection in (connection for connection, _, is_made in made if is_made):
            if not _is_in_memory(connection):
                on_disk.append(connection)
            elif not is_there:
                self._slot.save_copy(signatures[connection.alias], connection.connection)
        if on_disk and self._will_be_dropped(on_disk):
            self._reusable = (known if is_there else frozenset()) | {signatures[each.alias] for each in on_disk}
            for connection in on_disk:
                self._notice_flush(connection)
        return made

    def _load(self, connection, signature, copied):
        if signature in copied:
            connection.ensure_connection()
            self._slot.load_copy(signature, connection.connection)

    def _will_be_dropped(self, connections):
        return self._is_kept_by_user or self._slot.remember_to_drop([dict(each.settings_dict) for each in connections])

    def _notice_flush(self, connection):
        flush = connection.ops.execute_sql_flush

        def execute_sql_flush(*args, **kwargs):
            self._is_touched = True
            return flush(*args, **kwargs)

        connection.ops.execute_sql_flush = execute_sql_flush


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
def _instead_of_migrating(load):
    """A database of this run has all migrations; to find that out takes longer than most test files."""
    from django.core import management
    from django.core.management import sql

    call = management.call_command

    def call_command(name, *args, **options):
        if name == "migrate":
            load(options["database"])
            # They fill caches of the process, such as that of content types, besides the database.
            sql.emit_pre_migrate_signal(0, False, options["database"], plan=[])
            sql.emit_post_migrate_signal(0, False, options["database"], plan=[])
        elif name != "createcachetable":
            call(name, *args, **options)

    management.call_command = call_command
    try:
        yield
    finally:
        management.call_command = call
