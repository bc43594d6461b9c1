"""``python -m ledger.cli STATEMENT``: what came in and went out, by month."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from typing import Sequence

from ledger.importer import BadStatement, read_statement
from ledger.money import Money


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="ledger")
    parser.add_argument("statement", help="CSV file with the columns date, text and amount")
    options = parser.parse_args(argv)
    try:
        with open(options.statement, encoding="utf-8", newline="") as file:
            lines = read_statement(file)
    except (OSError, BadStatement) as error:
        print(f"ledger: {error}", file=sys.stderr)
        return 1
    months: dict[str, Money] = defaultdict(lambda: Money(0))
    for line in lines:
        month = line.day.strftime("%Y-%m")
        months[month] = months[month] + line.amount
    for month, amount in sorted(months.items()):
        print(f"{month} {amount!s:>16}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
