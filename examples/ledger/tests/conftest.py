from datetime import date

import pytest

from ledger import AccountKind, ChartOfAccounts, Journal, Money


@pytest.fixture
def chart() -> ChartOfAccounts:
    chart = ChartOfAccounts()
    for path, kind in [
        ("Assets:Bank", AccountKind.ASSET),
        ("Assets:Bank:Giro", AccountKind.ASSET),
        ("Assets:Cash", AccountKind.ASSET),
        ("Debts:Loan", AccountKind.LIABILITY),
        ("Equity:Opening", AccountKind.EQUITY),
        ("Income:Fees", AccountKind.INCOME),
        ("Expenses:Rent", AccountKind.EXPENSE),
        ("Expenses:Tea", AccountKind.EXPENSE),
    ]:
        chart.open(path, kind)
    return chart


@pytest.fixture
def journal(chart: ChartOfAccounts) -> Journal:
    """Two months of a small club."""
    journal = Journal(chart)
    journal.transfer(date(2026, 1, 1), "opening", "Equity:Opening", "Assets:Bank:Giro", Money(100_000))
    journal.transfer(date(2026, 1, 5), "fees", "Income:Fees", "Assets:Bank:Giro", Money(45_000))
    journal.transfer(date(2026, 1, 31), "rent", "Assets:Bank:Giro", "Expenses:Rent", Money(60_000))
    journal.transfer(date(2026, 2, 2), "to the till", "Assets:Bank:Giro", "Assets:Cash", Money(5_000))
    journal.transfer(date(2026, 2, 3), "tea", "Assets:Cash", "Expenses:Tea", Money(1_250))
    return journal
