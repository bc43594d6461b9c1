"""A plugin of the project that addopts name: pytest imports it at its start."""

import pytest

LOADED = []


def pytest_addoption(parser):
    parser.addoption("--of-early", default="early")


def pytest_configure(config):
    LOADED.append("configured")
    config.addinivalue_line("markers", "early: of the plugin")


@pytest.fixture
def loaded():
    return list(LOADED)
