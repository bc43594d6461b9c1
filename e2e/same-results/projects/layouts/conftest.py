import sys

pytest_plugins = ["plugins.late"]


def pytest_addoption(parser):
    parser.addoption("--of-root", default="root")


def pytest_configure(config):
    config.is_configured_by_root = True


def pytest_report_header(config):
    return "a header of the project"


def pytest_sessionfinish(session):
    if any("exit_code" in item.name for item in session.items):
        session.exitstatus = 9


def pytest_generate_tests(metafunc):
    if "project_module" in metafunc.fixturenames:
        own = ("conftest", "mylib", "package", "plugins", "test")
        metafunc.parametrize("project_module", sorted(name for name in sys.modules if name.startswith(own)))
