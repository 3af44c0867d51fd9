"""`chart`: what is drawn, into which file, and what is said when it cannot be."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from termwise.cli.exits import ExitCode
from termwise.cli.main import cli
from tests.report.charts.nets import alive, parsed
from tests.session.royalty import ROYALTY

PNG, PDF = b"\x89PNG\r\n", b"%PDF-"


@pytest.fixture(autouse=True)
def _beside_the_deal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "royalty.deal").write_text(ROYALTY, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")


def chart(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, ("chart", "royalty.deal", *arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def refused(*arguments: str) -> str:
    result = chart(*arguments)
    assert result.exit_code == ExitCode.USAGE, result.output
    return " ".join(result.output.split())


@pytest.mark.parametrize("kind", ["timeline", "ledger", "cash", "ownership"])
def test_without_a_file_the_drawing_is_printed(kind: str) -> None:
    result = chart(kind)
    assert result.exit_code == ExitCode.YES
    assert parsed(result.output).tag.endswith("}svg")
    assert alive(result.output) == []
    assert "var(" not in result.output  # a file has its own colours


def test_the_file_is_written_and_what_it_shows_is_said(tmp_path: Path) -> None:
    result = chart("worth", "--paths", "128", "--to", "worth.svg", "--dark", "--width", "500")
    assert result.exit_code == ExitCode.YES
    assert result.output.splitlines()[0] == "wrote worth.svg"
    assert "in the median of 128 futures" in " ".join(result.output.split())
    written = (tmp_path / "worth.svg").read_text("utf-8")
    assert 'width="500"' in written
    assert "#12161b" in written
    told = json.loads(chart("worth", "--paths", "128", "--to", "worth.svg", "--force", "--json").output)["result"]
    assert (told["file"], told["title"]) == ("worth.svg", "What the deal is worth to each party")


def test_a_file_is_replaced_only_when_that_is_said() -> None:
    assert chart("timeline", "--to", "a.svg").exit_code == ExitCode.YES
    again = chart("timeline", "--to", "a.svg")
    assert again.exit_code == ExitCode.UNREADABLE
    assert "`a.svg` exists already" in again.output
    assert chart("timeline", "--to", "a.svg", "--force").exit_code == ExitCode.YES


def test_pictures_and_pages(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="the extra `images` is not installed")
    assert chart("timeline", "--to", "a.png").exit_code == ExitCode.YES
    assert chart("history", "--clause", "royalty", "--to", "a.pdf").exit_code == ExitCode.YES
    assert (tmp_path / "a.png").read_bytes().startswith(PNG)
    assert (tmp_path / "a.pdf").read_bytes().startswith(PDF)


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    said = refused("timeline", "--to", "a.png")
    assert "install it with `pip install 'termwise[images]'`, or write .svg" in said
    assert not (tmp_path / "a.png").exists()


def test_one_party_or_one_clause_is_drawn_when_asked() -> None:
    assert "Maker" in chart("cash").output
    alone = chart("cash", "--party", "owner").output
    assert "Owner" in alone
    assert "Maker" not in alone
    ledger = chart("ledger", "--clause", "advance").output
    assert "advance" in ledger
    assert "royalty" not in ledger


def test_what_would_mean_nothing_is_refused() -> None:
    assert "--company would change nothing in a chart of kind `cash`" in refused("cash", "--company", "owner")
    assert "--paths would change nothing in a chart of kind `history`" in refused(
        "history", "--clause", "royalty", "--paths", "9"
    )
    assert "say whose history is drawn with --clause" in refused("history")
    assert "the deal has no clause `royalti`: did you mean `royalty`?" in refused("history", "--clause", "royalti")
    assert "`a.gif` ends in none of .svg, .png, .pdf" in refused("cash", "--to", "a.gif")
    assert "this run has no figure" in refused("tornado", "--figure", "worth of owner", "--paths", "16")
    assert "'pie' is not one of" in refused("pie")


def test_nothing_to_draw_is_no_fault_of_the_command_line() -> None:
    result = chart("commitments")
    assert result.exit_code == ExitCode.DEPENDS
    assert result.output.strip() == "nothing to draw: no clause commits anybody to buy"


def test_a_tornado_of_the_usual_figure() -> None:
    result = chart("tornado", "--paths", "64")
    assert result.exit_code == ExitCode.YES
    assert "What the deal&#39;s worth to Maker hangs on" in result.output
