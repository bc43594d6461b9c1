"""Moves random files of a folder away and back until it is ended: ``mover.py FOLDER SEED LONGEST_SECONDS``.

Ends by SIGTERM or when its standard input is closed, and leaves every file in its place.
"""

import os
import random
import select
import signal
import sys
import time


def main(folder, seed, longest):
    choose = random.Random(int(seed))
    files = sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.startswith("test_"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    moves = 0
    try:
        while not select.select([sys.stdin], [], [], 0)[0]:
            path = choose.choice(files)
            away = "%s.%s.away" % (path, seed)
            try:
                os.rename(path, away)
            except FileNotFoundError:
                continue  # Another mover has it.
            try:
                time.sleep(choose.uniform(0, float(longest)))
            finally:
                os.rename(away, path)
            moves += 1
            time.sleep(choose.uniform(0, 0.002))
    finally:
        print(moves, flush=True)


main(*sys.argv[1:])
