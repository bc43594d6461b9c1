"""A client of zygotes and workers, as Node is one."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile

from .project import PLUGIN_WORDS, PYTHON_SIDE, ZYGOTE_WORDS, Attempt


class Connection:
    """To one process, which says first who it is."""

    def __init__(self, connection):
        self._connection = connection
        connection.settimeout(60)
        frame_type, payload = self.receive()
        assert frame_type == "I"
        self.id, self.pid = (json.loads(payload)[name] for name in ("id", "pid"))

    def receive(self):
        header = self._read(5)
        return chr(header[0]), self._read(int.from_bytes(header[1:], "big"))

    def send(self, frame_type, value):
        payload = b"" if value is None else json.dumps(value).encode()
        self._connection.sendall(frame_type.encode() + len(payload).to_bytes(4, "big") + payload)

    def close(self):
        self._connection.close()

    def _read(self, count):
        data = b""
        while len(data) < count:
            part = self._connection.recv(count - len(data))
            if not part:
                raise EOFError("the process is gone")
            data += part
        return data


class Worker:
    def __init__(self, connection, project, way):
        self._connection = connection
        self._project = project
        self._way = way

    @property
    def pid(self):
        return self._connection.pid

    def start(self, *targets, options=(), learn=False, **environment):
        """Asks for an attempt; gives the pid of its leader."""
        request = {
            "way": self._way,
            "learn": learn,
            "options": [*PLUGIN_WORDS, *options],
            "targets": list(targets),
            "environment": {**self._project.attempt_environment(), **environment},
            "cwd": str(self._project.root),
        }
        self._connection.send("R", request)
        frame_type, payload = self._connection.receive()
        assert frame_type == "S"
        return json.loads(payload)["pid"]

    def finish(self):
        """Waits until the attempt has ended."""
        received = {"O": b"", "P": b""}
        while True:
            frame_type, payload = self._connection.receive()
            if frame_type == "X":
                exit = json.loads(payload)
                return Attempt(exit["exitCode"], received["O"], received["P"], exit["signal"], exit["orphans"])
            received[frame_type] += payload

    def run(self, *targets, **how):
        self.start(*targets, **how)
        return self.finish()

    def done(self):
        self._connection.send("D", None)

    def close(self):
        self._connection.close()


class Zygotes:
    """All processes of a run, and the way to more of them."""

    def __init__(self, server, process, project):
        self._server = server
        self._project = project
        self._connections = []
        self.process = process
        self.workers = []
        #: The deepest one.
        self.deepest = self._accept()
        self.hello = self._greeting()

    def deepen(self, **step):
        """Has a deeper zygote forked from the deepest one; gives its hello, also when it gave up."""
        step.setdefault("cwd", str(self._project.root))
        self.deepest.send("Z", {"id": len(self._connections), **step})
        above, self.deepest = self.deepest, self._accept()
        self.hello = self._greeting()
        if not self.hello["forks"]:
            self.deepest = above
        return self.hello

    def add_worker(self, way="fork"):
        self.deepest.send("W", {"id": len(self._connections)})
        self.workers.append(Worker(self._accept(), self._project, way))

    def close(self):
        for connection in self._connections:
            connection.close()

    @property
    def worker(self):
        (worker,) = self.workers
        return worker

    def _accept(self):
        connection = Connection(self._server.accept()[0])
        assert connection.id == len(self._connections)
        self._connections.append(connection)
        return connection

    def _greeting(self):
        frame_type, payload = self.deepest.receive()
        assert frame_type == "H"
        return json.loads(payload)


@contextlib.contextmanager
def running_zygote(project, workers=1, options=(), cold=False, isolation="pytest", modules=(), **environment):
    """A zygote of the rung that is named, with workers; ``spawn`` has the workers start new interpreters."""
    folder = tempfile.mkdtemp()
    address = os.path.join(folder, "zygotes")
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(address)
    server.listen()
    server.settimeout(60)
    module = ["steadfast_pytest.cold_zygote"] if cold else ["pytest", *ZYGOTE_WORDS, *options]
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=str(project.root),
        env={**project.environment(PYTHONPATH=PYTHON_SIDE, STEADFAST_ZYGOTE="0:" + address), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    zygotes = None
    try:
        zygotes = Zygotes(server, process, project)
        if isolation == "project":
            own = sorted(project.attempt_environment())
            hello = zygotes.deepen(kind="project", targets=["test_first.py"], ownVariables=own)
            assert hello["forks"], hello
        if modules:
            hello = zygotes.deepen(kind="imports", modules=list(modules), ownVariables=[])
            assert hello["forks"], hello
        for _ in range(workers):
            zygotes.add_worker("spawn" if isolation == "spawn" else "fork")
        yield zygotes
    finally:
        if zygotes is not None:
            zygotes.close()
        server.close()
        shutil.rmtree(folder)
        process.wait(timeout=30)


def is_alive(pid):
    """Whether a process is there and no zombie."""
    try:
        with open("/proc/%d/stat" % pid) as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
