import random

import pytest

from ledger import Money


def test_odd_cents_go_to_the_first_shares():
    assert Money(100).split([1, 1, 1]) == [Money(34), Money(33), Money(33)]


def test_a_zero_weight_gets_nothing():
    assert Money(101).split([0, 1, 1]) == [Money(0), Money(51), Money(50)]


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_refuses_weights_without_a_meaning(weights):
    with pytest.raises(ValueError, match="weights"):
        Money(100).split(weights)


@pytest.mark.parametrize("seed", range(20))
def test_no_cent_is_lost(seed):
    chance = random.Random(seed)
    for _ in range(200):
        amount = Money(chance.randint(-10_000, 10_000))
        weights = [chance.randint(0, 9) for _ in range(chance.randint(1, 8))] + [1]
        assert sum(share.minor for share in amount.split(weights)) == amount.minor
