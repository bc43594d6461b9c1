import time


def test_orders_are_slow():
    time.sleep(1.5)
