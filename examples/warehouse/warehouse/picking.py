"""The way through the aisles."""

from __future__ import annotations

import re
from typing import Iterable

_PLACE = re.compile(r"(\d+)-(\d+)")


def place(text: str) -> tuple[int, int]:
    """Aisle and bay of a place such as ``3-12``."""
    match = _PLACE.fullmatch(text)
    if match is None:
        raise ValueError(f"a place is AISLE-BAY: {text!r}")
    return int(match[1]), int(match[2])


def route(places: Iterable[str]) -> list[str]:
    """Up the odd aisles and down the even ones, each place once."""

    def order(text: str) -> tuple[int, int]:
        aisle, bay = place(text)
        return aisle, bay if aisle % 2 else -bay

    return sorted(set(places), key=order)


def distance(places: Iterable[str], bays: int) -> int:
    """Bays walked on a route that crosses every visited aisle to its end."""
    aisles = {place(text)[0] for text in places}
    return len(aisles) * bays
