import pytest

from warehouse.reports import bars


def test_the_largest_fills_the_width():
    assert bars([("bolt", 10), ("m", 5), ("nut", 0)], width=4).splitlines() == ["bolt #### 10", "m    ## 5", "nut   0"]


@pytest.mark.parametrize("rows", [[], [("nut", 0)]])
def test_nothing_is_no_division_by_zero(rows):
    assert "#" not in bars(rows)
