"""A plugin that a conftest names."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def late():
    yield "late"
