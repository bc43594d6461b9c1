import pytest

from warehouse.stock import OutOfStock

pytestmark = pytest.mark.database


def test_starts_empty(stock):
    assert stock.on_hand("B-10") == 0


def test_deliveries_add_up(stock):
    stock.receive("B-10", 5)
    stock.receive("B-10", 7)
    assert stock.on_hand("B-10") == 12
    assert stock.on_hand("N-10") == 0


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_delivery_has_something_in_it(stock, quantity):
    with pytest.raises(ValueError, match="has something in it"):
        stock.receive("B-10", quantity)


def test_reserved_pieces_are_on_hand_and_not_available(stock):
    stock.receive("B-10", 5)
    stock.reserve("B-10", 3, "1")
    assert (stock.on_hand("B-10"), stock.available("B-10")) == (5, 2)


def test_nobody_reserves_more_than_there_is(stock):
    stock.receive("B-10", 5)
    with pytest.raises(OutOfStock, match="B-10: 6 wanted, 5 available"):
        stock.reserve("B-10", 6, "1")
    assert stock.available("B-10") == 5


def test_a_count_corrects_the_books(stock):
    stock.receive("B-10", 5)
    assert stock.count("B-10", 3) == -2
    assert stock.count("B-10", 3) == 0
    assert stock.history("B-10") == [(5, "delivery"), (-2, "count")]
