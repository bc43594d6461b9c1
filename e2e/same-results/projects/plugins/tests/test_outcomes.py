import logging
import os
import sys
import warnings

import pytest


def test_passes(ten):
    assert ten == 10


def test_fails(ten):
    print("on standard output")
    logging.getLogger("app").info("in the log")
    assert ten == 11, "the price is wrong"


def test_writes_errors():
    print("on standard error", file=sys.stderr)
    os.write(2, b"and past Python\n")


def test_breaks_before(breaks_when_set_up):
    pass


def test_breaks_after(breaks_when_torn_down):
    pass


def test_without_fixture(nowhere_to_be_found):
    pass


def test_skips():
    pytest.skip("not today")


@pytest.mark.skipif(True, reason="never")
def test_skipped_by_mark():
    pass


@pytest.mark.xfail(reason="known to fail")
def test_expected_to_fail():
    assert 0


@pytest.mark.xfail(strict=True, reason="was known to fail")
def test_passes_against_expectation():
    pass


@pytest.mark.xfail(reason="may fail")
def test_passes_against_loose_expectation():
    pass


def test_warns():
    warnings.warn("be careful", UserWarning)


@pytest.mark.filterwarnings("error")
def test_warning_is_an_error():
    warnings.warn("be careful", UserWarning)
