import os


def choose(value):
    if value > 1:
        return "many"
    if os.environ.get("NEVER_SET"):
        return "never"
    return "few"
