import pytest

from warehouse.pricing import Rebate, line_price


@pytest.mark.parametrize(("quantity", "price"), [(1, 25), (9, 225), (10, 237), (99, 2351), (100, 2000)])
def test_the_best_rebate_that_is_reached_counts(rebates, quantity, price):
    assert line_price(25, quantity, rebates) == price


def test_no_rebates_no_change():
    assert line_price(25, 1_000) == 25_000


@pytest.mark.xfail(reason="99 bolts cost more than 100: nobody has decided what to do")
def test_more_never_costs_less(rebates):
    prices = [line_price(25, quantity, rebates) for quantity in range(1, 200)]
    assert prices == sorted(prices)


@pytest.mark.parametrize(
    "percent", [0, 50, 100, pytest.param(101, marks=pytest.mark.xfail(reason="not checked", strict=True))]
)
def test_prices_are_never_negative(percent):
    assert line_price(25, 10, [Rebate(1, percent)]) >= 0
