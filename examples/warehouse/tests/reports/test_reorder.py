import pytest

from warehouse.reports import to_reorder
from warehouse.settings import settings

pytestmark = [pytest.mark.database, pytest.mark.slow]


def test_lists_the_emptiest_first(connection, monkeypatch):
    monkeypatch.setitem(settings, "reorder_point", 2)
    assert to_reorder(connection) == [("S-0000", 0), ("S-0001", 1), ("S-0002", 2)]


@pytest.mark.parametrize("point", [0, 1, 50])
def test_follows_the_settings(connection, monkeypatch, point):
    monkeypatch.setitem(settings, "reorder_point", point)
    assert len(to_reorder(connection)) == point + 1
