"""What zygotes of both kinds do: fork one worker per connection, and end what workers that died leave behind."""

import os
import sys

from . import linux
from .frames import PROTOCOL, write_json
from .worker import Worker


class Workers:
    def __init__(self):
        self._fds = [int(fd) for fd in os.environ.pop("STEADFAST_WORKER_FDS").split(",")]
        for fd in self._fds:
            os.set_inheritable(fd, False)
        #: What new interpreters start with; this process takes back what only Steadfast needed to get in.
        self._environment = dict(os.environ)

    def serve(self, pytest_version, cold_because, notices=(), may_fork_warm=lambda attempt: False):
        """Returns only in warm attempts, which are forks of a fork of this process."""
        linux.adopt_orphans()
        workers = set()
        for fd in self._fds:
            pid = os.fork()
            if pid == 0:
                linux.adopt_orphans()
                self._close_others(fd)
                self._greet(fd, pytest_version, cold_because, notices)
                return Worker(fd, self._environment, may_fork_warm).serve()
            workers.add(pid)
        self._close_others(None)
        _outlive(workers)
        os._exit(0)

    def _close_others(self, own):
        for fd in self._fds:
            if fd != own:
                os.close(fd)

    def _greet(self, fd, pytest_version, cold_because, notices):
        hello = {
            "protocol": PROTOCOL,
            "pid": os.getpid(),
            "python": sys.version.split()[0],
            "pytest": pytest_version,
            "warm": cold_because is None,
            "reason": cold_because,
            "notices": list(notices),
        }
        write_json(fd, "H", hello)


def _outlive(workers):
    """Slots need no zygote once they are there, but somebody who adopts the orphans of one that is killed."""
    while workers:
        ended, status = os.wait()
        workers.discard(ended)
        # One that ended by itself has left only what is to live on.
        if status != 0:
            linux.kill_children(spare=workers)
