import pytest

from warehouse.catalog import Item


def pytest_addoption(parser):
    parser.addoption("--database-size", type=int, default=200, help="items in the large database")


@pytest.fixture
def bolt():
    return Item("B-10", "Bolt M10", 25)


@pytest.fixture
def nut():
    return Item("N-10", "Nut M10", 10)
