import pytest

from ledger import Money
from ledger.budget import Budget


@pytest.fixture
def budget(journal):
    budget = Budget(journal)
    budget.plan("Expenses:Rent", Money(60_000))
    budget.plan("Expenses:Tea", Money(1_000))
    return budget


def test_compares_with_what_was_spent(budget):
    rent, tea = budget.month(2026, 1)
    assert (rent.left, rent.exceeded) == (Money(0), False)
    assert (tea.spent, tea.left) == (Money(0), Money(1_000))


def test_an_exceeded_budget_says_so(budget):
    tea = budget.month(2026, 2)[1]
    assert tea.exceeded
    assert tea.left == Money(-250)


def test_budgets_do_not_overlap(budget, journal):
    budget.plan("Assets:Bank", Money(1))
    with pytest.raises(ValueError, match="Assets:Bank:Giro overlaps with Assets:Bank"):
        budget.plan("Assets:Bank:Giro", Money(1))
