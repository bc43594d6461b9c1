"""A syntax tree back to text, with no more parentheses than it needs."""

from __future__ import annotations

from formula.parser import BINARY, NEGATION
from formula.syntax import Binary, Call, Name, Negative, Node, Number


def to_text(node: Node) -> str:
    return _print(node, 0)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _print(node: Node, power: int) -> str:
    if isinstance(node, Number):
        return f"({_number(node.value)})" if node.value < 0 and power else _number(node.value)
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Call):
        return f"{node.function}({', '.join(_print(argument, 0) for argument in node.arguments)})"
    if isinstance(node, Negative):
        text = f"-{_print(node.operand, NEGATION)}"
        return f"({text})" if power > NEGATION else text
    if isinstance(node, Binary):
        strength, to_the_right = BINARY[node.operator]
        left = _print(node.left, strength + 1 if to_the_right else strength)
        right = _print(node.right, strength if to_the_right else strength + 1)
        text = f"{left} {node.operator} {right}"
        return f"({text})" if power > strength else text
    return f"{node.first}:{node.last}"
