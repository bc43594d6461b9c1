"""Random formulas: printing and parsing again changes nothing."""

import random

import pytest

from formula.parser import parse
from formula.printer import to_text
from formula.syntax import Binary, Call, Name, Negative, Number


def random_formula(chance, depth):
    kind = chance.randrange(6) if depth else chance.randrange(2)
    if kind == 0:
        return Number(float(chance.randrange(100)))
    if kind == 1:
        return Name(chance.choice("xyz"))
    if kind == 2:
        return Negative(random_formula(chance, depth - 1))
    if kind == 3:
        count = chance.randrange(4)
        return Call("F", tuple(random_formula(chance, depth - 1) for _ in range(count)))
    operator = chance.choice(["+", "-", "*", "/", "^", "<", "="])
    return Binary(operator, random_formula(chance, depth - 1), random_formula(chance, depth - 1))


@pytest.mark.parametrize("seed", range(10))
def test_parsing_undoes_printing(seed):
    chance = random.Random(seed)
    for _ in range(100):
        formula = random_formula(chance, 5)
        assert parse(to_text(formula)) == formula
