"""Keeps a path away as long as PATH.wanted-away is there: ``outside_mover.py PATH``. Ends when its standard input is closed."""

import os
import select
import sys


def main(path):
    while not select.select([sys.stdin], [], [], 0.002)[0]:
        wanted = os.path.exists(path + ".wanted-away")
        if wanted and os.path.exists(path):
            os.rename(path, path + ".away")
        elif not wanted and os.path.exists(path + ".away"):
            os.rename(path + ".away", path)


main(*sys.argv[1:])
