"""What is on the shelves: movements, reservations and what is left."""

from __future__ import annotations

import sqlite3

from warehouse.database import transaction


class OutOfStock(Exception):
    def __init__(self, sku: str, wanted: int, available: int) -> None:
        super().__init__(f"{sku}: {wanted} wanted, {available} available")
        self.sku = sku
        self.available = available


class Stock:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _sum(self, table: str, sku: str) -> int:
        query = f"SELECT COALESCE(SUM(quantity), 0) FROM {table} WHERE sku = ?"
        return self._connection.execute(query, (sku,)).fetchone()[0]

    def on_hand(self, sku: str) -> int:
        return self._sum("movement", sku)

    def available(self, sku: str) -> int:
        return self.on_hand(sku) - self._sum("reservation", sku)

    def receive(self, sku: str, quantity: int, reason: str = "delivery") -> None:
        if quantity <= 0:
            raise ValueError(f"a delivery has something in it: {quantity}")
        self._move(sku, quantity, reason)

    def reserve(self, sku: str, quantity: int, order_number: str) -> None:
        with transaction(self._connection):
            available = self.available(sku)
            if quantity > available:
                raise OutOfStock(sku, quantity, available)
            self._connection.execute(
                "INSERT INTO reservation (sku, quantity, order_number) VALUES (?, ?, ?)",
                (sku, quantity, order_number),
            )

    def ship(self, order_number: str) -> int:
        """Moves all that an order reserved out of the house; returns how many pieces."""
        with transaction(self._connection):
            rows = self._connection.execute(
                "SELECT sku, quantity FROM reservation WHERE order_number = ?", (order_number,)
            ).fetchall()
            for sku, quantity in rows:
                self._move(sku, -quantity, f"order {order_number}")
            self.release(order_number)
        return sum(quantity for _, quantity in rows)

    def release(self, order_number: str) -> None:
        self._connection.execute("DELETE FROM reservation WHERE order_number = ?", (order_number,))

    def count(self, sku: str, found: int) -> int:
        """Corrects the books after a count; returns the difference."""
        difference = found - self.on_hand(sku)
        if difference:
            self._move(sku, difference, "count")
        return difference

    def history(self, sku: str) -> list[tuple[int, str]]:
        rows = self._connection.execute(
            "SELECT quantity, reason FROM movement WHERE sku = ? ORDER BY id", (sku,)
        )
        return rows.fetchall()

    def _move(self, sku: str, quantity: int, reason: str) -> None:
        self._connection.execute(
            "INSERT INTO movement (sku, quantity, reason) VALUES (?, ?, ?)", (sku, quantity, reason)
        )
