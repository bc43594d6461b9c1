import pytest


@pytest.fixture
def setting(pytestconfig):
    return pytestconfig.getini("of_tests")
