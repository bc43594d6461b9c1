import io

import pytest

from formula.errors import SyntaxProblem
from formula.table import load, render

PRICES = "10,2,=A1*B1\n4,5,=A2*B2\n,,=SUM(C1:C2)\n"


def test_loads_values_and_formulas():
    assert load(io.StringIO(PRICES)).get("C3") == 40


def test_commas_in_formulas_are_quoted():
    assert load(io.StringIO('1,2,"=MAX(A1,B1)"\n')).get("C1") == 2


def test_renders_aligned():
    assert render(load(io.StringIO(PRICES)), 3, 3).splitlines() == [
        "    A  B   C",
        "1  10  2  20",
        "2   4  5  20",
        "3   0  0  40",
    ]


def test_an_error_stops_the_load():
    with pytest.raises(SyntaxProblem):
        load(io.StringIO("1,=2+\n"))
