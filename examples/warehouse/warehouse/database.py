"""The database: one SQLite file with versioned migrations."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import Iterator

MIGRATIONS = (
    """
    CREATE TABLE item (sku TEXT PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL CHECK (price >= 0));
    CREATE TABLE movement (
        id INTEGER PRIMARY KEY,
        sku TEXT NOT NULL REFERENCES item (sku),
        quantity INTEGER NOT NULL CHECK (quantity <> 0),
        reason TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE reservation (
        id INTEGER PRIMARY KEY,
        sku TEXT NOT NULL REFERENCES item (sku),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        order_number TEXT NOT NULL
    );
    CREATE INDEX movement_by_sku ON movement (sku);
    """,
)


def connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=5)
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection)
    return connection


def version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def migrate(connection: sqlite3.Connection, until: int = len(MIGRATIONS)) -> None:
    if version(connection) > len(MIGRATIONS):
        raise RuntimeError(f"the database is of version {version(connection)}, newer than this program")
    for number in range(version(connection) + 1, until + 1):
        connection.executescript(MIGRATIONS[number - 1])
        connection.execute(f"PRAGMA user_version = {number}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
