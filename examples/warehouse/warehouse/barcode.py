"""EAN-13 codes."""

from __future__ import annotations


def check_digit(twelve: str) -> int:
    if len(twelve) != 12 or not twelve.isdecimal():
        raise ValueError(f"expected 12 digits: {twelve!r}")
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(twelve))
    return -total % 10


def is_valid(code: str) -> bool:
    return len(code) == 13 and code.isdecimal() and check_digit(code[:12]) == int(code[12])
