from datetime import date

import pytest

from ledger import Money
from ledger.balances import balance


@pytest.fixture
def mistake(journal):
    return journal.transfer(date(2026, 2, 10), "typo", "Assets:Cash", "Expenses:Tea", Money(99_900))


def test_a_reversal_undoes_an_entry(journal, mistake):
    before = balance(journal, "Expenses:Tea")
    journal.reverse(mistake, date(2026, 2, 11))
    assert balance(journal, "Expenses:Tea") == before - Money(99_900)


def test_a_reversal_names_what_it_reverses(journal, mistake):
    assert journal.reverse(mistake, date(2026, 2, 11)).text == "reversal: typo"


def test_closed_books_take_no_entries(journal, mistake):
    journal.close(date(2026, 2, 28))
    with pytest.raises(ValueError, match="closed until 2026-02-28"):
        journal.reverse(mistake, date(2026, 2, 28))
    assert journal.reverse(mistake, date(2026, 3, 1)) in list(journal)
