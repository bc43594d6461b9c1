import pytest

from formula.parser import parse
from formula.syntax import Binary, Call, Name, Negative, Number, Range


def test_multiplication_binds_tighter():
    assert parse("1+2*3") == Binary("+", Number(1), Binary("*", Number(2), Number(3)))


def test_subtraction_groups_to_the_left():
    assert parse("1-2-3") == Binary("-", Binary("-", Number(1), Number(2)), Number(3))


def test_powers_group_to_the_right():
    assert parse("2^3^2") == Binary("^", Number(2), Binary("^", Number(3), Number(2)))


def test_a_minus_binds_looser_than_a_power():
    assert parse("-x^2") == Negative(Binary("^", Name("x"), Number(2)))
    assert parse("2^-x") == Binary("^", Number(2), Negative(Name("x")))


def test_comparisons_come_last():
    assert parse("a+1<b") == Binary("<", Binary("+", Name("a"), Number(1)), Name("b"))


def test_calls_and_ranges():
    assert parse("sum(a1:b2, 3)") == Call("SUM", (Range("A1", "B2"), Number(3)))


@pytest.mark.parametrize("count", range(4))
def test_calls_take_any_number_of_arguments(count):
    call = parse(f"f({','.join('x' * count)})")
    assert call == Call("F", (Name("x"),) * count)
