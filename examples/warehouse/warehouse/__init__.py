"""Stock, orders and prices over SQLite."""
