import pytest

from warehouse.catalog import Catalog
from warehouse.database import connect
from warehouse.orders import Order, OrderDesk
from warehouse.stock import Stock


@pytest.fixture
def stock(bolt, nut):
    connection = connect(":memory:")
    catalog = Catalog(connection)
    stock = Stock(connection)
    for item in (bolt, nut):
        catalog.add(item)
        stock.receive(item.sku, 10)
    yield stock
    connection.close()


@pytest.fixture
def desk(stock):
    return OrderDesk(stock)


@pytest.fixture
def order():
    order = Order("2026-1")
    order.add("B-10", 4)
    order.add("N-10", 8)
    return order
