"""What the tests of the Python side share."""
