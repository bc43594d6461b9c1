import threading

import pytest

from warehouse.database import connect
from warehouse.stock import OutOfStock, Stock

pytestmark = [pytest.mark.database, pytest.mark.slow]


def test_two_counters_do_not_sell_the_same_piece(stock, tmp_path):
    stock.receive("B-10", 20)
    sold, refused = [], []

    def sell(name):
        connection = connect(str(tmp_path / "warehouse.db"))
        for number in range(10):
            try:
                Stock(connection).reserve("B-10", 1, f"{name}-{number}")
                sold.append(name)
            except OutOfStock:
                refused.append(name)
        connection.close()

    counters = [threading.Thread(target=sell, args=(name,)) for name in "abcd"]
    for counter in counters:
        counter.start()
    for counter in counters:
        counter.join()
    assert (len(sold), len(refused)) == (20, 20)
    assert stock.available("B-10") == 0
