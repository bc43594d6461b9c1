from shop import total


def test_discount():
    assert total([100, 100], discount=25) == 150
