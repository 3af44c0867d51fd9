"""`run --paths`: what is told of simulated futures, what is written of them, what goes wrong."""

import json
from pathlib import Path
from typing import Any

import click
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from termwise.cli.exits import ExitCode
from termwise.cli.main import cli
from termwise.cli.progress import progress_text
from termwise.cli.render.text import cells
from termwise.engine.simulate import cluster
from termwise.engine.simulate.progress import Progress
from tests.session.royalty import ROYALTY

MANY = ("run", "royalty.deal", "--paths", "2k")


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


def result_of(*arguments: str) -> dict[str, Any]:
    found = json.loads(run(*arguments, "--json").output)["result"]
    assert isinstance(found, dict)
    return found


def test_the_first_lines_say_how_many_futures_from_which_seed() -> None:
    lines = run(*MANY, "--seed", "7").output.splitlines()
    assert lines[:3] == [
        "Royalty",
        "2,000 simulated futures, seed 7; what may happen, not what will",
        "as known on 2026-06-30, binding text only",
    ]


@pytest.mark.parametrize("width", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    output = run(*MANY, "--chance", "sale and cash(owner) >= 2m").output
    assert [line for line in output.splitlines() if cells(line) > width] == []


def test_the_same_seed_tells_the_same_and_another_something_else() -> None:
    assert result_of(*MANY, "--seed", "3") == result_of(*MANY, "--seed", "3", "--workers", "1")
    assert result_of(*MANY, "--seed", "3") != result_of(*MANY, "--seed", "4")


def test_a_chance_is_that_of_the_event() -> None:
    found = result_of(*MANY, "--chance", "sale")
    (asked,) = found["chances"]
    (event,) = [row for row in found["events"] if row["event"] == "sale"]
    assert asked["ever"]["estimate"]["value"] == event["comes"]["estimate"]["value"]


def test_a_condition_that_cannot_be_read_is_shown_where_it_is_wrong() -> None:
    result = run(*MANY, "--chance", "sael")
    assert result.exit_code == ExitCode.USAGE
    assert "condition:1:1" in result.output
    assert "`sael`" in result.output


def test_a_condition_with_a_day_of_its_own_is_refused() -> None:
    result = run(*MANY, "--chance", "on 2027-01-01: sale")
    assert result.exit_code == ExitCode.USAGE
    assert "not-simulated" in result.output


def test_only_one_party_or_clause() -> None:
    found = result_of(*MANY, "--party", "owner")
    assert [row["party"] for row in found["parties"]] == ["owner"]
    found = result_of(*MANY, "--clause", "royalty")
    assert {row["clause"] for row in found["clauses"]} == {"royalty"}


def test_a_folder_holds_every_table_and_can_be_asked_in_sql() -> None:
    assert run(*MANY, "--out", "there").exit_code == ExitCode.YES
    assert {path.name for path in Path("there").iterdir()} >= {
        *("ends.parquet", "over_time.csv", "paths.parquet", "left_out.csv", "program.txt", "manifest.json")
    }
    assert pq.read_table("there/paths.parquet").num_rows == 2000
    answer = run("sql", "there", "select count(*) as n from paths", "--json")
    assert json.loads(answer.output)["result"] == [{"n": 2000}]
    manifest = json.loads(Path("there/manifest.json").read_text("utf-8"))
    assert (manifest["paths"], manifest["seed"], manifest["course"]) == (2000, 0, "simulated")


def test_the_same_run_writes_the_same_bytes_whatever_the_workers() -> None:
    run(*MANY, "--out", "one", "--workers", "1")
    run(*MANY, "--out", "two", "--workers", "2")
    for file in Path("one").iterdir():
        assert file.read_bytes() == Path("two", file.name).read_bytes(), file.name


def test_a_cluster_writes_the_same_bytes_however_long_its_results_travel() -> None:
    """Every figure over time is tens of megabytes a portion: giving a transfer up and beginning anew never ended."""
    many = ("run", "royalty.deal", "--paths", "33k", "--out")
    assert run(*many, "one").exit_code == ExitCode.YES
    assert run(*many, "two", "--engine", "dask", "--workers", "1").exit_code == ExitCode.YES
    for file in Path("one").iterdir():
        assert file.read_bytes() == Path("two", file.name).read_bytes(), file.name


def test_a_folder_with_a_run_is_not_overwritten_unasked() -> None:
    run(*MANY, "--out", "there")
    assert run(*MANY, "--out", "there").exit_code == ExitCode.UNREADABLE
    assert run(*MANY, "--out", "there", "--force").exit_code == ExitCode.YES


def test_a_run_that_was_cut_off_is_gone_on_with_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left behind after a cut is a folder of checkpoints without a manifest."""

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    longer = ("run", "royalty.deal", "--paths", "40k", "--out", "there")
    with monkeypatch.context() as patched:
        patched.setattr("termwise.cli.simulating.write_folder", cut)
        with pytest.raises(click.Abort):
            CliRunner().invoke(cli, longer, standalone_mode=False, catch_exceptions=False)
    refused = run(*longer)
    assert refused.exit_code == ExitCode.USAGE
    assert "go on with --resume" in refused.output
    other_seed = run(*longer, "--seed", "9", "--resume")
    assert other_seed.exit_code == ExitCode.USAGE
    assert run(*longer, "--resume").exit_code == ExitCode.YES
    assert run("run", "royalty.deal", "--paths", "40k", "--out", "whole").exit_code == ExitCode.YES
    for file in Path("whole").iterdir():
        assert file.read_bytes() == Path("there", file.name).read_bytes(), file.name


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--paths", "0"), "`0` is no number of futures; write it as 100000, 100k or 10m"),
        (("--paths", "many"), "`many` is no number of futures; write it as 100000, 100k or 10m"),
        (("--precision", "2"), "`2` is not between 0 and 100%"),
        (("--precision", "fine"), "`fine` is no precision; write it as 0.1% or 0.001"),
        (("--resume",), "--resume goes on with the run in a folder: say which with --out"),
        (("--resume", "--out", "there"), "--resume goes on with a simulation: say how many futures with --paths"),
        (("--paths", "2k", "--cluster", "tcp://127.0.0.1:1"), "no cluster answers at tcp://127.0.0.1:1"),
    ],
)
def test_what_cannot_be_run_says_why(arguments: tuple[str, ...], why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_SECONDS_FOR_A_WORKER", 0.5)
    result = run("run", "royalty.deal", *arguments)
    assert result.exit_code == ExitCode.USAGE
    assert why in result.output


def test_a_precision_is_reached_or_said_not_to_be() -> None:
    reached = run("run", "royalty.deal", "--precision", "5%").output.splitlines()[3]
    assert reached.startswith("reached with ")
    missed = " ".join(run("run", "royalty.deal", "--precision", "0.0001%", "--paths", "32768").output.split())
    assert "not reached with 32,768 paths, the most allowed" in missed


def test_progress_in_words() -> None:
    assert progress_text(Progress(25_000, 100_000, 4.0, 12.0)).endswith("25,000 of 100,000 futures, 12 s left")
    assert "1 h 2 min left" in progress_text(Progress(1, 2, 4.0, 3720.0))
    assert "left" not in progress_text(Progress(0, 2, 0.0, None))


def test_an_event_beyond_the_end_is_said_to_come_after_it_and_not_in_a_distant_year() -> None:
    late = "event late\n    likely 100%, between 2031 and 2150\nclause fee\n    maker pays owner 1m when late\n"
    Path("late.deal").write_text(ROYALTY + late, "utf-8")
    row = next(line for line in run("run", "late.deal", "--paths", "2k").output.splitlines() if line.startswith("late"))
    assert row.endswith("after the end")
    assert "never" not in row
