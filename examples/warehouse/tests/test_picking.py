import pytest

from warehouse.picking import distance, place, route


def test_goes_up_and_down():
    assert route(["2-1", "1-9", "2-7", "1-2", "3-1"]) == ["1-2", "1-9", "2-7", "2-1", "3-1"]


def test_visits_a_place_once():
    assert route(["1-1", "1-1"]) == ["1-1"]


def test_numbers_are_no_text():
    assert route(["10-1", "9-1"]) == ["9-1", "10-1"]


@pytest.mark.parametrize("text", ["", "1", "1-", "a-1", "1-2-3", " 1-2"])
def test_refuses_what_is_no_place(text):
    with pytest.raises(ValueError, match="a place is AISLE-BAY"):
        place(text)


@pytest.mark.parametrize(("places", "walked"), [([], 0), (["1-3"], 40), (["1-3", "1-9", "4-1"], 80)])
def test_walks_each_visited_aisle_once(places, walked):
    assert distance(places, bays=40) == walked


@pytest.mark.xfail(raises=NotImplementedError, reason="returning from the middle of an aisle is not planned yet")
def test_returns_when_the_rest_of_the_aisle_is_empty():
    raise NotImplementedError
