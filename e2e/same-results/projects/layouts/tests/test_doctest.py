def two():
    """
    >>> two()
    3
    """
    return 2


def test_fixtures_of_pytest(capsys, caplog, recwarn, tmp_path):
    print("x")


def test_sub_tests(subtests):
    for number in range(3):
        with subtests.test(number=number):
            assert number == 1
