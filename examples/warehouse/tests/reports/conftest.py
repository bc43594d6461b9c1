import pytest

from warehouse.catalog import Catalog, Item
from warehouse.database import connect, transaction
from warehouse.stock import Stock


@pytest.fixture(scope="module")
def connection(tmp_path_factory, request):
    """A large database, made once for a file."""
    connection = connect(str(tmp_path_factory.mktemp("reports") / "large.db"))
    catalog, stock = Catalog(connection), Stock(connection)
    with transaction(connection):
        for number in range(request.config.getoption("--database-size")):
            catalog.add(Item(f"S-{number:04}", f"Screw {number}", number))
            if number:
                stock.receive(f"S-{number:04}", number)
    yield connection
    connection.close()
