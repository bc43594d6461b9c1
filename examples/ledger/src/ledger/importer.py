"""Bank statements as CSV."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from typing import Iterable, TextIO

from ledger.money import Money


@dataclass(frozen=True)
class StatementLine:
    day: date
    text: str
    amount: Money


class BadStatement(ValueError):
    """A statement that cannot be read; names the line."""


def read_statement(file: TextIO, *, day_format: str = "%Y-%m-%d") -> list[StatementLine]:
    reader = csv.DictReader(file, delimiter=";")
    needed = {"date", "text", "amount"}
    if reader.fieldnames is None or not needed <= set(reader.fieldnames):
        raise BadStatement(f"line 1: expected the columns {', '.join(sorted(needed))}")
    lines = []
    for row in reader:
        try:
            day = datetime.strptime(row["date"], day_format).date()
            lines.append(StatementLine(day, " ".join(row["text"].split()), Money.parse(row["amount"])))
        except (ArithmeticError, ValueError) as error:
            raise BadStatement(f"line {reader.line_num}: {error}") from error
    return lines


def without_known(lines: Iterable[StatementLine], known: Iterable[StatementLine]) -> list[StatementLine]:
    """The lines that are new; a line that occurs twice is new as often as it is not known."""
    left = list(known)
    fresh = []
    for line in lines:
        if line in left:
            left.remove(line)
        else:
            fresh.append(line)
    return fresh
