"""The journal: dated entries, each of which balances."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Iterator

from ledger.accounts import Account, ChartOfAccounts
from ledger.money import Money


class UnbalancedEntry(ValueError):
    """The postings of an entry do not add up to nothing."""


@dataclass(frozen=True)
class Posting:
    """Money that goes to an account (debit) or, when negative, comes from it (credit)."""

    account: Account
    amount: Money


@dataclass(frozen=True)
class Entry:
    day: date
    text: str
    postings: tuple[Posting, ...]
    reference: str = ""

    def __post_init__(self) -> None:
        sums: dict[str, int] = defaultdict(int)
        for posting in self.postings:
            sums[posting.amount.currency] += posting.amount.minor
        off = {currency: minor for currency, minor in sums.items() if minor}
        if off or len(self.postings) < 2:
            raise UnbalancedEntry(f"{self.text}: off by {off}" if off else f"{self.text}: one posting")


class Journal:
    def __init__(self, chart: ChartOfAccounts) -> None:
        self.chart = chart
        self._entries: list[Entry] = []
        self._closed_until: date | None = None

    def post(self, day: date, text: str, *postings: tuple[str, Money], reference: str = "") -> Entry:
        if self._closed_until is not None and day <= self._closed_until:
            raise ValueError(f"the books are closed until {self._closed_until}")
        entry = Entry(
            day, text, tuple(Posting(self.chart[path], amount) for path, amount in postings), reference
        )
        self._entries.append(entry)
        return entry

    def transfer(self, day: date, text: str, source: str, target: str, amount: Money) -> Entry:
        return self.post(day, text, (target, amount), (source, -amount))

    def reverse(self, entry: Entry, day: date) -> Entry:
        back = ((posting.account.path, -posting.amount) for posting in entry.postings)
        return self.post(day, f"reversal: {entry.text}", *back, reference=entry.reference)

    def close(self, until: date) -> None:
        self._closed_until = until

    def __iter__(self) -> Iterator[Entry]:
        return iter(sorted(self._entries, key=lambda entry: entry.day))

    def __len__(self) -> int:
        return len(self._entries)

    def between(self, first: date, last: date) -> list[Entry]:
        return [entry for entry in self if first <= entry.day <= last]
