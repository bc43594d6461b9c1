"""Takes back what only Steadfast needed to get in: tests see what they would see without it."""

import os
import sys

#: How many words of the command line are Steadfast's own, always the first ones: ``-p PLUGIN -o cache_dir=...`` and, where
#: targets come by another way, the paths of the run.
_own_words = int(os.environ.pop("STEADFAST_OWN_WORDS", "4"))

_CACHE_WORD = "cache_dir=$STEADFAST_ATTEMPT_DIRECTORY/cache"


def restore_import_path():
    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path[:] = [entry for entry in sys.path if entry != own]


def restore_environment():
    original = os.environ.pop("STEADFAST_PYTHONPATH", None)
    if original is None:
        os.environ.pop("PYTHONPATH", None)
    else:
        os.environ["PYTHONPATH"] = original


def restore_arguments():
    given = len(sys.argv) - 1
    del sys.argv[1 : 1 + _own_words]
    # Since Python 3.10: the same words after those of the interpreter.
    words = getattr(sys, "orig_argv", [])
    first = len(words) - given
    del words[first : first + _own_words]


def add_arguments(words):
    sys.argv.extend(words)
    getattr(sys, "orig_argv", []).extend(words)


def replace_arguments(old, new):
    """Puts words in the place of those that were added; where they are not the last any more, everything stays."""
    words = list.__getitem__(old, slice(None))
    for line in (sys.argv, getattr(sys, "orig_argv", [])):
        if words and line[-len(words) :] == words:
            line[-len(words) :] = new


def restore_invocation(config):
    params = config.invocation_params
    config.invocation_params = type(params)(args=tuple(sys.argv[1:]), plugins=params.plugins, dir=params.dir)


def restore_options(config):
    """Options are handed on to other pytest processes, by pytest-xdist for one, which know nothing of Steadfast."""
    for options in (config.option, config.known_args_namespace):
        options.plugins = [name for name in options.plugins or () if not name.startswith("steadfast_pytest.")]
        options.override_ini = [word for word in options.override_ini or () if word != _CACHE_WORD] or None
