import pytest

from formula.errors import SyntaxProblem
from formula.parser import DEEPEST, parse


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("", "expected a value", 0),
        ("1 +", "expected a value", 3),
        ("(1 + 2", "expected ')'", 6),
        ("1 2", "unexpected '2'", 2),
        ("f(1 2)", "expected ','", 4),
        ("f(,)", "expected a value", 2),
        ("A1:", "expected the last cell of the range", 3),
        ("1 + )", "expected a value", 4),
    ],
)
def test_says_what_is_wrong_and_where(text, message, position):
    with pytest.raises(SyntaxProblem) as caught:
        parse(text)
    assert (caught.value.message, caught.value.position) == (message, position)


def test_deep_nesting_is_an_error_and_no_crash():
    with pytest.raises(SyntaxProblem, match="nested more than"):
        parse("(" * 5_000)
    assert parse("(" * (DEEPEST - 1) + "1" + ")" * (DEEPEST - 1))
