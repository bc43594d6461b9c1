import pytest

from warehouse.pricing import Rebate


@pytest.fixture(params=["ordered", "reversed"])
def rebates(request):
    """The order of the rebates does not matter, so each test runs with both."""
    rebates = [Rebate(10, 5), Rebate(100, 20)]
    return rebates if request.param == "ordered" else rebates[::-1]
