from datetime import date

import pytest

from ledger import Money
from ledger.statements import balance_sheet, income_statement

JANUARY = date(2026, 1, 1), date(2026, 1, 31)
FEBRUARY = date(2026, 2, 1), date(2026, 2, 28)


def test_income_statement_of_a_month(journal):
    january = income_statement(journal, *JANUARY)
    assert (january.income, january.expenses) == (Money(45_000), Money(60_000))
    assert january.result == Money(-15_000)


def test_moving_money_is_neither_income_nor_expense(journal):
    assert income_statement(journal, *FEBRUARY).result == Money(-1_250)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 1, 5), date(2026, 1, 31), date(2026, 2, 3)])
def test_the_balance_sheet_balances_on_any_day(journal, day):
    assert balance_sheet(journal, day).balances


def test_a_loan_is_a_liability(journal):
    journal.transfer(date(2026, 2, 20), "loan", "Debts:Loan", "Assets:Bank:Giro", Money(500_000))
    sheet = balance_sheet(journal, date(2026, 2, 28))
    assert sheet.liabilities == Money(500_000)
    assert sheet.equity == Money(83_750)
    assert sheet.balances
