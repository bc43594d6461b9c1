"""Takes back what only Steadfast needed to get in: tests see what they would see without it."""

import os
import sys

#: How many words of the command line are Steadfast's own: ``-p PLUGIN -o cache_dir=...``, always the first ones.
_OWN_WORDS = 4


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
    del sys.argv[1 : 1 + _OWN_WORDS]


def restore_invocation(config):
    params = config.invocation_params
    config.invocation_params = type(params)(args=tuple(sys.argv[1:]), plugins=params.plugins, dir=params.dir)
