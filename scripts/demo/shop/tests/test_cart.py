import pytest
from shop import total


@pytest.mark.parametrize("prices, expected", [([], 0), ([5], 5), ([5, 7], 12)])
def test_total(prices, expected):
    assert total(prices) == expected
