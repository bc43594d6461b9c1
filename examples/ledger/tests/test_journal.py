from datetime import date

import pytest

from ledger import Money, UnbalancedEntry


def test_keeps_entries_by_day(journal):
    journal.transfer(date(2026, 1, 10), "late", "Assets:Cash", "Expenses:Tea", Money(1))
    assert [entry.text for entry in journal] == ["opening", "fees", "late", "rent", "to the till", "tea"]


def test_refuses_an_entry_that_does_not_balance(journal):
    with pytest.raises(UnbalancedEntry, match="off by {'EUR': 10}"):
        journal.post(date(2026, 3, 1), "odd", ("Assets:Cash", Money(110)), ("Income:Fees", Money(-100)))
    assert len(journal) == 5


def test_each_currency_balances_for_itself(journal):
    with pytest.raises(UnbalancedEntry):
        journal.post(
            date(2026, 3, 1), "odd", ("Assets:Cash", Money(100)), ("Income:Fees", Money(-100, "USD"))
        )


def test_refuses_a_single_posting(journal):
    with pytest.raises(UnbalancedEntry, match="one posting"):
        journal.post(date(2026, 3, 1), "alone", ("Assets:Cash", Money(0)))


def test_posts_to_open_accounts_only(journal):
    with pytest.raises(KeyError, match="Assets:Gold"):
        journal.transfer(date(2026, 3, 1), "gold", "Assets:Cash", "Assets:Gold", Money(1))


def test_between_includes_both_ends(journal):
    entries = journal.between(date(2026, 1, 5), date(2026, 1, 31))
    assert [entry.text for entry in entries] == ["fees", "rent"]
