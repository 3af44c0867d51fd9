"""`termwise sql` over a deal and over a folder, which must be as it was written."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from termwise.cli.exits import ExitCode
from termwise.cli.main import cli
from tests.session.royalty import ROYALTY

QUERY = "select clause, count(*) as n from ledger group by clause order by clause"


@pytest.fixture(autouse=True)
def _beside_the_deal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "royalty.deal").write_text(ROYALTY, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_a_folder_answers_as_its_deal_does() -> None:
    assert run("run", "royalty.deal", "--out", "there").exit_code == ExitCode.YES
    of_deal = json.loads(run("sql", "royalty.deal", QUERY, "--json").output)["result"]
    assert of_deal == json.loads(run("sql", "there", QUERY, "--json").output)["result"]
    assert {row["clause"] for row in of_deal} >= {"royalty", "guess"}


def test_without_a_query_the_tables_are_listed() -> None:
    output = run("sql", "royalty.deal").output
    assert "ledger" in output
    assert "rests_on_undisclosed" in output


def test_a_changed_file_is_refused() -> None:
    run("run", "royalty.deal", "--out", "there")
    with Path("there/ledger.parquet").open("ab") as file:
        file.write(b"more")
    result = run("sql", "there", QUERY)
    assert result.exit_code == ExitCode.UNREADABLE
    assert "`there/ledger.parquet`: it is not the file that the run wrote" in result.output


def test_a_folder_without_a_run_is_refused() -> None:
    Path("empty").mkdir()
    assert run("sql", "empty", QUERY).exit_code == ExitCode.UNREADABLE
    Path("empty/manifest.json").write_text("[]", "utf-8")
    assert "it is no manifest of a run" in run("sql", "empty", QUERY).output


def test_the_same_run_writes_the_same_bytes() -> None:
    for folder in ("one", "two"):
        assert run("run", "royalty.deal", "--out", folder).exit_code == ExitCode.YES
    for file in Path("one").iterdir():
        assert file.read_bytes() == Path("two", file.name).read_bytes(), file.name
