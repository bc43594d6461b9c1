"""Value-added tax, net and gross."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Iterable

from ledger.money import Money

RATES = {"standard": Decimal("0.19"), "reduced": Decimal("0.07"), "zero": Decimal("0")}


@dataclass(frozen=True)
class TaxedAmount:
    net: Money
    tax: Money

    @property
    def gross(self) -> Money:
        return self.net + self.tax


def add_tax(net: Money, rate: str) -> TaxedAmount:
    return TaxedAmount(net, net.times(RATES[rate]))


def extract_tax(gross: Money, rate: str) -> TaxedAmount:
    net = gross.times(1 / (1 + RATES[rate]))
    return TaxedAmount(net, gross - net)


def tax_return(sales: Iterable[TaxedAmount], purchases: Iterable[TaxedAmount]) -> Money:
    """What is owed; negative when the office pays back."""
    collected = sum((sale.tax.minor for sale in sales), 0)
    paid = sum((purchase.tax.minor for purchase in purchases), 0)
    return Money(collected - paid)
