import os

import pytest


class TestOuter:
    def setup_method(self):
        self.number = 1

    @pytest.mark.parametrize("value", [1, "ü", b"\xff", float("nan")], ids=repr)
    def test_parameters(self, value):
        assert value == self.number

    class TestInner:
        def test_inner(self):
            assert os.environ["PYTEST_CURRENT_TEST"] == ""


class TestWithConstructor:
    def __init__(self):
        pass

    def test_is_not_collected(self):
        pass


@pytest.fixture(scope="module")
def breaks_at_the_end():
    yield
    raise OSError("tear-down of the module")


def test_with_module_fixture(breaks_at_the_end):
    pass


def test_last_with_module_fixture(breaks_at_the_end):
    assert 0
