"""How an asset loses its value over the years."""

from __future__ import annotations

from decimal import Decimal

from ledger.money import Money


def straight_line(cost: Money, years: int, residual: Money | None = None) -> list[Money]:
    """Equal parts; the odd cents fall into the first years."""
    if years < 1:
        raise ValueError("an asset lasts a year at least")
    return (cost - (residual or Money(0, cost.currency))).split([1] * years)


def declining_balance(cost: Money, years: int, rate: str) -> list[Money]:
    """A fixed fraction of what is left; the last year takes the rest."""
    left, parts = cost, []
    for year in range(years):
        part = left if year == years - 1 else left.times(Decimal(rate))
        parts.append(part)
        left = left - part
    return parts
