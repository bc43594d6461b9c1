import pytest

from warehouse.database import connect
from warehouse.reports import stock_value

pytestmark = [pytest.mark.database, pytest.mark.slow]


def test_values_all_that_is_there(connection, request):
    size = request.config.getoption("--database-size")
    assert stock_value(connection) == sum(number * number for number in range(size))


def test_an_empty_warehouse_is_worth_nothing():
    connection = connect(":memory:")
    assert stock_value(connection) == 0
    connection.close()
