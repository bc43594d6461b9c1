"""Derivatives."""

from __future__ import annotations

from formula.errors import FormulaError
from formula.simplify import simplify
from formula.syntax import Binary, Call, Name, Negative, Node, Number


def derivative(node: Node, name: str) -> Node:
    """The simplified derivative of a formula by one of its variables."""
    return simplify(_derive(node, name))


def _derive(node: Node, name: str) -> Node:
    if isinstance(node, Number):
        return Number(0)
    if isinstance(node, Name):
        return Number(1 if node.name == name else 0)
    if isinstance(node, Negative):
        return Negative(_derive(node.operand, name))
    if isinstance(node, Binary):
        return _binary(node, name)
    if isinstance(node, Call):
        return _call(node, name)
    raise FormulaError("a range has no derivative")


def _binary(node: Binary, name: str) -> Node:
    u, v = node.left, node.right
    if node.operator in "+-":
        return Binary(node.operator, _derive(u, name), _derive(v, name))
    if node.operator == "*":
        return Binary("+", Binary("*", _derive(u, name), v), Binary("*", u, _derive(v, name)))
    if node.operator == "/":
        top = Binary("-", Binary("*", _derive(u, name), v), Binary("*", u, _derive(v, name)))
        return Binary("/", top, Binary("^", v, Number(2)))
    if node.operator == "^" and isinstance(v, Number):
        outer = Binary("*", v, Binary("^", u, Number(v.value - 1)))
        return Binary("*", outer, _derive(u, name))
    raise FormulaError(f"no derivative of {node.operator}")


def _call(node: Call, name: str) -> Node:
    if len(node.arguments) != 1:
        raise FormulaError(f"no derivative of {node.function}")
    (inner,) = node.arguments
    outer = {
        "SIN": Call("COS", (inner,)),
        "COS": Negative(Call("SIN", (inner,))),
        "EXP": Call("EXP", (inner,)),
        "LN": Binary("/", Number(1), inner),
        "SQRT": Binary("/", Number(0.5), Call("SQRT", (inner,))),
    }.get(node.function)
    if outer is None:
        raise FormulaError(f"no derivative of {node.function}")
    return Binary("*", outer, _derive(inner, name))
