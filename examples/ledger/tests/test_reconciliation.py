from datetime import date, timedelta

from ledger import Money
from ledger.importer import StatementLine
from ledger.reconciliation import reconcile

BANK = "Assets:Bank:Giro"
LINES = [
    StatementLine(date(2026, 1, 2), "opening", Money(100_000)),
    StatementLine(date(2026, 1, 5), "fees", Money(45_000)),
    StatementLine(date(2026, 2, 1), "rent", Money(-60_000)),
    StatementLine(date(2026, 2, 2), "cash machine", Money(-5_000)),
]


def test_matches_within_a_few_days(journal):
    assert reconcile(journal, BANK, LINES).complete


def test_reports_what_only_the_bank_knows(journal):
    fee = StatementLine(date(2026, 1, 31), "bank fee", Money(-390))
    assert reconcile(journal, BANK, [*LINES, fee]).only_bank == [fee]


def test_reports_what_only_the_books_know(journal):
    result = reconcile(journal, BANK, LINES[1:])
    assert [entry.text for entry in result.only_books] == ["opening"]


def test_each_entry_is_used_once(journal):
    result = reconcile(journal, BANK, [*LINES, LINES[1]])
    assert len(result.matched) == 4
    assert result.only_bank == [LINES[1]]


def test_the_nearest_entry_wins(journal):
    near = journal.transfer(date(2026, 1, 7), "fees again", "Income:Fees", BANK, Money(45_000))
    result = reconcile(journal, BANK, [StatementLine(date(2026, 1, 7), "fees", Money(45_000))])
    assert result.matched[0][1] is near


def test_no_tolerance_means_the_same_day(journal):
    result = reconcile(journal, BANK, LINES, tolerance=timedelta(0))
    assert [line.text for line in result.only_bank] == ["opening", "rent"]
