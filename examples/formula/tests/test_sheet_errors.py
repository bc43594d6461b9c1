import pytest

from formula.errors import CircularReference, FormulaError, SyntaxProblem
from formula.sheet import Sheet


@pytest.mark.parametrize("formula", ["A1", "1+A1", "SUM(A1:C3)", "-A1"])
def test_a_cell_does_not_need_itself(formula):
    with pytest.raises(CircularReference, match="A1 would need itself"):
        Sheet().set("A1", formula)


def test_circles_go_over_other_cells():
    sheet = Sheet()
    sheet.set("A1", "B1")
    sheet.set("B1", "C1")
    with pytest.raises(CircularReference):
        sheet.set("C1", "A1 + 1")
    assert sheet.get("A1") == 0


def test_a_formula_that_is_refused_leaves_the_old_one():
    sheet = Sheet()
    sheet.set("A1", "5")
    with pytest.raises(SyntaxProblem):
        sheet.set("A1", "5 +")
    assert sheet.get("A1") == 5


def test_errors_reach_the_cells_that_depend_on_them():
    sheet = Sheet()
    sheet.set("A1", "1/0")
    sheet.set("A2", "A1+1")
    with pytest.raises(FormulaError, match="division by zero"):
        sheet.get("A2")
    sheet.set("A1", "1")
    assert sheet.get("A2") == 2


def test_cells_have_names():
    with pytest.raises(FormulaError, match="TOTAL is no cell"):
        Sheet().set("total", "1")
