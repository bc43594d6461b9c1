"""The syntax tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple, Union


@dataclass(frozen=True)
class Number:
    value: float


@dataclass(frozen=True)
class Name:
    name: str


@dataclass(frozen=True)
class Negative:
    operand: Node


@dataclass(frozen=True)
class Binary:
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Call:
    function: str
    arguments: Tuple[Node, ...]


@dataclass(frozen=True)
class Range:
    first: str
    last: str


Node = Union[Number, Name, Negative, Binary, Call, Range]
