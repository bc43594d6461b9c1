"""An attempt runs its share of what is collected, and tells its tests when somebody watches them."""

import json

import pytest

from conftest import linux_only
from harness.zygote import running_zygote

TESTS = """
    import pytest

    def test_first(): pass

    @pytest.mark.parametrize("name", ["a/b", "c::d", "\\u00e9"])
    def test_names(name): pass

    class TestClass:
        def test_method(self): pass
"""

SOME = ["test_a.py::TestClass::test_method", "test_a.py::test_names[c::d]"]


@pytest.fixture
def shared(project):
    project.write("test_a.py", TESTS)

    def environment(ids=None, **part):
        path = project.attempt_directory / "share.json"
        path.write_text(json.dumps({"kind": "part", **part} if ids is None else {"kind": "tests", "ids": ids}))
        return {"STEADFAST_SHARE": str(path), "STEADFAST_WATCH_TESTS": "1"}

    project.share = environment
    return project


def test_only_the_share_runs_in_the_order_of_the_file(shared):
    attempt = shared.spawn(STEADFAST_TARGETS=json.dumps(["test_a.py"]), **shared.share(SOME))
    assert list(attempt.tests) == sorted(SOME, reverse=True)
    assert (attempt.exit_code, attempt.finish["collected"]) == (0, 2)
    assert "deselected" not in attempt.output


@linux_only
def test_of_a_fork_too(shared):
    with running_zygote(shared) as zygote:
        attempt = zygote.worker.run("test_a.py", **shared.share(SOME))
        assert sorted(attempt.tests) == sorted(SOME)


def test_what_others_left_out_stays_out(shared):
    attempt = shared.spawn("-k", "names", STEADFAST_TARGETS=json.dumps(["test_a.py"]), **shared.share(SOME))
    assert attempt.exit_code == 4
    (error,) = attempt.of_type("usage-error")
    assert error["message"] == (
        "the tests that were left to run are not what is collected now: "
        "test_a.py::TestClass::test_method is not there any more"
    )


def test_the_tests_are_told_before_they_run(shared):
    attempt = shared.spawn(STEADFAST_TARGETS=json.dumps(["test_a.py"]), **shared.share(SOME))
    (collected,) = attempt.of_type("collected")
    types = [message["type"] for message in attempt.messages]
    assert types.index("collected") < types.index("test-started")
    for told in collected["tests"]:
        finished = attempt.tests[told["id"]]
        assert {name: finished[name] for name in told} == told


def test_nobody_is_told_who_does_not_watch(shared):
    assert shared.spawn(STEADFAST_TARGETS=json.dumps(["test_a.py"])).of_type("collected") == []


SHUFFLE = """
    import random
    def pytest_collection_modifyitems(items):
        random.shuffle(items)
"""


def collections(shared, total, *options):
    for index in range(1, total + 1):
        part = shared.share(index=index, total=total)
        attempt = shared.spawn(*options, STEADFAST_TARGETS=json.dumps(["test_a.py"]), **part)
        (collected,) = attempt.of_type("collected")
        assert sorted(test["id"] for test in collected["tests"]) == sorted(attempt.tests)
        yield attempt, collected


@pytest.mark.parametrize("total, conftest", [(2, ""), (7, SHUFFLE)], ids=["in order", "shuffled"])
def test_parts_are_the_whole(shared, total, conftest):
    whole = list(shared.spawn(STEADFAST_TARGETS=json.dumps(["test_a.py"])).tests)
    shared.write("conftest.py", conftest)
    parts = list(collections(shared, total))
    assert sorted(test for attempt, _ in parts for test in attempt.tests) == sorted(whole)
    assert all(collected["all"] == whole for _, collected in parts)
    lengths = [len(attempt.tests) for attempt, _ in parts]
    assert max(lengths) - min(lengths) <= 1
    assert {attempt.exit_code for attempt, _ in parts} <= {0, 5}


def test_parts_are_made_of_what_is_left(shared):
    parts = list(collections(shared, 3, "-k", "names"))
    assert [len(attempt.tests) for attempt, _ in parts] == [1, 1, 1]
