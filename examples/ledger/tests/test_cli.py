import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.cli import main

SOURCE = Path(__file__).parents[1] / "src"


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "statement.csv"
    path.write_text("date;text;amount\n2026-01-05;fees;450\n2026-01-31;rent;-600\n2026-02-03;tea;-12.50\n")
    return path


def test_sums_by_month(statement, capsys):
    assert main([str(statement)]) == 0
    assert capsys.readouterr().out.splitlines() == ["2026-01      -150.00 EUR", "2026-02       -12.50 EUR"]


def test_a_missing_file_is_an_error_with_its_name(tmp_path, capsys):
    assert main([str(tmp_path / "nowhere.csv")]) == 1
    assert "nowhere.csv" in capsys.readouterr().err


def test_a_bad_file_is_an_error_with_its_line(statement, capsys):
    statement.write_text("date;text;amount\n2026-01-05;fees;many\n")
    assert main([str(statement)]) == 1
    assert "line 2" in capsys.readouterr().err


def test_runs_as_a_module(statement):
    done = subprocess.run(
        [sys.executable, "-m", "ledger.cli", str(statement)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("2026-01")
