"""Cells that recompute when those that they refer to change."""

from __future__ import annotations

from formula.errors import CircularReference
from formula.evaluate import evaluate
from formula.parser import parse
from formula.references import cells_of, coordinates
from formula.syntax import Binary, Call, Name, Negative, Node, Number, Range


def references(node: Node) -> set[str]:
    """The cells that a formula reads."""
    if isinstance(node, Name):
        return {node.name.upper()}
    if isinstance(node, Range):
        return set(cells_of(node))
    if isinstance(node, Negative):
        return references(node.operand)
    if isinstance(node, Binary):
        return references(node.left) | references(node.right)
    if isinstance(node, Call):
        return set().union(*(references(argument) for argument in node.arguments))
    return set()


class Sheet:
    def __init__(self) -> None:
        self._formulas: dict[str, Node] = {}
        self._values: dict[str, float] = {}
        self.computed = 0

    def set(self, cell: str, text: str) -> None:
        cell = cell.upper()
        coordinates(cell)
        formula = parse(text.lstrip("="))
        self._refuse_circles(cell, formula)
        self._formulas[cell] = formula
        self._forget(cell)

    def get(self, cell: str) -> float:
        """The value of a cell; an empty one is 0."""
        cell = cell.upper()
        if cell not in self._values:
            self._values[cell] = evaluate(self._formulas.get(cell, Number(0)), self.get)
            self.computed += 1
        return self._values[cell]

    def _refuse_circles(self, cell: str, formula: Node) -> None:
        seen: set[str] = set()
        waiting = references(formula)
        while waiting:
            other = waiting.pop()
            if other == cell:
                raise CircularReference(f"{cell} would need itself")
            if other not in seen:
                seen.add(other)
                waiting |= references(self._formulas.get(other, Number(0)))

    def _forget(self, cell: str) -> None:
        stale = [cell]
        while stale:
            gone = stale.pop()
            self._values.pop(gone, None)
            stale += [
                other
                for other, formula in self._formulas.items()
                if other in self._values and gone in references(formula)
            ]
