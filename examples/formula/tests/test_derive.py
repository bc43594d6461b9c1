import math

import pytest

from formula.derive import derivative
from formula.errors import FormulaError
from formula.evaluate import evaluate
from formula.parser import parse
from formula.printer import to_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", "0"),
        ("x", "1"),
        ("y", "0"),
        ("3 * x", "3"),
        ("x ^ 2", "2 * x"),
        ("x ^ 3 - x", "3 * x ^ 2 - 1"),
        ("sin(x)", "COS(x)"),
        ("ln(x)", "1 / x"),
    ],
)
def test_derivatives(text, expected):
    assert to_text(derivative(parse(text), "x")) == expected


@pytest.mark.parametrize("text", ["x*sin(x)", "exp(-x^2)", "sqrt(1+x^2)", "cos(x)/x", "ln(x^2+1)^3"])
@pytest.mark.parametrize("x", [0.5, 1.0, 2.5])
def test_agrees_with_the_difference_quotient(text, x):
    formula, step = parse(text), 1e-6
    quotient = (evaluate(formula, {"x": x + step}) - evaluate(formula, {"x": x - step})) / (2 * step)
    assert math.isclose(evaluate(derivative(formula, "x"), {"x": x}), quotient, rel_tol=1e-5)


@pytest.mark.parametrize("text", ["x < 1", "2 ^ x", "min(x, 1)", "abs(x)"])
def test_says_what_it_cannot_derive(text):
    with pytest.raises(FormulaError, match="no derivative of"):
        derivative(parse(text), "x")
