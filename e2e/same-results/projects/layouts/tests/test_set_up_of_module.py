def setup_module():
    raise RuntimeError("set-up of the module")


def test_one():
    pass


def test_two():
    pass
