"""The Python side of Steadfast: reports what pytest does, and runs attempts."""
