"""Notices, while a zygote prepares, who reads variables that each attempt has for itself."""

import os
import sys

_OWN_PACKAGES = ("_pytest", "pluggy", "pytest", "steadfast_pytest")


class EnvironmentWatch:
    """From ``start`` to ``stop``; ``problem`` tells what was noticed first."""

    def __init__(self, names):
        self._names = {os.fsencode(name) for name in names}
        self._noticed = None

    def start(self):
        names, notice = self._names, self._notice

        class Watched(dict):
            def __getitem__(self, key):
                if key in names:
                    notice(key)
                return super().__getitem__(key)

        data = getattr(os.environ, "_data", None)
        if type(data) is dict:
            os.environ._data = Watched(data)  # type: ignore[attr-defined]

    def problem(self):
        return self._noticed

    def stop(self):
        data = getattr(os.environ, "_data", None)
        if isinstance(data, dict) and type(data) is not dict:
            os.environ._data = dict(data)  # type: ignore[attr-defined]

    def _notice(self, key):
        frame = sys._getframe(1)
        while frame is not None and _is_of_the_standard_library(frame.f_globals.get("__name__", "")):
            frame = frame.f_back  # type: ignore[assignment]
        package = frame.f_globals.get("__name__", "").partition(".")[0] if frame is not None else ""
        if self._noticed is None and package not in _OWN_PACKAGES:
            self._noticed = "%s is read by %s" % (os.fsdecode(key), package or "somebody")


def _is_of_the_standard_library(name):
    return name in ("os", "posixpath", "collections.abc", "_collections_abc", __name__)
