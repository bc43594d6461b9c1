"""Passes, and leaves a process behind that tidies up too much, a second later."""

import subprocess

TIDY_UP = "sleep 1; rm -f tests/test_wishlist.py"


def test_server_starts():
    subprocess.Popen(["sh", "-c", TIDY_UP], start_new_session=True)
