"""pytest-mock, pytest-timeout, pytest-xdist (not used) and pytest-randomly."""

import os
import random
import signal
import time

import pytest

from app import prices


def test_patch(mocker):
    mocker.patch("os.getcwd", return_value="/somewhere")
    assert os.getcwd() == "/somewhere"


def test_patch_is_undone():
    assert os.getcwd() != "/somewhere"


def test_spy(mocker):
    spy = mocker.spy(prices, "price")
    prices.price(3, discount=50)
    spy.assert_called_once_with(3)


@pytest.mark.timeout(0.2)
def test_takes_too_long():
    time.sleep(30)


def test_alarm_is_set_anew_after_a_timeout():
    assert signal.getitimer(signal.ITIMER_REAL)[0] > 1


def test_worker_of_xdist(worker_id, testrun_uid, pytestconfig):
    assert worker_id == os.environ.get("PYTEST_XDIST_WORKER", "master")
    assert pytestconfig.getoption("numprocesses") is None
    assert pytestconfig.getoption("dist") == "no"
    assert hasattr(pytestconfig, "workerinput") == (worker_id != "master")


# pytest-randomly: the messages hold the order and the random numbers, so they are compared.

ORDER = []


@pytest.mark.parametrize("name", ["a", "b", "c", "d", "e"])
def test_order(name):
    ORDER.append(name)
    assert ORDER == []


def test_random_numbers():
    assert random.random() == 0
