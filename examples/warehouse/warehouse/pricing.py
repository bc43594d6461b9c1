"""Prices in cents: rebates by quantity, vouchers, shipping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Sequence

from warehouse.settings import settings


@dataclass(frozen=True)
class Rebate:
    """Per cent off from a quantity on."""

    quantity: int
    percent: int


@dataclass(frozen=True)
class Voucher:
    code: str
    percent: int = 0
    amount: int = 0
    minimum: int = 0


def line_price(price: int, quantity: int, rebates: Sequence[Rebate] = ()) -> int:
    """The best rebate that the quantity reaches counts."""
    percent = max((rebate.percent for rebate in rebates if quantity >= rebate.quantity), default=0)
    return price * quantity * (100 - percent) // 100


def shipping(weight_grams: int, country: str) -> int:
    zones: Mapping[str, int] = settings["zones"]
    if country not in zones:
        raise ValueError(f"no shipping to {country}")
    steps = -(-max(weight_grams, 1) // 1000)
    return zones[country] * steps


def total(lines: Sequence[int], voucher: Voucher | None = None) -> int:
    amount = sum(lines)
    if voucher is None or amount < voucher.minimum:
        return amount
    return max(0, amount - amount * voucher.percent // 100 - voucher.amount)
