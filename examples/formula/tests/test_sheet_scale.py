"""Sheets of some size: the slowest tests of this project."""

from formula.references import column_letters
from formula.sheet import Sheet


def test_a_long_chain_of_sums():
    sheet = Sheet()
    sheet.set("A1", "1")
    for row in range(2, 150):
        sheet.set(f"A{row}", f"A{row - 1} + 1")
    assert sheet.get("A149") == 149


def test_pascals_triangle():
    sheet, size = Sheet(), 14
    for index in range(1, size + 1):
        sheet.set(f"A{index}", "1")
        sheet.set(f"{column_letters(index)}1", "1")
    for row in range(2, size + 1):
        for column in range(2, size + 1):
            left, above = column_letters(column - 1), column_letters(column)
            sheet.set(f"{above}{row}", f"{left}{row} + {above}{row - 1}")
    assert sheet.get(f"{column_letters(size)}{size}") == 10_400_600
