"""A pytest project in a temporary folder, and the ways to run it."""

import json
import os
import subprocess
import sys
import tempfile
import textwrap

PYTHON_SIDE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

CACHE_WORDS = ["-o", "cache_dir=$STEADFAST_ATTEMPT_DIRECTORY/cache"]
PLUGIN_WORDS = ["-p", "steadfast_pytest.plugin", *CACHE_WORDS]
ZYGOTE_WORDS = ["-p", "steadfast_pytest.zygote", *CACHE_WORDS]


class Project:
    def __init__(self, root, attempt_directory):
        self.root = root
        self.attempt_directory = attempt_directory
        attempt_directory.mkdir()
        self.write("pytest.ini", "[pytest]\n")

    def write(self, name, text=""):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")

    def environment(self, **more):
        """A user's environment: nothing of the pytest or the Steadfast that runs these tests."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("STEADFAST_", "PYTEST_", "COV_CORE_")) and name != "PYTHONPATH"
        }
        return {**kept, **more}

    def attempt_environment(self):
        return {
            "STEADFAST_ATTEMPT_DIRECTORY": str(self.attempt_directory),
            "STEADFAST_ATTEMPT_ID": "attempt-1",
            "PYTEST_DEBUG_TEMPROOT": str(self.attempt_directory),
        }

    def plain(self, *args, **environment):
        """``python -m pytest``, as a user runs it."""
        return subprocess.run(
            [sys.executable, "-m", "pytest", *args],
            cwd=str(self.root),
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )

    def spawn(self, *args, cwd=None, **environment):
        """A new interpreter with the plugin, as Steadfast starts it."""
        # Files take whatever is written, in whatever order it is read.
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as report:
            process = subprocess.run(
                [sys.executable, "-m", "pytest", *PLUGIN_WORDS, *args],
                cwd=str(cwd or self.root),
                env={
                    **self.environment(PYTHONPATH=PYTHON_SIDE, STEADFAST_REPORT_FD=str(report.fileno())),
                    **self.attempt_environment(),
                    **environment,
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=[report.fileno()],
                timeout=60,
            )
            output.seek(0)
            report.seek(0)
            return Attempt(process.returncode, output.read(), report.read())


class Attempt:
    """What came of an attempt."""

    def __init__(self, exit_code, output, report, signal=None, orphans=None):
        self.exit_code = exit_code
        self.signal = signal
        self.orphans = orphans
        self.output = output.decode("utf-8", "backslashreplace")
        self.report = report
        nonce, *lines = report.decode("ascii").splitlines() or [""]
        self.messages = [json.loads(line[len(nonce) :]) for line in lines if line.startswith(nonce + " ")]

    def of_type(self, message_type):
        return [message for message in self.messages if message["type"] == message_type]

    @property
    def tests(self):
        return {test["id"]: test for test in self.of_type("test-finished")}

    @property
    def outcomes(self):
        return {test_id.partition("::")[2]: test["outcome"] for test_id, test in self.tests.items()}

    @property
    def finish(self):
        (finish,) = self.of_type("session-finished")
        return finish
