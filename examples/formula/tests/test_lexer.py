import pytest

from formula.errors import SyntaxProblem
from formula.lexer import tokens


def texts(formula):
    return [token.text for token in tokens(formula)][:-1]


def test_splits_a_formula():
    assert texts("SUM(A1:B2, 3.5)*x") == ["SUM", "(", "A1", ":", "B2", ",", "3.5", ")", "*", "x"]


@pytest.mark.parametrize("number", ["0", "12", "1.", ".5", "1.25", "2e10", "2.5E-3"])
def test_reads_numbers(number):
    assert [token.kind for token in tokens(number)] == ["number", "end"]


def test_takes_the_longest_operator():
    assert texts("a<=b<>c>=d") == ["a", "<=", "b", "<>", "c", ">=", "d"]


def test_remembers_positions():
    assert [token.position for token in tokens(" a  + b")] == [1, 4, 6, 7]


def test_points_at_what_it_does_not_know():
    with pytest.raises(SyntaxProblem) as caught:
        list(tokens("1 + $2"))
    assert caught.value.position == 4
    assert str(caught.value).endswith("  1 + $2\n      ^")
