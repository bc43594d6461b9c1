import pytest

from ledger import Money
from ledger.loan import annuity


@pytest.mark.parametrize(("rate", "months"), [("0.03", 12), ("0.045", 120), ("0.2", 24), ("0", 7)])
def test_a_loan_is_repaid_to_the_cent(rate, months):
    plan = annuity(Money(1_000_000), rate, months)
    assert len(plan) == months
    assert plan[-1].left == Money(0)
    assert sum(part.repayment.minor for part in plan) == 1_000_000


def test_payments_are_equal_but_for_the_last():
    plan = annuity(Money(1_000_000), "0.06", 60)
    assert {part.payment.minor for part in plan[:-1]} == {19_333}
    assert abs(plan[-1].payment.minor - 19_333) < 60


def test_interest_falls_as_the_loan_is_repaid():
    interest = [part.interest.minor for part in annuity(Money(500_000), "0.05", 36)]
    assert interest == sorted(interest, reverse=True)


def test_thirty_years_of_many_loans():
    for principal in range(100_000, 2_000_000, 100_000):
        assert annuity(Money(principal), "0.0375", 360)[-1].left == Money(0)
