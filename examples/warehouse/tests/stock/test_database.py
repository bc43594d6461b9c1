import sqlite3

import pytest

from warehouse.database import MIGRATIONS, connect, migrate, transaction, version

pytestmark = pytest.mark.database


def test_a_new_database_has_the_latest_version(connection):
    assert version(connection) == len(MIGRATIONS)


def test_an_old_database_keeps_its_rows(tmp_path):
    path = str(tmp_path / "old.db")
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, until=1)
    old.execute("INSERT INTO item VALUES ('B-1', 'Bolt', 5)")
    old.close()
    with connect(path) as new:
        assert version(new) == 2
        assert new.execute("SELECT name FROM item").fetchall() == [("Bolt",)]


def test_a_newer_database_is_refused(connection):
    connection.execute("PRAGMA user_version = 99")
    with pytest.raises(RuntimeError, match="of version 99, newer than this program"):
        migrate(connection)


def test_a_failed_transaction_leaves_nothing(connection):
    with pytest.raises(KeyboardInterrupt), transaction(connection):
        connection.execute("INSERT INTO item VALUES ('B-1', 'Bolt', 5)")
        raise KeyboardInterrupt
    assert connection.execute("SELECT COUNT(*) FROM item").fetchone() == (0,)


def test_movements_need_an_item(connection):
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO movement (sku, quantity, reason) VALUES ('X', 1, '')")
