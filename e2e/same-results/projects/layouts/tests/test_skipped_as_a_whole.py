import pytest

pytest.skip("it's another machine's", allow_module_level=True)
