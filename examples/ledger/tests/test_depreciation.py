import pytest

from ledger import Money
from ledger.depreciation import declining_balance, straight_line


def total(parts):
    return Money(sum(part.minor for part in parts))


@pytest.mark.parametrize("years", [1, 3, 7, 10, 33])
def test_nothing_of_the_cost_is_lost(years):
    cost = Money(99_999)
    assert total(straight_line(cost, years)) == cost
    assert total(declining_balance(cost, years, "0.25")) == cost


def test_the_residual_value_stays():
    assert straight_line(Money(1_000), 3, residual=Money(100)) == [Money(300)] * 3


def test_declining_parts_get_smaller():
    parts = declining_balance(Money(100_000), 5, "0.5")
    assert [part.minor for part in parts] == [50_000, 25_000, 12_500, 6_250, 6_250]


def test_an_asset_lasts_a_year_at_least():
    with pytest.raises(ValueError, match="a year at least"):
        straight_line(Money(1), 0)
