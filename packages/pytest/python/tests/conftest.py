import sys

import pytest

from harness.project import PYTHON_SIDE, Project

sys.path.insert(0, PYTHON_SIDE)

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="zygotes need Linux")


@pytest.fixture
def project(tmp_path):
    """An empty pytest project."""
    folder = tmp_path / "project"
    folder.mkdir()
    return Project(folder, tmp_path / "attempt")
