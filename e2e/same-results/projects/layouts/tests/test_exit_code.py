def test_exit_code_is_changed_by_conftest():
    pass
