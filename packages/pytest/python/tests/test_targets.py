"""What an attempt runs comes by a way that no option can take it from, and nothing else runs."""

import json

import pytest

from conftest import linux_only
from harness.zygote import running_zygote

OPTIONS = """
    def pytest_addoption(parser):
        parser.addoption("--optional", nargs="?", const="all")
        parser.addoption("--several", nargs="*")
"""

#: Adds a file to what the command line names.
MEDDLER = """
    def pytest_configure(config):
        config.args = ["test_a.py", "test_b.py"]
"""


@pytest.fixture
def two_files(project):
    project.write("conftest.py", OPTIONS)
    project.write("test_a.py", "import sys\ndef test_a(pytestconfig): assert sys.argv[-1] == 'test_a.py' == pytestconfig.args[-1]\n")
    project.write("test_b.py", "def test_b(): pass\n")
    return project


@pytest.mark.parametrize("option", ["--optional", "--several"])
@pytest.mark.parametrize("where", ["command line", "addopts"])
def test_no_option_takes_the_file(two_files, option, where):
    if where == "addopts":
        two_files.write("pytest.ini", "[pytest]\naddopts = %s\n" % option)
    options = [option] if where == "command line" else []
    attempt = two_files.spawn(*options, STEADFAST_TARGETS=json.dumps(["test_a.py"]))
    assert attempt.outcomes == {"test_a": "passed"}


@linux_only
@pytest.mark.parametrize("option", ["--optional", "--several"])
def test_no_option_takes_the_file_of_a_fork(two_files, option):
    with running_zygote(two_files, options=[option]) as zygote:
        assert zygote.worker.run("test_a.py").outcomes == {"test_a": "passed"}


def test_other_files_are_an_error(two_files):
    two_files.write("conftest.py", MEDDLER)
    attempt = two_files.spawn(STEADFAST_TARGETS=json.dumps(["test_a.py"]))
    assert attempt.exit_code == 4
    assert attempt.tests == {}
    (error,) = attempt.of_type("usage-error")
    assert error["message"].startswith("wanted were the tests of test_a.py alone, and tests of other files were collected: test_b.py.")


def test_a_link_is_the_file_that_it_leads_to(two_files):
    (two_files.root / "test_link.py").symlink_to("test_b.py")
    attempt = two_files.spawn(STEADFAST_TARGETS=json.dumps(["test_link.py"]))
    assert attempt.outcomes == {"test_b": "passed"}
