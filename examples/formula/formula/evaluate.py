"""The value of a formula."""

from __future__ import annotations

import operator
from typing import Callable, Mapping

from formula.errors import FormulaError, UnknownName
from formula.functions import FUNCTIONS
from formula.references import cells_of
from formula.syntax import Binary, Call, Name, Negative, Node, Number, Range

Lookup = Callable[[str], float]

_OPERATORS: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def evaluate(node: Node, names: Mapping[str, float] | Lookup) -> float:
    lookup = names if callable(names) else _from_mapping(names)
    return _value(node, lookup)


def _from_mapping(names: Mapping[str, float]) -> Lookup:
    def lookup(name: str) -> float:
        try:
            return names[name]
        except KeyError:
            raise UnknownName(f"no variable {name}") from None

    return lookup


def _value(node: Node, lookup: Lookup) -> float:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return lookup(node.name)
    if isinstance(node, Negative):
        return -_value(node.operand, lookup)
    if isinstance(node, Binary):
        return _binary(node, lookup)
    if isinstance(node, Call):
        return _call(node, lookup)
    raise FormulaError(f"the range {node.first}:{node.last} is no single value")


def _binary(node: Binary, lookup: Lookup) -> float:
    left, right = _value(node.left, lookup), _value(node.right, lookup)
    try:
        result = _OPERATORS[node.operator](left, right)
    except ZeroDivisionError:
        raise FormulaError("division by zero") from None
    if isinstance(result, complex):
        raise FormulaError(f"{left:g} ^ {right:g} is no real number")
    return float(result)


def _call(node: Call, lookup: Lookup) -> float:
    function = FUNCTIONS.get(node.function)
    if function is None:
        raise UnknownName(f"no function {node.function}")
    values: list[float] = []
    for argument in node.arguments:
        if isinstance(argument, Range):
            values.extend(lookup(cell) for cell in cells_of(argument))
        else:
            values.append(_value(argument, lookup))
    try:
        return float(function(values))
    except (IndexError, TypeError, ValueError, ZeroDivisionError) as error:
        raise FormulaError(f"{node.function}: bad arguments ({error})") from error
