"""The items that the warehouse knows."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


class UnknownItem(LookupError):
    """No item has this SKU."""


@dataclass(frozen=True)
class Item:
    sku: str
    name: str
    price: int


class Catalog:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, item: Item) -> None:
        try:
            self._connection.execute("INSERT INTO item VALUES (?, ?, ?)", (item.sku, item.name, item.price))
        except sqlite3.IntegrityError as error:
            raise ValueError(f"{item.sku} cannot be added: {error}") from error

    def find(self, sku: str) -> Item:
        row = self._connection.execute("SELECT sku, name, price FROM item WHERE sku = ?", (sku,)).fetchone()
        if row is None:
            raise UnknownItem(sku)
        return Item(*row)

    def search(self, text: str) -> list[Item]:
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        rows = self._connection.execute(
            "SELECT sku, name, price FROM item WHERE name LIKE ? ESCAPE '\\' ORDER BY sku", (f"%{escaped}%",)
        )
        return [Item(*row) for row in rows]
