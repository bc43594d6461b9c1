"""Cells and ranges: ``B3`` is column 2, row 3."""

from __future__ import annotations

import re

from formula.errors import FormulaError
from formula.syntax import Range

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def coordinates(cell: str) -> tuple[int, int]:
    match = _CELL.fullmatch(cell)
    if match is None:
        raise FormulaError(f"{cell} is no cell")
    return column_number(match[1]), int(match[2])


def cells_of(area: Range) -> list[str]:
    """The cells of a range by rows, whichever corners name it."""
    (left, top), (right, bottom) = coordinates(area.first), coordinates(area.last)
    columns = range(min(left, right), max(left, right) + 1)
    rows = range(min(top, bottom), max(top, bottom) + 1)
    return [f"{column_letters(column)}{row}" for row in rows for column in columns]
