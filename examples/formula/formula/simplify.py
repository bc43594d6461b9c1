"""Simpler formulas of the same value."""

from __future__ import annotations

from formula.errors import FormulaError
from formula.evaluate import evaluate
from formula.syntax import Binary, Call, Negative, Node, Number

ZERO, ONE = Number(0), Number(1)


def simplify(node: Node) -> Node:
    """Folds constants and applies neutral elements until nothing changes."""
    if isinstance(node, Negative):
        return _negative(simplify(node.operand))
    if isinstance(node, Binary):
        return _binary(Binary(node.operator, simplify(node.left), simplify(node.right)))
    if isinstance(node, Call):
        return _folded(Call(node.function, tuple(simplify(argument) for argument in node.arguments)))
    return node


def _negative(operand: Node) -> Node:
    if isinstance(operand, Number):
        return Number(-operand.value)
    return operand.operand if isinstance(operand, Negative) else Negative(operand)


def _folded(node: Binary | Call) -> Node:
    parts = node.arguments if isinstance(node, Call) else (node.left, node.right)
    if not parts or not all(isinstance(part, Number) for part in parts):
        return node
    try:
        return Number(evaluate(node, {}))
    except FormulaError:
        return node


def _binary(node: Binary) -> Node:
    operator, left, right = node.operator, node.left, node.right
    if operator == "+" and ZERO in (left, right):
        return right if left == ZERO else left
    if operator == "-" and right == ZERO:
        return left
    if operator == "-" and left == ZERO:
        return _negative(right)
    if operator == "*" and ZERO in (left, right):
        return ZERO
    if operator == "*" and ONE in (left, right):
        return right if left == ONE else left
    if operator in "/^" and right == ONE:
        return left
    if operator == "^" and right == ZERO:
        return ONE
    return _folded(node)
