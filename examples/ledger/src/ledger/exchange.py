"""Exchange rates by day, with triangulation over a base currency."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from decimal import Decimal

from ledger.money import MINOR_DIGITS, Money


class NoRate(LookupError):
    """No rate is known for a currency on or before a day."""


class ExchangeRates:
    def __init__(self, base: str = "EUR") -> None:
        self.base = base
        self._rates: dict[str, list[tuple[date, Decimal]]] = {}

    def add(self, day: date, currency: str, per_base: str) -> None:
        series = self._rates.setdefault(currency, [])
        series.append((day, Decimal(per_base)))
        series.sort()

    def rate(self, currency: str, day: date) -> Decimal:
        """Units of the currency for one unit of the base: the last known on or before the day."""
        if currency == self.base:
            return Decimal(1)
        series = self._rates.get(currency, [])
        position = bisect_right([known for known, _ in series], day)
        if position == 0:
            raise NoRate(f"{currency} on {day}")
        return series[position - 1][1]

    def convert(self, amount: Money, currency: str, day: date) -> Money:
        if amount.currency == currency:
            return amount
        major = Decimal(amount.minor).scaleb(-MINOR_DIGITS[amount.currency])
        target = major / self.rate(amount.currency, day) * self.rate(currency, day)
        return Money(1, currency).times(target.scaleb(MINOR_DIGITS[currency]))
