import io
from datetime import date

import pytest

from ledger import Money
from ledger.importer import BadStatement, StatementLine, read_statement, without_known


def statement(*rows: str) -> io.StringIO:
    return io.StringIO("\n".join(["date;text;amount", *rows]) + "\n")


def test_reads_lines():
    assert read_statement(statement("2026-01-05;Fees   of  Ada;25.00")) == [
        StatementLine(date(2026, 1, 5), "Fees of Ada", Money(2_500))
    ]


def test_reads_quoted_text_with_separators():
    (line,) = read_statement(statement('2026-01-05;"tea; milk";-3.20'))
    assert line.text == "tea; milk"


def test_reads_other_days():
    lines = read_statement(statement("05.01.2026;x;1"), day_format="%d.%m.%Y")
    assert lines[0].day == date(2026, 1, 5)


@pytest.mark.parametrize("row", ["yesterday;x;1.00", "2026-01-05;x;a lot", "2026-02-30;x;1", "2026-01-05;x;0.001"])
def test_names_the_line_that_is_wrong(row):
    with pytest.raises(BadStatement, match="line 3: "):
        read_statement(statement("2026-01-01;fine;1", row))


def test_needs_its_columns():
    with pytest.raises(BadStatement, match="amount, date, text"):
        read_statement(io.StringIO("day;amount\n"))
    with pytest.raises(BadStatement, match="line 1"):
        read_statement(io.StringIO(""))


def test_importing_twice_adds_nothing():
    lines = read_statement(statement("2026-01-05;tea;-2", "2026-01-05;tea;-2", "2026-01-06;tea;-2"))
    assert without_known(lines, lines) == []
    assert without_known(lines, lines[:1]) == lines[1:]
