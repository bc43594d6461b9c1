"""A sheet as text."""

from __future__ import annotations

import csv
from typing import TextIO

from formula.references import column_letters
from formula.sheet import Sheet


def load(file: TextIO) -> Sheet:
    """Each cell of the CSV is a number or a formula; empty ones are left out."""
    sheet = Sheet()
    for row, line in enumerate(csv.reader(file), start=1):
        for column, text in enumerate(line, start=1):
            if text.strip():
                sheet.set(f"{column_letters(column)}{row}", text.strip())
    return sheet


def render(sheet: Sheet, columns: int, rows: int) -> str:
    """The values under their letters, aligned to the right."""
    names = [column_letters(number) for number in range(1, columns + 1)]
    lines = [["", *names]]
    for row in range(1, rows + 1):
        lines.append([str(row), *(f"{sheet.get(f'{name}{row}'):g}" for name in names)])
    widths = [max(len(line[index]) for line in lines) for index in range(columns + 1)]
    return "\n".join("  ".join(text.rjust(width) for text, width in zip(line, widths)) for line in lines)
