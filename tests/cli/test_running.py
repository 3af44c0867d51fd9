"""`run` and `explain` on the terminal, as files, and where they must be careful."""

import csv
import hashlib
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from termwise.cli.exits import ExitCode
from termwise.cli.main import cli
from termwise.cli.render.text import cells
from termwise.explain.figures.amounts import money_words, share_words
from tests.session.royalty import ROYALTY


@pytest.fixture(autouse=True)
def _beside_the_deal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "royalty.deal").write_text(ROYALTY, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_first_lines_say_which_course_it_is() -> None:
    lines = run("run", "royalty.deal").output.splitlines()
    assert lines[0] == "Royalty"
    assert lines[1].startswith("central course: ")
    assert "listing never" in lines[1]
    head = " ".join(lines[1:4])
    assert "not a forecast" in head
    assert "as known on 2026-06-30, binding text only" in head
    supposed = run("run", "royalty.deal", "--scenario", "early").output
    assert "sale on 2026-07-16 (supposed)" in supposed


def test_what_is_left_out_and_what_is_not_public_is_said() -> None:
    output = run("run", "royalty.deal").output
    assert "guess *" in output
    assert "guess: rate  4%: not public, the median of 2% to 8%" in output
    assert "secret" in output.partition("Left out")[2]


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("by", ["year", "quarter", "month"])
def test_wide_tables_are_cut_into_several(width: int, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    output = run("run", "royalty.deal", "--by", by).output
    assert [line for line in output.splitlines() if cells(line) > width] == []
    assert output.count("in all") == 2


def test_a_figure_of_a_clause_that_is_left_out_is_not_known() -> None:
    result = run("explain", "royalty.deal", "secret in 2029")
    assert result.exit_code == ExitCode.DEPENDS
    assert "nothing falls due" in result.output
    assert "Left out of it" in result.output
    assert run("explain", "royalty.deal", "royalty in 2026").exit_code == ExitCode.YES


def test_out_writes_a_run_that_can_be_checked() -> None:
    assert run("run", "royalty.deal", "--out", "there").exit_code == ExitCode.YES
    manifest = json.loads(Path("there/manifest.json").read_text("utf-8"))
    for name, digest in manifest["files"].items():
        assert hashlib.sha256(Path("there", name).read_bytes()).hexdigest() == digest
    assert manifest["texts"] == {"royalty.deal": hashlib.sha256(ROYALTY.encode()).hexdigest()}
    with Path("there/ledger.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(Fraction(row["exact"]) for row in rows if row["clause"] == "royalty") == 20_000_000
    assert all(abs(Fraction(Decimal(row["amount"])) - Fraction(row["exact"])) < Fraction(1, 10**6) for row in rows)
    assert {row["rests_on_undisclosed"] for row in rows if row["clause"] == "guess"} == {"guess: rate"}
    with Path("there/cash.csv").open(encoding="utf-8", newline="") as file:
        cash = list(csv.DictReader(file))
    assert sum(Fraction(row["change_exact"]) for row in cash) == 0
    assert "program Royalty in USD" in Path("there/program.txt").read_text("utf-8")


def test_an_earlier_run_is_replaced_only_by_force_and_then_the_same() -> None:
    run("run", "royalty.deal", "--out", "there")
    before = {path.name: path.read_bytes() for path in Path("there").iterdir()}
    refused = run("run", "royalty.deal", "--out", "there")
    assert refused.exit_code == ExitCode.UNREADABLE
    assert "exists already" in refused.output
    assert run("run", "royalty.deal", "--out", "there", "--force").exit_code == ExitCode.YES
    assert {path.name: path.read_bytes() for path in Path("there").iterdir()} == before
    Path("file").write_text("", "utf-8")
    assert run("run", "royalty.deal", "--out", "file").exit_code == ExitCode.UNREADABLE


def test_the_json_of_a_run_is_exact_and_the_same_twice() -> None:
    first = run("run", "royalty.deal", "--json").output
    assert first == run("run", "royalty.deal", "--json").output
    rows = {row["clause"]: row for row in json.loads(first)["result"]["clauses"]}
    assert rows["royalty"]["total"] == "20000000"
    root = json.loads(run("explain", "royalty.deal", "royalty", "--json").output)["result"]["root"]
    assert sum(Fraction(part["value"]) for part in root["parts"]) == 20_000_000


def test_a_driver_that_loses_more_than_everything_cannot_be_run() -> None:
    Path("falls.deal").write_text(ROYALTY.replace("grows 50% to 200% per year", "grows -150% per year"), "utf-8")
    result = run("run", "falls.deal")
    assert result.exit_code in (ExitCode.DEPENDS, ExitCode.FAULTY_DEAL)
    assert "Traceback" not in result.output


def test_nothing_hostile_reaches_the_terminal() -> None:
    Path("hostile.deal").write_text(ROYALTY.replace('deal "Royalty"', 'deal "Roy\u202ealty"'), "utf-8")
    for arguments in (("run", "hostile.deal"), ("explain", "royalty.deal", "royalty\x1b[2J in 2026")):
        output = run(*arguments).output
        assert "\x1b" not in output
        assert "\u202e" not in output


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Fraction(0), "0"),
        (Fraction(1_865_432_100), "1.87bn"),
        (Fraction(-524_400_000), "-524m"),
        (Fraction(999_999_999), "1bn"),
        (Fraction(12_500), "12.5k"),
        (Fraction(600), "600"),
        (Fraction(1, 3), "0.333"),
        (Fraction(2_000_000_000_000), "2tn"),
    ],
)
def test_money_in_few_digits(amount: Fraction, words: str) -> None:
    assert money_words(amount) == words


def test_shares_in_few_digits() -> None:
    assert [share_words(Fraction(one)) for one in ("27/100", "0", "173205/1000000")] == ["27%", "0%", "17.32%"]
