"""Runs a command and writes what it cost: ``measure.py RESULT COMMAND [ARGUMENT ...]``.

Exits as the command did. The result is JSON: ``wallMs``, and ``cpuMs`` where the platform tells it, which is the time of all
processes below that were waited for.
"""

import json
import signal
import subprocess
import sys
import time


def _cpu_ms():
    try:
        import resource
    except ImportError:  # Windows
        return None
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (usage.ru_utime + usage.ru_stime) * 1000


def main(result, command):
    started = time.monotonic()
    process = subprocess.Popen(command)
    # A terminal sends Ctrl-C to the command as well: it decides. A handler, since what is ignored is inherited.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    cost = {"wallMs": (time.monotonic() - started) * 1000}
    cpu = _cpu_ms()
    if cpu is not None:
        cost["cpuMs"] = cpu
    with open(result, "w", encoding="utf-8") as file:
        json.dump(cost, file)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
