def test_wishlist_is_empty():
    assert not []
