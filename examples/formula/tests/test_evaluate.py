import pytest

from formula.errors import FormulaError, UnknownName
from formula.evaluate import evaluate
from formula.parser import parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1+2*3", 7),
        ("(1+2)*3", 9),
        ("2^3^2", 512),
        ("-2^2", -4),
        ("10/4", 2.5),
        ("1<2", 1),
        ("2<>2", 0),
        ("x*x-y", 8),
    ],
)
def test_values(text, value):
    assert evaluate(parse(text), {"x": 3, "y": 1}) == value


def test_names_the_variable_that_is_missing():
    with pytest.raises(UnknownName, match="no variable z"):
        evaluate(parse("x+z"), {"x": 1})


def test_names_the_function_that_is_missing():
    with pytest.raises(UnknownName, match="no function VLOOKUP"):
        evaluate(parse("vlookup(1)"), {})


@pytest.mark.parametrize("text", ["1/0", "1/(2-2)"])
def test_division_by_zero_is_an_error_of_the_formula(text):
    with pytest.raises(FormulaError, match="division by zero"):
        evaluate(parse(text), {})


def test_roots_of_negative_numbers_are_errors():
    with pytest.raises(FormulaError, match="no real number"):
        evaluate(parse("(-1)^0.5"), {})


def test_a_range_is_no_value():
    with pytest.raises(FormulaError, match="A1:A3 is no single value"):
        evaluate(parse("A1:A3 + 1"), {})
