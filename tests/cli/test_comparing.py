"""`compare-scenarios` and `sensitivity`: the same draws, the right signs, names that are there."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from termwise.cli.exits import ExitCode
from termwise.cli.main import cli
from termwise.cli.render.text import cells

LICENCE = """deal "Licence"
    currency USD
    period 2026-01-01 through 2030-12-31, quarterly
    today 2026-01-01
party owner "Owner", company
    discounts at 8%
party maker "Maker", company
    discounts at 10%
event sale "Sale" by owner
    likely 60%, between 2027 and 2030
driver sales in USD per year
    known 2025 100m
    grows 5% to 20% per year
    varies 20% per year
clause royalty "Royalty"
    maker pays owner undisclosed 4% to 6% of sales quarterly
    until sale
clause fee "Fee"
    maker pays owner 1m yearly
scenario early_sale
    sale on 2027-06-30
scenario no_sale
    sale never
"""


@pytest.fixture(autouse=True)
def _beside_the_deal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "licence.deal").write_text(LICENCE, "utf-8")
    (tmp_path / "dearer.deal").write_text(LICENCE.replace("1m yearly", "2m yearly"), "utf-8")
    (tmp_path / "euro.deal").write_text(LICENCE.replace("USD", "EUR"), "utf-8")
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


def test_a_redraft_differs_by_what_it_changes_and_nothing_else() -> None:
    found = result_of("compare-scenarios", "licence.deal", "--draft", "dearer.deal", "--paths", "1k")
    assert found["columns"] == ["as it stands", "early_sale", "no_sale", "dearer.deal"]
    rows = {(row["kind"], row["name"]): row["cells"][3] for row in found["rows"]}
    fee = rows["paid under", "fee (maker → owner)"]["difference"]
    assert fee["value"] == pytest.approx(5_000_000, rel=1e-12)
    assert fee["standard_error"] < 1e-6
    assert rows["paid under", "royalty (maker → owner)"]["difference"]["value"] == 0
    assert rows["net cash of", "owner"]["difference"]["value"] == pytest.approx(5_000_000, rel=1e-9)


def test_a_scenario_lives_through_the_same_futures() -> None:
    """Without the sale the royalty is more on every future with a sale: only shared draws can tell."""
    found = result_of("compare-scenarios", "licence.deal", "no_sale", "--paths", "1k")
    (royalty,) = [row for row in found["rows"] if row["name"].startswith("royalty")]
    difference, more = royalty["cells"][1]["difference"], royalty["cells"][1]["more"]
    assert 0 < difference["standard_error"] < difference["value"] / 20
    assert more["estimate"]["value"] == pytest.approx(0.58, abs=0.05)


def test_drafts_in_two_currencies_are_not_compared() -> None:
    result = run("compare-scenarios", "licence.deal", "--draft", "euro.deal", "--paths", "1k")
    assert result.exit_code == ExitCode.USAGE
    assert "--draft: euro.deal is in EUR, not in USD" in result.output


def test_a_scenario_that_is_not_there() -> None:
    assert "no scenario `no_sail`" in run("compare-scenarios", "licence.deal", "no_sail").output


def test_the_widest_swing_comes_first_and_undisclosed_numbers_are_marked() -> None:
    found = result_of("sensitivity", "licence.deal", "royalty", "--paths", "1k")
    widths = [abs(swing["swing"]["value"]) for swing in found["swings"]]
    assert widths == sorted(widths, reverse=True)
    by_name = {(swing["kind"], swing["name"]): swing for swing in found["swings"]}
    assert by_name["parameter", "royalty: rate"]["undisclosed"]
    assert by_name["event", "sale"]["high"]["value"] > by_name["event", "sale"]["low"]["value"]
    assert by_name["parameter", "sales: growth"]["swing"]["value"] > 0
    output = run("sensitivity", "licence.deal", "royalty", "--paths", "1k").output
    assert "royalty: rate *" in output
    assert "* a number that is not public" in output


def test_what_a_figure_does_not_hang_on_changes_nothing() -> None:
    found = result_of("sensitivity", "licence.deal", "fee", "--paths", "1k")
    assert all(swing["swing"]["value"] == 0 for swing in found["swings"])


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        ("worth of nobody", "this run has no figure `worth of nobody`"),
        ("Worth!", "`Worth!` asks for no figure: write `worth of PARTY`"),
    ],
)
def test_a_figure_that_is_not_there(figure: str, why: str) -> None:
    result = run("sensitivity", "licence.deal", figure)
    assert result.exit_code == ExitCode.USAGE
    assert why in " ".join(result.output.split())


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("command", [("compare-scenarios",), ("sensitivity", "worth of owner")])
def test_no_line_is_wider_than_the_terminal(
    width: int, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    output = run(command[0], "licence.deal", *command[1:], "--paths", "1k").output
    assert [line for line in output.splitlines() if cells(line) > width] == []
