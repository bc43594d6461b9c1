import pytest

from formula.parser import parse
from formula.printer import to_text
from formula.simplify import simplify


@pytest.mark.parametrize(
    ("text", "simpler"),
    [
        ("x + 0", "x"),
        ("0 + x", "x"),
        ("x - 0", "x"),
        ("0 - x", "-x"),
        ("x * 1", "x"),
        ("0 * f(x)", "0"),
        ("x / 1", "x"),
        ("x ^ 0", "1"),
        ("--x", "x"),
        ("2 * 3 + x", "6 + x"),
        ("sum(1, 2) * x", "3 * x"),
        ("(x + 0) * (1 + 0)", "x"),
    ],
)
def test_simplifies(text, simpler):
    assert to_text(simplify(parse(text))) == simpler


@pytest.mark.parametrize("text", ["1 / 0", "SQRT(-4)", "F(1)"])
def test_leaves_errors_for_evaluation(text):
    assert to_text(simplify(parse(text))) == text
