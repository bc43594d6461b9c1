from decimal import Decimal, InvalidOperation

import pytest

from ledger import CurrencyMismatch, Money


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("12.34", "EUR", 1234), ("-0.05", "USD", -5), ("1,000", "JPY", 1000), ("1.234", "KWD", 1234)],
)
def test_parses_major_units(text, currency, minor):
    assert Money.parse(text, currency) == Money(minor, currency)


def test_refuses_more_decimals_than_the_currency_has():
    with pytest.raises(ValueError, match="more than 2 decimals"):
        Money.parse("0.001")


def test_refuses_words():
    with pytest.raises(InvalidOperation):
        Money.parse("ten")


def test_refuses_unknown_currencies():
    with pytest.raises(ValueError, match="unknown currency: XXX"):
        Money(1, "XXX")


def test_adds_and_subtracts():
    assert Money(250) + Money(50) - Money(300) == Money(0)


def test_does_not_mix_currencies():
    with pytest.raises(CurrencyMismatch, match="EUR and USD"):
        Money(1) + Money(1, "USD")
    with pytest.raises(CurrencyMismatch):
        assert Money(1) < Money(1, "USD")


@pytest.mark.parametrize(("minor", "expected"), [(5, 2), (15, 8), (25, 12), (35, 18)])
def test_rounds_half_to_even(minor, expected):
    assert Money(minor).times(Decimal("0.5")) == Money(expected)


def test_prints_with_thousands():
    assert str(Money(123_456_789)) == "1,234,567.89 EUR"
    assert str(Money(-5)) == "-0.05 EUR"
    assert str(Money(1234, "JPY")) == "1,234 JPY"
