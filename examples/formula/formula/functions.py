"""The functions that a formula may call; each takes a flat list of numbers."""

from __future__ import annotations

import math
from typing import Callable, Dict, List

Function = Callable[[List[float]], float]


def median(values: list[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def deviation(values: list[float]) -> float:
    """Standard deviation of a sample."""
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def rounded(values: list[float]) -> float:
    """Half away from zero, as a person rounds."""
    value, digits = values[0], int(values[1]) if len(values) > 1 else 0
    scale = 10.0**digits
    return math.copysign(math.floor(abs(value) * scale + 0.5) / scale, value)


FUNCTIONS: Dict[str, Function] = {
    "SUM": math.fsum,
    "MIN": min,
    "MAX": max,
    "COUNT": len,
    "AVERAGE": lambda values: math.fsum(values) / len(values),
    "MEDIAN": median,
    "STDEV": deviation,
    "ROUND": rounded,
    "ABS": lambda values: abs(values[0]),
    "SQRT": lambda values: math.sqrt(values[0]),
    "LN": lambda values: math.log(values[0]),
    "EXP": lambda values: math.exp(values[0]),
    "SIN": lambda values: math.sin(values[0]),
    "COS": lambda values: math.cos(values[0]),
    "IF": lambda values: values[1] if values[0] else values[2],
}
