"""What the report says of tests, and that it agrees with what pytest itself says."""

import xml.etree.ElementTree

import pytest

from steadfast_pytest.rendering import without_colours

EVERY_OUTCOME = """
    import pytest

    def test_pass():
        pass

    def test_fail():
        print("before the failure")
        left = 1
        assert left == 2, "first line\\nsecond line"

    @pytest.fixture
    def broken():
        raise ValueError("set-up broke")

    def test_setup_error(broken):
        pass

    @pytest.fixture
    def breaks_later():
        yield
        raise ValueError("tear-down broke")

    def test_teardown_error(breaks_later):
        pass

    def test_fails_twice(breaks_later):
        assert 0, "call broke"

    @pytest.mark.skip(reason="not today")
    def test_skip():
        pass

    @pytest.mark.xfail(reason="known bug")
    def test_xfail():
        assert 0

    @pytest.mark.xfail(reason="thought to be a bug")
    def test_xpass():
        pass

    @pytest.mark.xfail(strict=True, reason="must fail")
    def test_strict_xpass():
        pass

    def test_properties(record_property):
        record_property("number", 5)

    class TestClass:
        @pytest.mark.parametrize("value", ["a/b.py", "c::d", "[e]"])
        def test_parameters(self, value):
            pass
"""


@pytest.fixture
def every_outcome(project):
    project.write("tests/test_it.py", EVERY_OUTCOME)
    return project.spawn("tests/test_it.py")


DIFF = """
    def test_diff():
        assert "same\\nleft\\n" == "same\\nright\\n"
"""


def test_a_traceback_has_the_colours_of_a_terminal(project):
    project.write("test_it.py", DIFF)
    traceback = project.spawn("test_it.py").tests["test_it.py::test_diff"]["traceback"]
    assert "\x1b[91m- right" in traceback
    assert "\x1b[92m+ left" in traceback


def test_a_traceback_is_plain_where_nobody_wants_colours(project):
    project.write("test_it.py", DIFF)
    assert "\x1b" not in project.spawn("--color=no", "test_it.py").tests["test_it.py::test_diff"]["traceback"]


def test_what_an_assertion_says_is_plain_unless_a_terminal_shows_colours(project):
    project.write(
        "test_it.py",
        """
            import os
            import pathlib

            import pytest

            def test_says():
                with pytest.raises(AssertionError) as failure:
                    assert [1, 2] == [1, 3]
                pathlib.Path("said").write_text(str(failure.value))
                assert "STEADFAST_COLOR" not in os.environ
        """,
    )

    def said(run):
        (project.root / "said").unlink(missing_ok=True)
        run()
        return (project.root / "said").read_text()

    in_colour = said(lambda: project.plain("--color=yes", "test_it.py"))
    assert "\x1b" not in said(lambda: project.spawn("test_it.py"))
    # Older pytest colours no assertion.
    assert said(lambda: project.spawn("test_it.py", STEADFAST_COLOR="1")) == in_colour


def test_every_outcome(every_outcome):
    assert every_outcome.outcomes == {
        "test_pass": "passed",
        "test_fail": "failed",
        "test_setup_error": "error",
        "test_teardown_error": "error",
        "test_fails_twice": "failed",
        "test_skip": "skipped",
        "test_xfail": "xfailed",
        "test_xpass": "xpassed",
        "test_strict_xpass": "failed",
        "test_properties": "passed",
        "TestClass::test_parameters[a/b.py]": "passed",
        "TestClass::test_parameters[c::d]": "passed",
        "TestClass::test_parameters[[e]]": "passed",
    }
    assert every_outcome.exit_code == 1


def test_messages_are_one_line(every_outcome):
    messages = {test["name"]: test.get("message") for test in every_outcome.tests.values()}
    assert messages["test_fail"] == "AssertionError: first line"
    assert messages["test_setup_error"] == "ValueError: set-up broke"
    assert messages["test_fails_twice"] == "AssertionError: call broke"
    assert messages["test_skip"] == "not today"
    assert messages["test_xfail"] == "known bug"
    assert messages["test_pass"] is None


def test_message_about_a_fixture_that_is_not_there(project):
    project.write("test_it.py", "def test_it(no_such_fixture):\n    pass\n")
    (test,) = project.spawn("test_it.py").tests.values()
    assert test["message"] == "fixture 'no_such_fixture' not found"


def test_failure_has_traceback_and_output(every_outcome):
    test = every_outcome.tests["tests/test_it.py::test_fail"]
    traceback = without_colours(test["traceback"])
    assert traceback != test["traceback"]
    assert "second line" in traceback
    assert traceback.startswith("    def test_fail():\n")
    assert "        left = 1\n" in traceback
    assert test["sections"] == [{"title": "Captured stdout call", "text": "before the failure\n"}]
    assert test["location"] == {"file": "tests/test_it.py", "line": 7}
    assert "tear-down broke" in every_outcome.tests["tests/test_it.py::test_fails_twice"]["traceback"]


def test_of_long_output_head_and_tail_are_kept(project):
    project.write("test_loud.py", "def test_loud():\n    print('<' + 'x' * 3_000_000 + '>')\n    assert 0\n")
    (test,) = project.spawn("test_loud.py").tests.values()
    (section,) = test["sections"]
    assert section["text"].startswith("<xxx") and section["text"].endswith("xxx>\n")
    assert "\n[... 1951427 characters left out ...]\n" in section["text"]
    assert len(section["text"]) < 1_050_000


def test_phase_that_failed(every_outcome):
    phases = {test["name"]: test.get("phase") for test in every_outcome.tests.values()}
    assert phases["test_setup_error"] == "setup"
    assert phases["test_teardown_error"] == "teardown"
    assert phases["test_pass"] is None


def test_recorded_properties(every_outcome):
    test = every_outcome.tests["tests/test_it.py::test_properties"]
    assert test["properties"] == [["number", "5"]]


def test_report_adds_up(every_outcome):
    finish = every_outcome.finish
    assert finish["exitStatus"] == 1
    assert finish["collected"] == finish["finished"] == 13
    assert finish["reported"] == len(every_outcome.of_type("test-finished"))
    assert every_outcome.messages[0]["type"] == "session-started"
    assert every_outcome.messages[0]["pytest"] == pytest.__version__
    assert every_outcome.messages[-1] is finish


def test_names_are_those_of_junitxml(project, every_outcome):
    project.plain("tests/test_it.py", "--junitxml", "report.xml")
    cases = xml.etree.ElementTree.parse(str(project.root / "report.xml")).iter("testcase")
    expected = {(case.get("classname"), case.get("name")) for case in cases}
    assert {(test["className"], test["name"]) for test in every_outcome.tests.values()} == expected


def test_output_of_all_tests_where_junit_logging_asks_for_it(project):
    project.write("tests/test_it.py", "def test_it():\n    print('written')\n")
    (test,) = project.spawn("-o", "junit_logging=all", "tests/test_it.py").tests.values()
    assert test["sections"] == [{"title": "Captured stdout call", "text": "written\n"}]
    (test,) = project.spawn("tests/test_it.py").tests.values()
    assert "sections" not in test


@pytest.mark.parametrize("letters, is_wanted", [("P", True), ("A", True), ("fs", False)])
def test_output_of_passed_tests_where_the_summary_asks_for_it(project, letters, is_wanted):
    project.write("tests/test_it.py", "def test_it():\n    print('written')\n")
    (test,) = project.spawn("-r" + letters, "tests/test_it.py").tests.values()
    assert ("sections" in test) is is_wanted


def test_ids_are_relative_to_where_pytest_was_started(project):
    project.write("below/tests/test_it.py", "def test_it():\n    pass\n")
    attempt = project.spawn("tests/test_it.py", cwd=project.root / "below")
    assert list(attempt.tests) == ["tests/test_it.py::test_it"]


@pytest.mark.parametrize(
    "source, message",
    [
        ("import not_a_module", "ModuleNotFoundError: No module named 'not_a_module'"),
        ("def test(:", "SyntaxError"),
    ],
)
def test_file_that_cannot_be_collected(project, source, message):
    project.write("tests/test_it.py", source)
    attempt = project.spawn("tests/test_it.py")
    (test,) = attempt.tests.values()
    assert (test["id"], test["outcome"], test["phase"]) == ("tests/test_it.py", "error", "collect")
    assert message in test["traceback"]
    assert attempt.exit_code == 2


def test_file_that_is_skipped_as_a_whole(project):
    project.write("tests/test_it.py", "import pytest\npytest.skip('no', allow_module_level=True)\n")
    (test,) = project.spawn("tests/test_it.py").tests.values()
    assert (test["id"], test["outcome"], test["message"]) == ("tests/test_it.py", "skipped", "no")


def test_strange_text_arrives_whole(project):
    project.write(
        "tests/test_it.py",
        r"""
        def test_it(record_property):
            record_property("surrogate", "\udcff")
            print("\x00\x1b[31m\u2028\U0001f40d" + "x" * 200_000 + "end")
            assert "\udc80" == "\u00e9\n"
        """,
    )
    (test,) = project.spawn("tests/test_it.py", PYTHONIOENCODING="utf-8:backslashreplace").tests.values()
    assert test["properties"] == [["surrogate", "\udcff"]]
    (section,) = [section for section in test["sections"] if "stdout" in section["title"]]
    assert section["text"].endswith("x" * 200_000 + "end\n")
    assert "\U0001f40d" in section["text"]


def test_crash_keeps_what_came_before(project):
    project.write(
        "tests/test_it.py",
        """
        import os

        def test_one():
            pass

        def test_two():
            os._exit(0)
        """,
    )
    attempt = project.spawn("tests/test_it.py")
    assert attempt.exit_code == 0
    assert attempt.outcomes == {"test_one": "passed"}
    assert attempt.of_type("test-started")[-1]["id"] == "tests/test_it.py::test_two"
    assert attempt.of_type("session-finished") == []


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs fork")
def test_forked_child_of_a_test_reports_nothing(project):
    project.write(
        "tests/test_it.py",
        """
        import os

        def test_it():
            if os.fork() == 0:
                return
            os.wait()
        """,
    )
    attempt = project.spawn("tests/test_it.py")
    assert len(attempt.of_type("test-finished")) == 1
    assert len(attempt.of_type("session-finished")) == 1


def test_closed_descriptor_does_not_disturb_the_tests(project):
    project.write(
        "tests/test_it.py",
        """
        import os

        def test_it():
            os.closerange(20, 1000)

        def test_later():
            pass
        """,
    )
    attempt = project.spawn("tests/test_it.py")
    assert attempt.exit_code == 0
    assert attempt.of_type("session-finished") == []


def test_usage_error_and_nothing_collected(project):
    project.write("tests/test_it.py", "def test_it():\n    pass\n")
    attempt = project.spawn("tests/test_it.py::test_other")
    assert attempt.exit_code == 4
    (error,) = attempt.of_type("usage-error")
    assert "test_other" in error["message"]
    assert project.spawn("-k", "nothing", "tests/test_it.py").exit_code == 5


def test_unittest_and_doctest(project):
    project.write(
        "tests/test_it.py",
        """
        import unittest

        class Case(unittest.TestCase):
            def test_pass(self):
                pass

            def test_skip(self):
                self.skipTest("unittest says so")

            @unittest.expectedFailure
            def test_expected(self):
                self.fail()
        """,
    )
    attempt = project.spawn("tests/test_it.py")
    assert attempt.outcomes == {"Case::test_pass": "passed", "Case::test_skip": "skipped", "Case::test_expected": "xfailed"}
    project.write("tests/doc.txt", ">>> 1 + 1\n3\n")
    assert list(project.spawn("--doctest-glob=*.txt", "tests/doc.txt").outcomes.values()) == ["failed"]
