"""Text to tokens."""

from __future__ import annotations

import re
from typing import Iterator, NamedTuple

from formula.errors import SyntaxProblem

_PATTERN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<number>(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)
  | (?P<name>[A-Za-z_][A-Za-z_0-9]*)
  | (?P<operator><=|>=|<>|[-+*/^(),:<>=])
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    kind: str
    text: str
    position: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a formula, and one of kind ``end``."""
    position = 0
    while position < len(text):
        match = _PATTERN.match(text, position)
        if match is None:
            raise SyntaxProblem(text, position, f"unexpected {text[position]!r}")
        if match.lastgroup and not match.group("space"):
            kind = next(kind for kind in ("number", "name", "operator") if match.group(kind))
            yield Token(kind, match.group(), position)
        position = match.end()
    yield Token("end", "", len(text))
