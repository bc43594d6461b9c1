"""Journals as JSON lines, one entry each."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

from ledger.accounts import ChartOfAccounts
from ledger.journal import Journal
from ledger.money import Money


def save(journal: Journal, path: Path) -> None:
    """Writes beside the target and renames, so that a reader never sees half a journal."""
    draft = path.with_suffix(path.suffix + ".new")
    with draft.open("w", encoding="utf-8") as file:
        for entry in journal:
            postings = [
                [posting.account.path, posting.amount.minor, posting.amount.currency]
                for posting in entry.postings
            ]
            record = {
                "day": entry.day.isoformat(),
                "text": entry.text,
                "reference": entry.reference,
                "postings": postings,
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    os.replace(draft, path)


def load(chart: ChartOfAccounts, path: Path) -> Journal:
    journal = Journal(chart)
    with path.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            postings = [(name, Money(minor, currency)) for name, minor, currency in record["postings"]]
            journal.post(
                date.fromisoformat(record["day"]),
                record["text"],
                *postings,
                reference=record["reference"],
            )
    return journal
