"""Random numbers after a fork: attempts must not draw the same ones, unless the project has chosen a seed."""

import random
import sys

#: How many times the generator may have filled its state anew before a changed state counts as a chosen one.
_REFILLS = 64

_WORDS = 624


class Randomness:
    """What became of the generators' states since they were remembered."""

    def __init__(self):
        self._chosen = None

    def remember(self):
        refresh()
        self._python = random.getstate()

    def was_drawn_from(self):
        """Whether numbers were drawn without a seed: each process would have had others."""
        state = random.getstate()
        if state == self._python:
            return False
        return not _is_chosen(self._python, state)

    def was_seeded(self):
        return random.getstate() != self._python

    def settle(self):
        """Keeps a state that the project has chosen: Python seeds its generator anew in every fork."""
        if self.was_seeded():
            self._chosen = random.getstate()

    def renew(self):
        if self._chosen is not None:
            random.setstate(self._chosen)
        numpy = sys.modules.get("numpy.random")
        if numpy is not None and _is_unused(numpy):
            numpy.seed()


def refresh():
    """For an attempt that is forked before any code of the project has run."""
    random.seed()
    numpy = sys.modules.get("numpy.random")
    if numpy is not None:
        numpy.seed()


def _is_chosen(before, after):
    """Whether a state cannot be reached by drawing from another one."""
    generator = random.Random()
    generator.setstate(before)
    for _ in range(_REFILLS):
        if generator.getstate()[1][:_WORDS] == after[1][:_WORDS]:
            return False
        generator.getrandbits(32 * _WORDS)
    return True


def _is_unused(numpy):
    """Whether NumPy's generator is as the system's entropy has made it: it marks that by its first word and its position."""
    kind, words, position, *_ = numpy.get_state()
    return kind == "MT19937" and words[0] == 0x80000000 and position == _WORDS - 1
