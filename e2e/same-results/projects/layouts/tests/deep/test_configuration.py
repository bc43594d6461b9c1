"""What is to be compared is in the messages of tests that fail."""

import mylib
import pytest


@pytest.mark.early
def test_options(setting, late, loaded, pytestconfig):
    options = [pytestconfig.getoption(name) for name in ("of_early", "of_root", "of_tests")]
    pytest.fail(repr((setting, late, loaded, options, mylib.__name__)))


def test_modules(project_module):
    pytest.fail(project_module)


def test_places(pytestconfig, request):
    assert pytestconfig.is_configured_by_root
    places = (pytestconfig.rootpath.name, pytestconfig.inipath.name, pytestconfig.args, request.node.nodeid)
    pytest.fail(repr(places))
