"""Errors that say where in the text something is wrong."""


class FormulaError(Exception):
    """Anything that is wrong with a formula."""


class SyntaxProblem(FormulaError):
    def __init__(self, text: str, position: int, message: str) -> None:
        super().__init__(f"{message}\n  {text}\n  {' ' * position}^")
        self.position = position
        self.message = message


class UnknownName(FormulaError):
    """A variable or function that is not defined."""


class CircularReference(FormulaError):
    """Cells that need each other."""
