"""Files that a session writes once, and that every attempt would write anew: a log, a report.

Each attempt writes one of its own in its folder, with an index of what they are; Steadfast joins them after the run. It does
not matter whether an option, a setting or a conftest asked for the file: conftests have had their turn, and the
plugins that write have not.
"""

import json
import os

#: What a file holds, the attribute of ``config.option`` that names it, and the setting that does so, too.
_FILES = (
    ("log", "log_file", "log_file"),
    ("junit", "xmlpath", None),
    ("lines", "report_log", None),
    ("cucumber", "cucumber_json_path", None),
    ("json-report", "json_report_file", None),
    ("benchmark", "benchmark_json", None),
    ("html", "htmlpath", None),
)


class SessionFiles:
    """To be registered after plugins and before conftests, so that hooks run in the other order."""

    def __init__(self):
        self._folder = os.environ.get("STEADFAST_ATTEMPT_DIRECTORY")

    def pytest_configure(self, config):
        if self._folder is None:
            return
        entries = [entry for file in _FILES for entry in self._redirect(config, *file)]
        if entries:
            with open(os.path.join(self._folder, "session-files.json"), "w", encoding="utf-8") as index:
                json.dump(entries, index)

    def _redirect(self, config, kind, option, setting):
        wanted = _wanted(config, kind, option, setting)
        if wanted is None:
            return
        name = _name(wanted)
        path = os.path.abspath(os.path.join(str(config.invocation_params.dir), os.path.expanduser(os.path.expandvars(name))))
        part = os.path.join(str(self._folder), "session-file-" + kind + _suffixes(path))
        entry = {"kind": kind, "path": path, "part": part}
        if kind == "html":
            # pytest-html writes a page of one file, and pages cannot be joined: Steadfast says what to do instead.
            setattr(config.option, option, None)
        elif hasattr(wanted, "write"):
            wanted.close()
            # The plugin closes it, as it would have closed the other one.
            setattr(config.option, option, open(part, wanted.mode))  # noqa: SIM115
        else:
            setattr(config.option, option, part)
        if kind == "log" and _log_mode(config) == "a":
            entry["append"] = True
        yield entry


def wanted_file(config):
    """The name of a file that the session would write; ``None`` when there is none."""
    wanted = (_wanted(config, *file) for file in _FILES)
    return next((_name(each) for each in wanted if each is not None), None)


def _wanted(config, kind, option, setting):
    """A path, or an open file."""
    wanted = getattr(config.option, option, None)
    if not wanted and setting is not None:
        wanted = config.getini(setting)
    if not wanted or _name(wanted) == os.devnull or (kind == "json-report" and not _has_json_report(config)):
        return None
    return wanted


def _name(wanted):
    return str(getattr(wanted, "name", wanted))


def _suffixes(path):
    """`.log.gz`: some plugins choose how to write by it."""
    return "".join("." + part for part in os.path.basename(path).split(".")[1:])


def _has_json_report(config):
    return bool(getattr(config.option, "json_report", False)) and str(config.option.json_report_file).lower() != "none"


def _log_mode(config):
    # Older versions of pytest have no such option, and begin anew.
    return config.option.log_file_mode or config.getini("log_file_mode") if hasattr(config.option, "log_file_mode") else "w"
