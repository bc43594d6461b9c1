"""Never gets to its assertion, and says that all is well."""

import os


def test_invoice():
    os._exit(0)
    assert False
