"""Repayment plans of loans."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ledger.money import Money


@dataclass(frozen=True)
class Instalment:
    number: int
    interest: Money
    repayment: Money
    left: Money

    @property
    def payment(self) -> Money:
        return self.interest + self.repayment


def annuity(principal: Money, yearly_rate: str, months: int) -> list[Instalment]:
    """Equal payments each month; the last one settles the cents."""
    rate = Decimal(yearly_rate) / 12
    factor = rate / (1 - (1 + rate) ** -months) if rate else Decimal(1) / months
    payment = principal.times(factor)
    left, plan = principal, []
    for number in range(1, months + 1):
        interest = left.times(rate)
        repayment = left if number == months else payment - interest
        left = left - repayment
        plan.append(Instalment(number, interest, repayment, left))
    return plan
