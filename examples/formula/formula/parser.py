"""Tokens to a syntax tree, by precedence climbing."""

from __future__ import annotations

from formula.errors import SyntaxProblem
from formula.lexer import Token, tokens
from formula.syntax import Binary, Call, Name, Negative, Node, Number, Range

# Binding power, and whether the operator groups to the right.
BINARY = {
    "=": (1, False),
    "<>": (1, False),
    "<": (1, False),
    ">": (1, False),
    "<=": (1, False),
    ">=": (1, False),
    "+": (2, False),
    "-": (2, False),
    "*": (3, False),
    "/": (3, False),
    "^": (5, True),
}
NEGATION = 4
DEEPEST = 200


def parse(text: str) -> Node:
    return _Parser(text).formula()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(tokens(text))
        self._next = 0
        self._depth = 0

    def formula(self) -> Node:
        node = self._expression(0)
        if self._peek().kind != "end":
            raise self._problem(f"unexpected {self._peek().text!r}")
        return node

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._peek()
        self._next += 1
        return token

    def _expect(self, text: str) -> None:
        if self._peek().text != text:
            raise self._problem(f"expected {text!r}")
        self._take()

    def _problem(self, message: str) -> SyntaxProblem:
        return SyntaxProblem(self._text, self._peek().position, message)

    def _expression(self, power: int) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._problem(f"nested more than {DEEPEST} deep")
        left = self._operand()
        while self._peek().text in BINARY and self._peek().kind == "operator":
            strength, to_the_right = BINARY[self._peek().text]
            if strength < power:
                break
            operator = self._take().text
            left = Binary(operator, left, self._expression(strength if to_the_right else strength + 1))
        self._depth -= 1
        return left

    def _operand(self) -> Node:
        token = self._peek()
        if token.kind == "number":
            return Number(float(self._take().text))
        if token.kind == "name":
            return self._named()
        if token.text == "-":
            self._take()
            return Negative(self._expression(NEGATION))
        if token.text == "(":
            self._take()
            node = self._expression(0)
            self._expect(")")
            return node
        raise self._problem("expected a value")

    def _named(self) -> Node:
        name = self._take().text
        if self._peek().text == "(":
            self._take()
            arguments = []
            while self._peek().text != ")":
                arguments.append(self._expression(0))
                if self._peek().text != ")":
                    self._expect(",")
            self._take()
            return Call(name.upper(), tuple(arguments))
        if self._peek().text == ":":
            self._take()
            if self._peek().kind != "name":
                raise self._problem("expected the last cell of the range")
            return Range(name.upper(), self._take().text.upper())
        return Name(name)
