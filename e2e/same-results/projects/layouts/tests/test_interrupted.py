def test_before():
    pass


def test_interrupts():
    raise KeyboardInterrupt
