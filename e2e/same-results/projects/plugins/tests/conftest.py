import pytest

from app import prices


@pytest.fixture
def ten():
    return prices.price(10)


@pytest.fixture
def breaks_when_set_up():
    raise RuntimeError("set-up breaks")


@pytest.fixture
def breaks_when_torn_down():
    yield
    raise RuntimeError("tear-down breaks")
