"""A client of the zygote, as Node is one."""

import contextlib
import json
import socket
import subprocess
import sys

from .project import PLUGIN_WORDS, PYTHON_SIDE, ZYGOTE_WORDS, Attempt


class Worker:
    def __init__(self, connection, project):
        self._connection = connection
        self._project = project
        connection.settimeout(60)
        frame_type, payload = self.receive()
        assert frame_type == "H"
        self.hello = json.loads(payload)

    @property
    def pid(self):
        return self.hello["pid"]

    def start(self, *targets, options=(), isolation="warm"):
        """Asks for an attempt; gives the pid of its leader."""
        request = {
            "isolation": isolation,
            "options": [*PLUGIN_WORDS, *options],
            "targets": list(targets),
            "file": targets[0],
            "environment": self._project.attempt_environment(),
            "cwd": str(self._project.root),
        }
        self._send("R", json.dumps(request).encode())
        frame_type, payload = self.receive()
        assert frame_type == "S"
        return json.loads(payload)["pid"]

    def finish(self):
        """Waits until the attempt has ended."""
        received = {"O": b"", "P": b""}
        while True:
            frame_type, payload = self.receive()
            if frame_type == "X":
                exit = json.loads(payload)
                return Attempt(exit["exitCode"], received["O"], received["P"], exit["signal"], exit["orphans"])
            received[frame_type] += payload

    def run(self, *targets, **how):
        self.start(*targets, **how)
        return self.finish()

    def done(self):
        self._send("D", b"")

    def close(self):
        self._connection.close()

    def receive(self):
        header = self._read(5)
        return chr(header[0]), self._read(int.from_bytes(header[1:], "big"))

    def _send(self, frame_type, payload):
        self._connection.sendall(frame_type.encode() + len(payload).to_bytes(4, "big") + payload)

    def _read(self, count):
        data = b""
        while len(data) < count:
            part = self._connection.recv(count - len(data))
            if not part:
                raise EOFError("the worker is gone")
            data += part
        return data


class Zygote:
    def __init__(self, process, workers):
        self.process = process
        self.workers = workers

    @property
    def worker(self):
        (worker,) = self.workers
        return worker


@contextlib.contextmanager
def running_zygote(project, workers=1, options=(), cold=False, **environment):
    pairs = [socket.socketpair() for _ in range(workers)]
    theirs = [their.fileno() for _, their in pairs]
    module = ["steadfast_pytest.cold_zygote"] if cold else ["pytest", *ZYGOTE_WORDS, *options]
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=str(project.root),
        env={
            **project.environment(PYTHONPATH=PYTHON_SIDE, STEADFAST_WORKER_FDS=",".join(map(str, theirs))),
            **environment,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=theirs,
        start_new_session=True,
    )
    for _, their in pairs:
        their.close()
    connected = []
    try:
        for own, _ in pairs:
            connected.append(Worker(own, project))
        yield Zygote(process, connected)
    finally:
        for own, _ in pairs:
            own.close()
        process.wait(timeout=30)


def is_alive(pid):
    """Whether a process is there and no zombie."""
    try:
        with open("/proc/%d/stat" % pid) as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
