import pytest

from warehouse.pricing import Voucher, total


@pytest.mark.parametrize(
    ("voucher", "expected"),
    [
        pytest.param(None, 3_000, id="none"),
        pytest.param(Voucher("TEN", percent=10), 2_700, id="per cent"),
        pytest.param(Voucher("FIVE", amount=500), 2_500, id="amount"),
        pytest.param(Voucher("BOTH", percent=10, amount=500), 2_200, id="both"),
        pytest.param(Voucher("MUCH", amount=99_999), 0, id="more than the price"),
        pytest.param(Voucher("HIGH", percent=50, minimum=3_001), 3_000, id="below its minimum"),
    ],
)
def test_vouchers(voucher, expected):
    assert total([1_000, 2_000], voucher) == expected


def test_nothing_costs_nothing():
    assert total([]) == 0
