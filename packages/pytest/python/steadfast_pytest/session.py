"""What every attempt does with its session, however it was started."""

import os

from .reporter import Reporter


def follow_session(config, channel):
    config.pluginmanager.register(Reporter(config, channel), "steadfast-reporter")
    # pytest has its cache by now, and the variable was only for the cache.
    os.environ.pop("STEADFAST_ATTEMPT_DIRECTORY", None)
