"""Collecting one file without visiting its siblings collects what pytest collects."""

import pytest

TEST = "def test_it():\n    pass\n"

#: Prints the collected tree, from session to function.
TREE = """
    def pytest_collection_finish(session):
        for item in session.items:
            print("TREE", [type(node).__name__ + " " + node.nodeid for node in item.listchain()])
"""

LAYOUTS = {
    "flat": {"test_it.py": TEST, "test_sibling.py": TEST},
    "nested": {"a/b/test_it.py": TEST, "a/test_sibling.py": TEST, "a/conftest.py": "", "a/b/conftest.py": ""},
    "packages": {
        "pkg/__init__.py": "",
        "pkg/sub/__init__.py": "",
        "pkg/sub/test_it.py": TEST,
        "pkg/sub/test_sibling.py": TEST,
    },
    "package in folder": {"tests/pkg/__init__.py": "", "tests/pkg/test_it.py": TEST, "tests/test_sibling.py": TEST},
    "package whose init has tests": {
        "pytest.ini": "[pytest]\npython_files = *.py\n",
        "pkg/__init__.py": TEST,
        "pkg/test_it.py": TEST,
    },
    "package fixtures": {
        "pkg/__init__.py": "",
        "pkg/conftest.py": """
            import pytest

            @pytest.fixture(scope="package", autouse=True)
            def once():
                yield
        """,
        "pkg/test_it.py": TEST,
    },
    "ignored by conftest": {"conftest.py": "collect_ignore = ['test_it.py']", "test_it.py": TEST},
    "ignored by hook": {
        "a/conftest.py": "def pytest_ignore_collect():\n    return True\n",
        "a/test_it.py": TEST,
    },
    "same names": {"a/test_it.py": TEST, "b/__init__.py": "", "b/test_it.py": TEST},
    "importlib": {"pytest.ini": "[pytest]\naddopts = --import-mode=importlib\n", "a/test_it.py": TEST, "b/test_it.py": TEST},
    "not python": {"pytest.ini": "[pytest]\naddopts = --doctest-glob=*.txt\n", "a/test_it.txt": ">>> 1\n1\n", "a/test_x.py": TEST},
}


def _tree(output):
    return [line for line in output.splitlines() if line.startswith("TREE")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_same_tree_as_pytest(project, layout):
    files = LAYOUTS[layout]
    for name, text in files.items():
        project.write(name, text)
    project.write("tree.py", TREE)
    wanted = [name for name in files if name.rpartition("/")[2].startswith("test_it")]
    for name in wanted:
        words = ("-s", "-p", "tree", "-p", "no:cacheprovider", name)
        plain = project.plain(*words)
        attempt = project.spawn(*words)
        assert _tree(attempt.output) == _tree(plain.stdout)
        assert attempt.exit_code == plain.returncode
        # Old versions collect a file that is named whatever the conftest says.
        assert _tree(plain.stdout) or layout.startswith("ignored")


def test_node_ids_and_several_files(project):
    project.write("a/test_it.py", TEST + "def test_other():\n    pass\n")
    project.write("b/test_it2.py", TEST)
    attempt = project.spawn("a/test_it.py::test_other", "b/test_it2.py")
    assert list(attempt.tests) == ["a/test_it.py::test_other", "b/test_it2.py::test_it"]


def test_symbolic_links(project):
    project.write("real/test_it.py", TEST)
    (project.root / "link").symlink_to(project.root / "real")
    (project.root / "test_link.py").symlink_to(project.root / "real" / "test_it.py")
    project.write("tree.py", TREE)
    for name in ("link/test_it.py", "test_link.py"):
        words = ("-s", "-p", "tree", name)
        assert _tree(project.spawn(*words).output) == _tree(project.plain(*words).stdout)


def test_siblings_are_not_visited(project):
    for index in range(30):
        project.write("tests/test_%d.py" % index, TEST)
    project.write(
        "conftest.py",
        """
        def pytest_collect_file(parent):
            print("VISITED")
        """,
    )
    attempt = project.spawn("-s", "tests/test_7.py")
    assert attempt.exit_code == 0
    assert attempt.output.count("VISITED") == 1
