from datetime import date

from ledger import Money
from ledger.balances import balance, trial_balance


def test_balance_includes_accounts_below(journal):
    assert balance(journal, "Assets:Bank") == Money(80_000)
    assert balance(journal, "Assets:Bank") == balance(journal, "Assets:Bank:Giro")


def test_income_is_positive_although_it_is_credit(journal):
    assert balance(journal, "Income:Fees") == Money(45_000)


def test_balance_of_a_day(journal):
    assert balance(journal, "Assets:Bank:Giro", until=date(2026, 1, 5)) == Money(145_000)
    assert balance(journal, "Assets:Bank:Giro", until=date(2025, 12, 31)) == Money(0)


def test_other_currencies_are_apart(journal):
    assert balance(journal, "Assets:Bank", currency="USD") == Money(0, "USD")


def test_trial_balance_has_equal_sides(journal):
    rows = trial_balance(journal)
    assert sum(debit.minor for _, debit, _ in rows) == sum(credit.minor for _, _, credit in rows) == 211_250


def test_trial_balance_leaves_out_accounts_that_did_not_move(journal):
    assert "Debts:Loan" not in [path for path, _, _ in trial_balance(journal)]
