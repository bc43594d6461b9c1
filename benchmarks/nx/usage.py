"""Runs a command, and says as JSON which wall and CPU time it and all that it started took."""

import json
import os
import resource
import subprocess
import sys
import time

began = time.monotonic()
code = subprocess.call(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
wall = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as report:
    json.dump({"code": code, "wall": wall, "cpu": used.ru_utime + used.ru_stime, "load": os.getloadavg()[0]}, report)
