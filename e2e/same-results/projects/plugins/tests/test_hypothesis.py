from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule


@settings(max_examples=10)
@given(st.lists(st.integers()))
def test_reversed_twice(numbers):
    assert list(reversed(list(reversed(numbers)))) == numbers


@settings(database=None, derandomize=True)
@given(st.integers())
def test_fails_with_the_smallest_example(number):
    assert number < 100


@settings(max_examples=10)
@given(st.integers(min_value=1, max_value=100))
def test_with_fixture(ten, number):
    assert ten * number >= 10


class Counter(RuleBasedStateMachine):
    count = 0

    @rule()
    def add(self):
        self.count += 1

    @invariant()
    def is_not_negative(self):
        assert self.count >= 0


Counter.TestCase.settings = settings(max_examples=5, stateful_step_count=5)
TestCounter = Counter.TestCase
