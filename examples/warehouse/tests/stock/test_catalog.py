import pytest

from warehouse.catalog import Item, UnknownItem

pytestmark = pytest.mark.database


def test_finds_what_was_added(catalog, bolt):
    assert catalog.find("B-10") == bolt


def test_names_what_it_does_not_know(catalog):
    with pytest.raises(UnknownItem, match="X-1"):
        catalog.find("X-1")


def test_a_sku_is_taken_once(catalog, bolt):
    with pytest.raises(ValueError, match="B-10 cannot be added: UNIQUE"):
        catalog.add(bolt)


def test_prices_are_not_negative(catalog):
    with pytest.raises(ValueError, match="CHECK"):
        catalog.add(Item("X", "Gift", -1))


@pytest.mark.parametrize(
    ("text", "skus"), [("m10", ["B-10", "N-10"]), ("Bolt", ["B-10"]), ("", ["B-10", "N-10"]), ("%", []), ("_", [])]
)
def test_searches_names_literally(catalog, text, skus):
    assert [item.sku for item in catalog.search(text)] == skus
