import pytest

from formula.sheet import Sheet


@pytest.fixture
def sheet():
    sheet = Sheet()
    for cell, text in {"A1": "10", "A2": "=A1*2", "A3": "=SUM(A1:A2)", "B1": "=IF(A3>20, 1, 0)"}.items():
        sheet.set(cell, text)
    return sheet


def test_computes_what_it_needs(sheet):
    assert sheet.get("A3") == 30
    assert sheet.computed == 3


def test_empty_cells_are_zero(sheet):
    assert sheet.get("Z99") == 0


def test_a_change_reaches_all_that_depend_on_it(sheet):
    assert sheet.get("b1") == 1
    sheet.set("A1", "1")
    assert sheet.get("A3") == 3
    assert sheet.get("B1") == 0


def test_a_change_leaves_the_others_alone(sheet):
    sheet.set("C1", "5")
    sheet.get("B1"), sheet.get("C1")
    computed = sheet.computed
    sheet.set("C1", "6")
    sheet.get("B1"), sheet.get("C1")
    assert sheet.computed == computed + 1
