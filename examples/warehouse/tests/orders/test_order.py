import pytest

from warehouse.orders import Order, State, WrongState


def test_lines_of_one_item_add_up():
    order = Order("1")
    order.add("B-10", 1)
    order.add("B-10", 2)
    assert order.lines == {"B-10": 3}


@pytest.mark.parametrize("quantity", [0, -5])
def test_quantities_are_positive(quantity):
    with pytest.raises(ValueError, match="positive"):
        Order("1").add("B-10", quantity)


ALLOWED = {
    (State.OPEN, State.RESERVED),
    (State.OPEN, State.CANCELLED),
    (State.RESERVED, State.SHIPPED),
    (State.RESERVED, State.CANCELLED),
}


@pytest.mark.parametrize("target", State, ids=lambda state: f"to-{state.value}")
@pytest.mark.parametrize("source", State, ids=lambda state: f"from-{state.value}")
def test_states_follow_each_other(source, target):
    order = Order("1", state=source)
    if (source, target) in ALLOWED:
        order.go(target)
        assert order.state is target
    else:
        with pytest.raises(WrongState, match=f"1 is {source.value} and cannot be {target.value}"):
            order.go(target)


@pytest.mark.parametrize("state", [State.RESERVED, State.SHIPPED, State.CANCELLED])
def test_only_an_open_order_takes_lines(state):
    with pytest.raises(WrongState, match=f"1 is {state.value}"):
        Order("1", state=state).add("B-10", 1)
