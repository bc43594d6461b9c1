"""Balances of accounts, and the trial balance."""

from __future__ import annotations

from datetime import date

from ledger.journal import Journal
from ledger.money import Money


def balance(journal: Journal, path: str, until: date | None = None, currency: str = "EUR") -> Money:
    """Balance of an account and all below it, positive on the side where its kind grows."""
    account = journal.chart[path]
    total = Money(0, currency)
    for entry in journal:
        if until is not None and entry.day > until:
            break
        for posting in entry.postings:
            if posting.account.is_below(path) and posting.amount.currency == currency:
                total = total + posting.amount
    return total if account.kind.grows_on_debit else -total


def trial_balance(journal: Journal, currency: str = "EUR") -> list[tuple[str, Money, Money]]:
    """Path, debit and credit of each account that moved."""
    rows = []
    for account in journal.chart:
        debit = credit = Money(0, currency)
        for entry in journal:
            for posting in entry.postings:
                if posting.account != account or posting.amount.currency != currency:
                    continue
                if posting.amount.minor > 0:
                    debit = debit + posting.amount
                else:
                    credit = credit - posting.amount
        if debit or credit:
            rows.append((account.path, debit, credit))
    return rows
