"""A worker: starts one attempt after the other, relays what it writes, and adopts what it leaves behind."""

import json
import os
import sys

from . import linux
from .frames import read_frame, write_json
from .relay import NodeIsGone, Relay


class Attempt:
    """An attempt to make, as Node asks for it."""

    def __init__(self, request):
        #: ``fork``, or ``spawn`` for a new interpreter.
        self.way = request["way"]
        #: Whether to tell what it imports.
        self.learn = request["learn"]
        #: The words after ``pytest``, and what to run, which is not among them.
        self.options = request["options"]
        self.targets = request["targets"]
        #: What this attempt adds to the environment of the run.
        self.environment = request["environment"]
        self.cwd = request["cwd"]
        self.report_fd = None


class Worker:
    def __init__(self, socket_fd, environment):
        self._socket = socket_fd
        self._environment = environment
        self._pid = os.getpid()
        #: What attempts left behind and the run's policy lets live.
        self._left_alive = set()

    def serve(self):
        """Makes attempts until Node is gone; returns only in the child that is a forked attempt, with that attempt."""
        try:
            while True:
                frame = read_frame(self._socket)
                if frame is None:
                    raise NodeIsGone
                frame_type, payload = frame
                if frame_type == "D":
                    self._forget_attempt(payload)
                elif frame_type == "R":
                    attempt = self._make(Attempt(json.loads(payload)))
                    if attempt is not None:
                        return attempt
        except (NodeIsGone, BrokenPipeError, ConnectionResetError):
            linux.kill_children(spare=self._left_alive)
            os._exit(0)

    def _make(self, attempt):
        output_read, output_write = os.pipe()
        report_read, report_write = os.pipe()
        pid = os.fork()
        if pid == 0:
            attempt.report_fd = report_write
            self._become_leader(output_write)
            os.close(output_read)
            os.close(report_read)
            if attempt.way == "fork":
                return attempt
            _execute(attempt, self._environment)
        os.close(output_write)
        os.close(report_write)
        write_json(self._socket, "S", {"pid": pid})
        Relay(self._socket, pid, output_read, report_read).run_until_exit()
        _, status = os.waitpid(pid, 0)
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
        signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
        write_json(self._socket, "X", {"exitCode": code, "signal": signal, "orphans": linux.has_children()})
        return None

    def _forget_attempt(self, payload):
        linux.reap_zombies()
        if payload:
            self._left_alive.update(json.loads(payload)["leftAlive"])

    def _become_leader(self, output_write):
        os.setsid()
        linux.die_with_parent(self._pid)
        os.close(self._socket)
        os.dup2(output_write, 1)
        os.dup2(output_write, 2)
        os.close(output_write)


def _execute(attempt, inherited):
    """Becomes a new interpreter; never returns."""
    try:
        os.chdir(attempt.cwd)
        os.set_inheritable(attempt.report_fd, True)
        own = {"STEADFAST_REPORT_FD": str(attempt.report_fd), "STEADFAST_TARGETS": json.dumps(attempt.targets)}
        environment = {**inherited, **attempt.environment, **own}
        os.execve(sys.executable, [sys.executable, "-m", "pytest", *attempt.options], environment)
    except OSError as error:
        os.write(2, ("Steadfast could not start %s: %s\n" % (sys.executable, error)).encode(errors="replace"))
    finally:
        os._exit(3)
