import pytest

from .. import tests
from . import __name__ as package


def test_names():
    pytest.fail(repr((package, tests.__name__, __name__)))
