import pytest

from formula.errors import FormulaError
from formula.references import cells_of, column_letters, column_number, coordinates
from formula.syntax import Range


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("XFD", 16384)])
def test_columns_have_letters(letters, number):
    assert column_number(letters) == number
    assert column_letters(number) == letters


def test_letters_and_numbers_agree():
    assert all(column_number(column_letters(number)) == number for number in range(1, 20_000))


@pytest.mark.parametrize("cell", ["", "A", "1", "A0", "1A", "ABCD1", "a1"])
def test_refuses_what_is_no_cell(cell):
    with pytest.raises(FormulaError, match="is no cell"):
        coordinates(cell)


@pytest.mark.parametrize("corners", [("A1", "B2"), ("B2", "A1"), ("A2", "B1")])
def test_any_two_corners_name_a_range(corners):
    assert cells_of(Range(*corners)) == ["A1", "B1", "A2", "B2"]
