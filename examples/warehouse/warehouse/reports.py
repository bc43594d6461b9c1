"""What the manager reads."""

from __future__ import annotations

import sqlite3
from typing import Iterable

from warehouse.settings import settings


def to_reorder(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    rows = connection.execute(
        """
        SELECT item.sku, COALESCE(SUM(movement.quantity), 0) AS left
        FROM item LEFT JOIN movement ON movement.sku = item.sku
        GROUP BY item.sku HAVING left <= ? ORDER BY left, item.sku
        """,
        (settings["reorder_point"],),
    )
    return rows.fetchall()


def stock_value(connection: sqlite3.Connection) -> int:
    query = "SELECT COALESCE(SUM(quantity * price), 0) FROM movement JOIN item USING (sku)"
    return connection.execute(query).fetchone()[0]


def bars(values: Iterable[tuple[str, int]], width: int = 20) -> str:
    """A bar chart in text; the largest value fills the width."""
    rows = list(values)
    largest = max((value for _, value in rows), default=0)
    label = max((len(name) for name, _ in rows), default=0)
    return "\n".join(
        f"{name.ljust(label)} {'#' * (value * width // largest if largest else 0)} {value}"
        for name, value in rows
    )
