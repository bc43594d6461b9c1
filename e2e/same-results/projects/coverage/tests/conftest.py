from shop.by_conftest import choose

choose(2)
