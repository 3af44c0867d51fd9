"""`export --to FILE`: the form by the end of the name, what it refuses, and when it replaces."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import pytest

from termwise.cli.exits import ExitCode
from termwise.cli.exports.form import Form
from termwise.cli.exports.forms import FORMS, form_of, writer
from tests.cli.shipped import lay_out
from tests.cli.test_commands import run
from tests.docs.pages import DOCS

DEAL = "amd-openai-warrant.deal"


@pytest.fixture(autouse=True)
def _in_a_folder_of_deals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")


def test_no_two_forms_share_a_suffix_and_each_has_a_writer() -> None:
    assert len({form.suffix for form in FORMS}) == len(FORMS)
    for form in FORMS:
        assert form_of(Path(f"Deal{form.suffix.upper()}")) == form
        assert callable(writer(form))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.suffix)
def test_help_and_page_tell_every_form(form: Form) -> None:
    assert f"  {form.suffix:<10} {form.about}\n" in run("export", "--help").output
    assert f"| `{form.suffix}` |" in (DOCS / "files.md").read_text("utf-8")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.suffix)
def test_a_file_is_replaced_only_with_force_and_is_the_same_again(form: Form) -> None:
    name = f"out{form.suffix}"
    assert run("export", DEAL, "--to", name).exit_code == ExitCode.YES
    first = Path(name).read_bytes()
    Path(name).write_bytes(b"mine")
    again = run("export", DEAL, "--to", name)
    assert again.exit_code == ExitCode.UNREADABLE
    assert f"`{name}` exists already" in again.output
    assert Path(name).read_bytes() == b"mine"
    assert run("export", DEAL, "--to", name, "--force").exit_code == ExitCode.YES
    assert Path(name).read_bytes() == first


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x.parquet", "`termwise run DEAL --out FOLDER` writes the tables of a run as Parquet and CSV"),
        ("x.ocf.json", "an Open Cap Table package is several files: name it `….ocf.zip`"),
        ("x.jsn", "nothing is written as `x.jsn`: did you mean `.json`?"),
        ("x", "the end of the name says the form: `.json`"),
        (".json", "the end of the name says the form: `.json`"),
    ],
)
def test_a_name_that_says_no_form(name: str, why: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        form_of(Path(name))
    assert why in refused.value.message


def test_an_option_that_would_change_nothing_is_refused() -> None:
    result = run("export", DEAL, "--to", "x.json", "--known-by", "2025-01-01")
    assert result.exit_code == ExitCode.USAGE
    assert "the options of a view would change nothing in it" in result.output
    assert not Path("x.json").exists()


def test_several_companies_are_asked_which() -> None:
    result = run("export", "microsoft-openai.deal", "--to", "x.ocf.zip")
    assert result.exit_code == ExitCode.USAGE
    assert "the deal says of the shares of coreweave, openai: name one with --company" in result.output
    assert run("export", "microsoft-openai.deal", "--to", "x.ocf.zip", "--company", "coreweave").exit_code == 0
    wrong = run("export", "microsoft-openai.deal", "--to", "y.ocf.zip", "--company", "opanai")
    assert "did you mean `openai`?" in wrong.output


def test_a_cap_table_comes_in_again() -> None:
    assert run("export", "microsoft-openai.deal", "--to", "x.ocf.zip", "--company", "coreweave").exit_code == 0
    result = run("import", "x.ocf.zip", "--to", "in.deal")
    assert result.exit_code == 0
    assert run("check", "in.deal").exit_code == 0
    assert "coreweave issues openai 8.75m shares" in Path("in.deal").read_text("utf-8")
    Path("x.ocf.zip").write_bytes(b"PK\x03\x04")
    assert "cannot read `x.ocf.zip` as an Open Cap Table package" in run("import", "x.ocf.zip").output


def test_two_views_are_one_word_document() -> None:
    both = ("diff", "microsoft-openai.deal", "--known-by", "2025-09-11", "--then")
    result = run(*both, "2025-10-29", "--to", "red.docx")
    assert result.exit_code == ExitCode.NO
    assert "changed paragraphs" in result.output
    assert Path("red.docx").read_bytes()[:2] == b"PK"
    assert "exists already" in run(*both, "2025-10-29", "--to", "red.docx").output
    assert run(*both, "2025-09-11", "--to", "same.docx").exit_code == ExitCode.YES
    assert "two views are written as `.docx`, not as `x.md`" in run(*both, "2025-09-11", "--to", "x.md").output


HOSTILE = """\
deal "=HYPERLINK(1) ]]> <script>alert(1)</script> & END:VCALENDAR {{7*7}}"
    currency USD
    period 2024-01-01 through 2026-12-31
    today 2025-06-01
party acme "<b>Acme</b>; | *Inc.*", company
party ana "+cmd|' /C calc'!A1", person
clause founding "@SUM(1)[x](javascript:1)"
    acme issues ana 100 shares at 1 on 2025-07-01
    says "</w:t><w:br/> `x`"
"""


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.suffix)
def test_hostile_texts_are_texts_in_every_form(form: Form) -> None:
    Path("evil.deal").write_text(HOSTILE, "utf-8")
    name = f"evil{form.suffix}"
    assert run("export", "evil.deal", "--to", name).exit_code == ExitCode.YES
    content = Path(name).read_bytes()
    if not zipfile.is_zipfile(name):
        assert content.count(b"\r\nEND:VCALENDAR") == (form.suffix == ".ics")
        assert b"<script>" not in content or form.suffix in (".json", ".ics")
        return
    with zipfile.ZipFile(name) as package:
        for part in package.namelist():
            if part.endswith((".xml", ".rels")):
                found = ET.fromstring(package.read(part))  # noqa: S314 - what we wrote ourselves
                assert not any(one.tag in ("b", "script") for one in found.iter())
