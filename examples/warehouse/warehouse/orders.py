"""Orders and their states."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from warehouse.stock import OutOfStock, Stock


class State(Enum):
    OPEN = "open"
    RESERVED = "reserved"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


_NEXT = {
    State.OPEN: {State.RESERVED, State.CANCELLED},
    State.RESERVED: {State.SHIPPED, State.CANCELLED},
    State.SHIPPED: set(),
    State.CANCELLED: set(),
}


class WrongState(Exception):
    """An order cannot go from its state to the one asked for."""


@dataclass
class Order:
    number: str
    lines: dict[str, int] = field(default_factory=dict)
    state: State = State.OPEN

    def add(self, sku: str, quantity: int) -> None:
        if self.state is not State.OPEN:
            raise WrongState(f"{self.number} is {self.state.value}")
        if quantity <= 0:
            raise ValueError("an order line has a positive quantity")
        self.lines[sku] = self.lines.get(sku, 0) + quantity

    def go(self, state: State) -> None:
        if state not in _NEXT[self.state]:
            raise WrongState(f"{self.number} is {self.state.value} and cannot be {state.value}")
        self.state = state


class OrderDesk:
    def __init__(self, stock: Stock) -> None:
        self._stock = stock

    def reserve(self, order: Order) -> None:
        """All lines or none."""
        order.go(State.RESERVED)
        try:
            for sku, quantity in sorted(order.lines.items()):
                self._stock.reserve(sku, quantity, order.number)
        except OutOfStock:
            self._stock.release(order.number)
            order.state = State.OPEN
            raise

    def ship(self, order: Order) -> int:
        order.go(State.SHIPPED)
        return self._stock.ship(order.number)

    def cancel(self, order: Order) -> None:
        order.go(State.CANCELLED)
        self._stock.release(order.number)
