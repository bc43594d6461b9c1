import pytest

from warehouse.catalog import Catalog
from warehouse.database import connect
from warehouse.stock import Stock


@pytest.fixture
def connection(tmp_path):
    connection = connect(str(tmp_path / "warehouse.db"))
    yield connection
    connection.close()


@pytest.fixture
def catalog(connection, bolt, nut):
    catalog = Catalog(connection)
    catalog.add(bolt)
    catalog.add(nut)
    return catalog


@pytest.fixture
def stock(connection, catalog):
    return Stock(connection)
