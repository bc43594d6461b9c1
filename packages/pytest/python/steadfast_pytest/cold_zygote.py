"""A cold zygote: ``python -m steadfast_pytest.cold_zygote``. Its workers start a new interpreter for every attempt.

It is there to adopt what attempts leave behind, and to end everything when Node is gone.
"""

import sys

from . import linux
from .serving import Server


def main():
    if not linux.is_supported():
        sys.exit("this Python cannot adopt orphaned processes (no ctypes, or no pidfd_open)")
    Server().serve(pytest=None, forks=False, reason="spawn was asked for", culprit=None, notices=[])


main()
