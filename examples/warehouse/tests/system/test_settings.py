"""Changes the settings and does not put them back."""

import pytest

from warehouse.settings import configure, settings


def test_starts_with_the_defaults():
    assert settings["reorder_point"] == 5
    assert settings["zones"] == {"DE": 499, "FR": 899, "US": 1999}


def test_takes_changes():
    configure(reorder_point=100, zones={"DE": 1})
    assert settings["reorder_point"] == 100


def test_refuses_what_it_does_not_know():
    with pytest.raises(KeyError, match="colour"):
        configure(colour="red")
