import sys

import pytest

from warehouse.pricing import shipping


@pytest.mark.parametrize(
    ("grams", "cents"), [(0, 499), (1, 499), (1_000, 499), (1_001, 998), (5_000, 2_495)]
)
def test_each_kilogram_begun_counts(grams, cents):
    assert shipping(grams, "DE") == cents


def test_goes_to_known_countries_only():
    with pytest.raises(ValueError, match="no shipping to AQ"):
        shipping(1, "AQ")


@pytest.mark.skipif(sys.maxsize < 2**40, reason="needs 64 bits")
def test_heavy_parcels():
    assert shipping(2**40, "US") == 1_999 * (2**40 // 1_000 + 1)


def test_other_zones_need_the_tariff():
    pytest.importorskip("warehouse.tariff_of_2027", reason="the new tariff is not out")
