import pytest


def test_places(pytestconfig):
    pytest.fail(repr((pytestconfig.rootpath.name, pytestconfig.inipath.name, pytestconfig.option.verbose)))
