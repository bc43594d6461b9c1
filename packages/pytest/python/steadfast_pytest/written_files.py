"""Notes which files an attempt writes anew, so that Steadfast can tell when several attempts write the same one."""

import os
import sys
import tempfile

#: So many are told: a test that writes thousands of files writes them for itself.
_MOST = 200

#: Nothing that anybody reads after the run, or what Python and pytest look after themselves.
_PASSED_OVER = ("__pycache__", ".pytest_cache", ".hypothesis", ".git", ".coverage")


class WrittenFiles:
    def __init__(self, root):
        self._root = os.path.join(os.path.abspath(root), "")
        self._temporary = os.path.join(os.path.realpath(tempfile.gettempdir()), "")
        self._own = os.getpid()
        self._paths = set()

    def watch(self):
        """From now on; there is no way to stop, as long as the process lives."""
        sys.addaudithook(self._on_event)

    @property
    def paths(self):
        return sorted(self._paths)

    def _on_event(self, event, args):
        if event == "open":
            path, _mode, flags = args
            if not flags & os.O_TRUNC or not flags & (os.O_WRONLY | os.O_RDWR):
                return
        elif event == "os.rename":
            path = args[1]
        else:
            return
        if isinstance(path, (str, os.PathLike)) and os.getpid() == self._own:
            self._note(os.fspath(path))

    def _note(self, path):
        path = os.path.abspath(os.fsdecode(path))
        if len(self._paths) >= _MOST or not path.startswith(self._root):
            return
        # A project may lie below the temporary folder itself.
        if path.startswith(self._temporary) and not self._root.startswith(self._temporary):
            return
        if not any(name in path for name in _PASSED_OVER):
            self._paths.add(os.path.relpath(path, self._root).replace(os.sep, "/"))
