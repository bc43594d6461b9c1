"""Income statement and balance sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.accounts import AccountKind
from ledger.journal import Journal
from ledger.money import Money


@dataclass(frozen=True)
class IncomeStatement:
    income: Money
    expenses: Money

    @property
    def result(self) -> Money:
        return self.income - self.expenses


@dataclass(frozen=True)
class BalanceSheet:
    assets: Money
    liabilities: Money
    equity: Money

    @property
    def balances(self) -> bool:
        return self.assets == self.liabilities + self.equity


def _total(journal: Journal, kind: AccountKind, first: date, last: date) -> Money:
    total = Money(0)
    for entry in journal.between(first, last):
        for posting in entry.postings:
            if posting.account.kind is kind:
                total = total + posting.amount
    return total if kind.grows_on_debit else -total


def income_statement(journal: Journal, first: date, last: date) -> IncomeStatement:
    return IncomeStatement(
        _total(journal, AccountKind.INCOME, first, last),
        _total(journal, AccountKind.EXPENSE, first, last),
    )


def balance_sheet(journal: Journal, day: date) -> BalanceSheet:
    """Equity includes the result up to the day, as if the books were closed then."""
    result = income_statement(journal, date.min, day).result
    return BalanceSheet(
        _total(journal, AccountKind.ASSET, date.min, day),
        _total(journal, AccountKind.LIABILITY, date.min, day),
        _total(journal, AccountKind.EQUITY, date.min, day) + result,
    )
