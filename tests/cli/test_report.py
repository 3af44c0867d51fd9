"""`termwise report` from the command line: where it writes, what it leaves alone, what it says when it cannot."""

import sys
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from termwise.cli.exits import ExitCode
from termwise.cli.main import cli
from termwise.report.pdf import WITHOUT_PANGO, WITHOUT_WEASYPRINT, NoPdfError, pdf
from tests.report.reports import LICENCE


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "licence.deal").write_text(LICENCE, "utf-8")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["report", *arguments], input=given)


def test_it_says_where_it_wrote() -> None:
    result = run("licence.deal")
    assert (result.exit_code, result.output) == (ExitCode.YES, "wrote licence.report.html, 0.1 MB\n")
    assert Path("licence.report.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_report_is_replaced_and_anything_else_is_not() -> None:
    assert run("licence.deal", "--to", "out.html").exit_code == ExitCode.YES
    assert run("licence.deal", "--to", "out.html").exit_code == ExitCode.YES
    Path("out.html").write_text("<p>mine</p>", "utf-8")
    refused = run("licence.deal", "--to", "out.html")
    assert refused.exit_code == ExitCode.UNREADABLE
    assert "`out.html` exists already and is no report: --force replaces it" in refused.output
    assert Path("out.html").read_text("utf-8") == "<p>mine</p>"
    assert run("licence.deal", "--to", "out.html", "--force").exit_code == ExitCode.YES


def test_the_same_bytes_wherever_the_deal_is_named_from(tmp_path: Path) -> None:
    run("licence.deal", "--to", "one.html")
    run(str(tmp_path / "licence.deal"), "--to", "other.html")
    assert Path("one.html").read_bytes() == Path("other.html").read_bytes()


def test_from_standard_input() -> None:
    assert run("-", given=LICENCE).output == "wrote deal.report.html, 0.1 MB\n"


def test_a_name_that_says_neither_is_refused() -> None:
    result = run("licence.deal", "--to", "out.docx")
    assert result.exit_code == ExitCode.USAGE
    assert "`out.docx` is neither FILE.html nor FILE.pdf" in result.output


def test_a_deal_with_errors_has_no_report() -> None:
    Path("faulty.deal").write_text("deal\n", "utf-8")
    assert run("faulty.deal").exit_code == ExitCode.FAULTY_DEAL
    assert not Path("faulty.report.html").exists()


def test_a_pdf_replaces_its_own_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("termwise.report.pdf.pdf", cache(pdf))  # tests/report/test_pdf.py makes one twice
    for _ in range(2):
        assert run("licence.deal", "--to", "out.pdf").exit_code == ExitCode.YES
    assert Path("out.pdf").read_bytes().startswith(b"%PDF")


def test_without_weasyprint_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    result = run("licence.deal", "--to", "out.pdf")
    assert WITHOUT_WEASYPRINT in result.output
    assert not Path("out.pdf").exists()


def test_without_pango_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def find_spec(self, name: str, *_more: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(NoPdfError, match="Pango") as caught:
        pdf("<p>words</p>")
    assert str(caught.value) == WITHOUT_PANGO
