from datetime import date

import pytest

from ledger import Money
from ledger.exchange import ExchangeRates, NoRate


@pytest.fixture(scope="module")
def rates():
    rates = ExchangeRates()
    rates.add(date(2026, 2, 1), "USD", "1.20")
    rates.add(date(2026, 1, 1), "USD", "1.10")
    rates.add(date(2026, 1, 1), "JPY", "160")
    return rates


def test_takes_the_last_rate_before_the_day(rates):
    assert rates.convert(Money(10_000), "USD", date(2026, 1, 31)) == Money(11_000, "USD")
    assert rates.convert(Money(10_000), "USD", date(2026, 2, 1)) == Money(12_000, "USD")


def test_goes_over_the_base(rates):
    assert rates.convert(Money(1_100, "USD"), "JPY", date(2026, 1, 2)) == Money(1_600, "JPY")


def test_the_same_currency_needs_no_rate(rates):
    assert rates.convert(Money(5, "KWD"), "KWD", date(1999, 1, 1)) == Money(5, "KWD")


def test_says_which_rate_is_missing(rates):
    with pytest.raises(NoRate, match="USD on 2025-12-31"):
        rates.convert(Money(1), "USD", date(2025, 12, 31))


def test_there_and_back_is_within_a_cent(rates):
    for minor in range(0, 5_000, 7):
        there = rates.convert(Money(minor), "USD", date(2026, 2, 2))
        back = rates.convert(there, "EUR", date(2026, 2, 2))
        assert abs(back.minor - minor) <= 1
