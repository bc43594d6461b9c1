import json
from datetime import date

import pytest

from ledger import Journal, Money
from ledger.archive import load, save
from ledger.balances import trial_balance


def test_a_journal_survives_the_disk(tmp_path, journal, chart):
    save(journal, tmp_path / "club.jsonl")
    again = load(chart, tmp_path / "club.jsonl")
    assert list(again) == list(journal)
    assert trial_balance(again) == trial_balance(journal)


def test_keeps_text_readable(tmp_path, journal, chart):
    journal.transfer(date(2026, 2, 4), "Süßes", "Assets:Cash", "Expenses:Tea", Money(320))
    save(journal, tmp_path / "club.jsonl")
    assert "Süßes" in (tmp_path / "club.jsonl").read_text(encoding="utf-8")


def test_leaves_no_draft(tmp_path, journal):
    save(journal, tmp_path / "club.jsonl")
    assert [file.name for file in tmp_path.iterdir()] == ["club.jsonl"]


def test_an_empty_journal_is_an_empty_file(tmp_path, chart):
    save(Journal(chart), tmp_path / "empty.jsonl")
    assert (tmp_path / "empty.jsonl").read_bytes() == b""
    assert len(load(chart, tmp_path / "empty.jsonl")) == 0


def test_half_a_line_is_an_error(tmp_path, journal, chart):
    save(journal, tmp_path / "club.jsonl")
    text = (tmp_path / "club.jsonl").read_text(encoding="utf-8")
    (tmp_path / "club.jsonl").write_text(text[:-20], encoding="utf-8")
    with pytest.raises(json.JSONDecodeError):
        load(chart, tmp_path / "club.jsonl")
