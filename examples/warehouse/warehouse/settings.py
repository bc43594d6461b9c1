"""Settings of the process: a module global, as many programs have one."""

from __future__ import annotations

import os
from typing import Any

settings: dict[str, Any] = {
    "zones": {"DE": 499, "FR": 899, "US": 1999},
    "reorder_point": 5,
    "currency": os.environ.get("WAREHOUSE_CURRENCY", "EUR"),
}


def configure(**changes: Any) -> None:
    unknown = set(changes) - set(settings)
    if unknown:
        raise KeyError(f"unknown settings: {', '.join(sorted(unknown))}")
    settings.update(changes)
