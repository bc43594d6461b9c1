"""Monthly budgets of expense accounts."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ledger.journal import Journal
from ledger.money import Money


@dataclass(frozen=True)
class BudgetLine:
    path: str
    planned: Money
    spent: Money

    @property
    def left(self) -> Money:
        return self.planned - self.spent

    @property
    def exceeded(self) -> bool:
        return self.left < Money(0, self.left.currency)


class Budget:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._planned: dict[str, Money] = {}

    def plan(self, path: str, monthly: Money) -> None:
        for other in self._planned:
            if self._journal.chart[other].is_below(path) or self._journal.chart[path].is_below(other):
                raise ValueError(f"{path} overlaps with {other}")
        self._planned[path] = monthly

    def month(self, year: int, month: int) -> list[BudgetLine]:
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        lines = []
        for path, planned in sorted(self._planned.items()):
            spent = Money(0, planned.currency)
            for entry in self._journal.between(first, last):
                for posting in entry.postings:
                    if posting.account.is_below(path):
                        spent = spent + posting.amount
            lines.append(BudgetLine(path, planned, spent))
        return lines
