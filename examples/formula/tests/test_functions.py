import statistics

import pytest

from formula.errors import FormulaError
from formula.evaluate import evaluate
from formula.parser import parse


def value(text):
    return evaluate(parse(text), {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(1,2,3)", 6),
        ("sum()", 0),
        ("min(3,1,2)", 1),
        ("max(3,1,2)", 3),
        ("count(5,5)", 2),
        ("average(1,2)", 1.5),
        ("median(9,1,5)", 5),
        ("median(1,2,3,10)", 2.5),
        ("abs(-3)", 3),
        ("if(1<2,10,20)", 10),
        ("if(1>2,10,20)", 20),
    ],
)
def test_values(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("round(2.5)", 3), ("round(-2.5)", -3), ("round(1.25,1)", 1.3), ("round(1234,-2)", 1200)],
)
def test_rounds_as_people_do(text, expected):
    assert value(text) == expected


def test_deviation_agrees_with_the_standard_library():
    assert value("stdev(2,4,4,4,5,5,7,9)") == pytest.approx(statistics.stdev([2, 4, 4, 4, 5, 5, 7, 9]))


@pytest.mark.parametrize("text", ["average()", "min()", "median()", "stdev(1)", "sqrt(-1)", "ln(0)", "abs()"])
def test_bad_arguments_name_the_function(text):
    with pytest.raises(FormulaError, match=f"^{text.split('(')[0].upper()}: bad arguments"):
        value(text)
