def pytest_addoption(parser):
    parser.addoption("--of-tests", default="tests")
    parser.addini("of_tests", "a setting of a conftest below the root", default="setting")
