"""Renders a failure as pytest shows it on a terminal."""

import os
import re
from io import StringIO

#: A line of a diff, where pytest had no terminal to colour it for when the assertion failed.
_DIFF_LINE = re.compile("(?m)^(\x1b\\[1m\x1b\\[31mE +)([-+?] .*|[-+?])\x1b\\[0m$")

#: What pytest's own highlighting gives such lines.
_DIFF_COLOURS = {"-": "91", "+": "92", "?": "90"}

_SGR = re.compile("\x1b\\[[0-9;]*m")


class Rendering:
    """Colours are always part of a traceback, for whoever can show them, unless nobody wants any."""

    def __init__(self, config):
        self._config = config
        self._has_colour = _allows_colour(config.option.color)

    def traceback(self, report):
        """The whole failure; ``report.longreprtext`` would have neither colours nor the indentation of the first line."""
        shown = _terminal_writer(self._config)
        if shown is None:
            return report.longreprtext
        file = StringIO()
        writer = type(shown)(file)
        writer.hasmarkup = self._has_colour
        writer.code_highlight = shown.code_highlight
        report.toterminal(writer)
        text = file.getvalue().strip("\n").rstrip()
        return _DIFF_LINE.sub(_coloured_diff_line, text) if self._has_colour else text


def show_colours(config):
    """Makes pytest explain assertions in colour, as it does on a terminal that shows colours."""
    wanted = os.environ.pop("STEADFAST_COLOR", None) == "1"
    writer = _terminal_writer(config)
    if wanted and writer is not None and config.option.color != "no":
        writer.hasmarkup = True


def without_colours(text):
    return _SGR.sub("", text)


def _terminal_writer(config):
    """``None`` where pytest shows nothing, as with ``-p no:terminal``."""
    has_terminal = config.pluginmanager.has_plugin("terminalreporter")
    return config.get_terminal_writer() if has_terminal else None


def _allows_colour(option):
    if option != "auto":
        return option == "yes"
    return os.environ.get("PY_COLORS") != "0" and not os.environ.get("NO_COLOR")


def _coloured_diff_line(match):
    start, line = match.groups()
    return f"{start}\x1b[0m\x1b[{_DIFF_COLOURS[line[0]]}m{line}\x1b[0m"
