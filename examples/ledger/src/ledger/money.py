"""Amounts of money in whole minor units, so that no cent is lost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Sequence

MINOR_DIGITS = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3}


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met."""


@dataclass(frozen=True, order=False)
class Money:
    minor: int
    currency: str = "EUR"

    def __post_init__(self) -> None:
        if self.currency not in MINOR_DIGITS:
            raise ValueError(f"unknown currency: {self.currency}")

    @classmethod
    def parse(cls, text: str, currency: str = "EUR") -> Money:
        digits = MINOR_DIGITS[currency]
        scaled = Decimal(text.replace(",", "")).scaleb(digits)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{text} has more than {digits} decimals")
        return cls(int(scaled), currency)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return self + -other

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def times(self, factor: Decimal | int | str) -> Money:
        exact = Decimal(self.minor) * Decimal(factor)
        return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)), self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Shares in proportion to the weights; the odd cents go to the first shares."""
        total = sum(weights)
        if total <= 0 or any(weight < 0 for weight in weights):
            raise ValueError("weights must be positive in sum and none negative")
        shares = [self.minor * weight // total for weight in weights]
        takers = [index for index, weight in enumerate(weights) if weight > 0]
        for index in takers[: self.minor - sum(shares)]:
            shares[index] += 1
        return [Money(share, self.currency) for share in shares]

    def __str__(self) -> str:
        digits = MINOR_DIGITS[self.currency]
        return f"{Decimal(self.minor).scaleb(-digits):,.{digits}f} {self.currency}"
