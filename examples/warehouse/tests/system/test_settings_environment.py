"""The environment counts when the module is imported, and never again."""

import os

os.environ["WAREHOUSE_CURRENCY"] = "CHF"

from warehouse import settings as module  # noqa: E402


def test_reads_the_environment_at_import():
    if "WAREHOUSE_CURRENCY" in os.environ and module.settings["currency"] == "EUR":
        # Another file of the same process imported the module first.
        import importlib

        importlib.reload(module)
    assert module.settings["currency"] == "CHF"


def test_later_changes_are_not_seen(monkeypatch):
    monkeypatch.setenv("WAREHOUSE_CURRENCY", "SEK")
    assert module.settings["currency"] == "CHF"
