"""Which bank line belongs to which journal entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Iterable

from ledger.importer import StatementLine
from ledger.journal import Entry, Journal


@dataclass
class Reconciliation:
    matched: list[tuple[StatementLine, Entry]] = field(default_factory=list)
    only_bank: list[StatementLine] = field(default_factory=list)
    only_books: list[Entry] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return not self.only_bank and not self.only_books


def reconcile(
    journal: Journal, bank: str, lines: Iterable[StatementLine], tolerance: timedelta = timedelta(days=3)
) -> Reconciliation:
    """Matches by amount and nearest day; each entry is used once."""
    result = Reconciliation()
    open_entries = [
        (entry, posting.amount)
        for entry in journal
        for posting in entry.postings
        if posting.account.path == bank
    ]
    for line in sorted(lines, key=lambda line: line.day):
        near = [
            (abs(entry.day - line.day), index)
            for index, (entry, amount) in enumerate(open_entries)
            if amount == line.amount and abs(entry.day - line.day) <= tolerance
        ]
        if near:
            entry, _ = open_entries.pop(min(near)[1])
            result.matched.append((line, entry))
        else:
            result.only_bank.append(line)
    result.only_books = [entry for entry, _ in open_entries]
    return result
