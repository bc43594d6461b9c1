import pytest

from warehouse.orders import State, WrongState
from warehouse.stock import OutOfStock


def test_reserves_all_lines(desk, order, stock):
    desk.reserve(order)
    assert order.state is State.RESERVED
    assert (stock.available("B-10"), stock.available("N-10")) == (6, 2)


def test_reserves_all_or_nothing(desk, order, stock):
    order.add("N-10", 3)
    with pytest.raises(OutOfStock, match="N-10: 11 wanted"):
        desk.reserve(order)
    assert order.state is State.OPEN
    assert (stock.available("B-10"), stock.available("N-10")) == (10, 10)


def test_ships_what_was_reserved(desk, order, stock):
    desk.reserve(order)
    assert desk.ship(order) == 12
    assert (stock.on_hand("B-10"), stock.available("B-10")) == (6, 6)
    assert stock.history("B-10")[-1] == (-4, "order 2026-1")


def test_a_cancelled_order_gives_back(desk, order, stock):
    desk.reserve(order)
    desk.cancel(order)
    assert stock.available("N-10") == 10


def test_ships_once(desk, order):
    desk.reserve(order)
    desk.ship(order)
    with pytest.raises(WrongState):
        desk.ship(order)
