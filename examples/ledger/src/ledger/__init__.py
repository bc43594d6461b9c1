"""Double-entry bookkeeping for small clubs and shops."""

from ledger.accounts import Account, AccountKind, ChartOfAccounts
from ledger.journal import Entry, Journal, UnbalancedEntry
from ledger.money import CurrencyMismatch, Money

__all__ = [
    "Account",
    "AccountKind",
    "ChartOfAccounts",
    "CurrencyMismatch",
    "Entry",
    "Journal",
    "Money",
    "UnbalancedEntry",
]
