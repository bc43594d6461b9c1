import pytest

from formula.parser import parse
from formula.printer import to_text


@pytest.mark.parametrize(
    "text",
    [
        "1 + 2 * 3",
        "(1 + 2) * 3",
        "1 - (2 - 3)",
        "2 ^ 3 ^ 2",
        "(2 ^ 3) ^ 2",
        "-x ^ 2",
        "(-x) ^ 2",
        "SUM(A1:B2, x / (y * z))",
        "a < b = (c < d)",
        "0.5 * 12",
    ],
)
def test_prints_what_it_read(text):
    assert to_text(parse(text)) == text


@pytest.mark.parametrize(("text", "shorter"), [("((1))+(2*3)", "1 + 2 * 3"), ("(2^(3^2))", "2 ^ 3 ^ 2")])
def test_drops_needless_parentheses(text, shorter):
    assert to_text(parse(text)) == shorter
