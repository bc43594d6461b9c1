"""What every zygote does: forks workers and deeper zygotes when Node asks for them, until Node is gone."""

import json
import os
import select
import socket
import sys

from . import linux
from .descriptors import moved_away
from .frames import PROTOCOL, read_frame, write_json
from .worker import Worker


class Step:
    """What a deeper zygote is to prepare."""

    def __init__(self, request):
        #: ``project``: on to the session's start. ``imports``: these modules.
        self.kind = request["kind"]
        self.cwd = request.get("cwd")
        self.targets = request.get("targets", [])
        #: Names of variables that each attempt has for itself.
        self.own_variables = request.get("ownVariables", [])
        #: Pairs of a module and the file that it was imported from.
        self.modules = request.get("modules", [])


class Server:
    """One zygote's side of Node. A child of it gets a connection of its own."""

    def __init__(self):
        number, _, self._address = os.environ.pop("STEADFAST_ZYGOTE").partition(":")
        #: What new interpreters start with; this process takes back what only Steadfast needed to get in.
        self._environment = dict(os.environ)
        self._children = {}
        self._connect(int(number))

    def serve(self, **hello):
        """Returns only in children: in an attempt with the attempt, in a deeper zygote with the step to make."""
        write_json(self._connection, "H", {"protocol": PROTOCOL, "python": sys.version.split()[0], **hello})
        linux.adopt_orphans()
        try:
            while True:
                self._wait()
                frame = read_frame(self._connection)
                if frame is None:
                    break
                task = self._follow(frame[0], json.loads(frame[1]))
                if task is not None:
                    return task
        except (BrokenPipeError, ConnectionResetError):
            pass
        self._outlive_children()
        os._exit(0)

    def give_up(self, reason, culprit=None):
        """For a zygote that nothing may be forked from: says why, and ends."""
        hello = {"protocol": PROTOCOL, "python": sys.version.split()[0], "reason": reason, "culprit": culprit, "notices": []}
        write_json(self._connection, "H", {**hello, "pytest": None, "forks": False})
        os._exit(0)

    def _connect(self, number):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(self._address)
        # Out of the way of tests, which count descriptors.
        self._connection = moved_away(connection.detach())
        write_json(self._connection, "I", {"id": number, "pid": os.getpid()})

    def _follow(self, kind, request):
        pid = os.fork()
        if pid == 0:
            os.close(self._connection)
            for pidfd in self._children:
                os.close(pidfd)
            self._children = {}
            try:
                self._connect(request["id"])
            except OSError:
                os._exit(0)
            if kind == "Z":
                return Step(request)
            linux.adopt_orphans()
            return Worker(self._connection, self._environment).serve()
        self._children[moved_away(os.pidfd_open(pid))] = pid
        return None

    def _wait(self):
        """Returns when Node says something."""
        while True:
            poll = select.poll()
            for fd in (self._connection, *self._children):
                poll.register(fd, select.POLLIN)
            ready = {fd for fd, _ in poll.poll()}
            for pidfd in ready & self._children.keys():
                self._bury(pidfd)
            if self._connection in ready:
                return

    def _bury(self, pidfd):
        _, status = os.waitpid(self._children.pop(pidfd), 0)
        os.close(pidfd)
        # One that ended by itself has left only what is to live on.
        if status != 0:
            linux.kill_children(spare=set(self._children.values()))

    def _outlive_children(self):
        """They end by themselves when Node is gone; somebody has to adopt the orphans of one that is killed."""
        while self._children:
            poll = select.poll()
            for fd in self._children:
                poll.register(fd, select.POLLIN)
            for pidfd, _ in poll.poll():
                self._bury(pidfd)
