"""Writes the files of all tests that pytest collected, as JSON, to the file in COLLECTED_FILES."""

import json
import os


def pytest_collection_finish(session):
    files = sorted({str(item.path) for item in session.items})
    with open(os.environ["COLLECTED_FILES"], "w", encoding="utf-8") as output:
        json.dump(files, output)
