"""The same hostile words in every file and picture: whoever opens it reads them, and nothing of them runs."""

import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import openpyxl
import pytest

from termwise.cli.exports.forms import FORMS
from termwise.report.charts import Look, svg
from termwise.session import Session, load
from termwise.session.pictures import pictures
from tests.hostile.process import run
from tests.hostile.words import WORDS, hostile_deal

LIVE = {"script", "img", "iframe", "object", "embed", "base", "meta", "link", "foreignobject", "animate", "set", "form"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("forms")
    (found / "evil.deal").write_text(hostile_deal(), "utf-8")
    return found


@pytest.fixture(scope="module")
def session(folder: Path) -> Session:
    found = load(folder / "evil.deal")
    assert found.usable
    return found


def exported(folder: Path, suffix: str) -> bytes:
    """What `termwise export` writes, under the limits of a user's machine."""
    name = f"evil{suffix}"
    found = run(folder, "export", "evil.deal", "--to", name)
    assert found.code == 0, found.err
    return (folder / name).read_bytes()


def parts(package: bytes) -> Iterator[tuple[str, ET.Element]]:
    """The parts of an Office file that are XML."""
    with zipfile.ZipFile(BytesIO(package)) as opened:
        for name in opened.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, ET.fromstring(opened.read(name))  # noqa: S314 - what we wrote ourselves


def test_every_form_is_tried() -> None:
    assert {form.suffix for form in FORMS} == {".json", ".xlsx", ".docx", ".ics", ".md", ".ocf.zip"}


def test_a_workbook_computes_nothing_of_a_deal(folder: Path) -> None:
    data = exported(folder, ".xlsx")
    book = openpyxl.load_workbook(BytesIO(data))
    formulas = [c.value for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    dangerous = re.compile(r"cmd|HYPERLINK|DDE|elsewhere|WEBSERVICE|\|", re.IGNORECASE)
    assert [found for found in formulas if dangerous.search(str(found))] == []
    said = " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "s")
    assert all(words in said for words in WORDS[:3])
    _nothing_comes_from_elsewhere(data)


def test_a_document_has_no_fields_and_no_links(folder: Path) -> None:
    data = exported(folder, ".docx")
    names = {one.tag.rpartition("}")[2] for _, root in parts(data) for one in root.iter()}
    assert names.isdisjoint({"script", "object", "altChunk", "pict"})
    codes = [one.text or "" for _, root in parts(data) for one in root.iter() if one.tag.endswith("}instrText")]
    assert not [code for code in codes if re.search(r"DDE|INCLUDE|elsewhere", code)]
    text = "".join("".join(root.itertext()) for name, root in parts(data) if name == "word/document.xml")
    assert all(words in text for words in WORDS[:3])
    _nothing_comes_from_elsewhere(data)


def _nothing_comes_from_elsewhere(package: bytes) -> None:
    for name, root in parts(package):
        assert "vbaProject" not in name
        for one in root.iter():
            assert one.get("TargetMode") != "External", (name, one.attrib)


def test_a_calendar_has_only_its_own_lines(folder: Path) -> None:
    data = exported(folder, ".ics")
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    calendar = icalendar.Calendar.from_ical(data)
    events = [one for one in calendar.walk() if one.name == "VEVENT"]
    assert events
    assert {one.name for one in calendar.walk()} <= {"VCALENDAR", "VEVENT", "VALARM", "VTIMEZONE", "STANDARD"}
    assert not [one for one in events if "ATTACH" in one or "URL" in one or "ATTENDEE" in one]
    assert any(WORDS[0] in str(one.get("SUMMARY")) + str(one.get("DESCRIPTION")) for one in events)


def test_a_page_of_markdown_has_no_html_and_no_links_of_its_own(folder: Path) -> None:
    text = exported(folder, ".md").decode()
    assert not re.search(r"(?<!\\)<\s*[a-zA-Z/!]", text)
    assert not re.search(r"(?<!\\)\]\((?!#)", text)
    assert "window.struck" in text


class _Elements(HTMLParser):
    """Elements and attributes of a piece of HTML that could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.live += [tag] if tag in LIVE else []
        self.live += [name for name, _ in attrs if name.startswith("on") or name == "srcdoc"]
        self.live += [v or "" for n, v in attrs if n.endswith(("href", "src")) and not (v or "").startswith("#")]


def live_parts(html: str) -> list[str]:
    """What of a piece of HTML could run or load something."""
    found = _Elements()
    found.feed(html)
    return found.live


def test_a_planted_element_is_found() -> None:
    assert live_parts(f"<p>{WORDS[0]}{WORDS[2]}") == ["script", "img", "onerror", "x"]


def test_pictures_hold_words_only(session: Session) -> None:
    view = session.view()
    charts = pictures(session, view, session.simulate(view, paths=64))
    assert len(charts) >= 4
    for chart in charts:
        document = svg(chart, Look(link=lambda subject: f"#{subject.kind}"))
        ET.fromstring(document)  # noqa: S314 - what we wrote ourselves
        assert live_parts(document) == [], type(chart).__name__


def test_what_a_notebook_shows_is_words_only(session: Session) -> None:
    view = session.view()
    ran, futures = session.run(view), session.simulate(view, paths=64)
    pages = [session._repr_html_(), ran._repr_html_(), futures._repr_html_()]
    tables = (*ran.tables().values(), *futures.tables().values())
    pages += [table._repr_html_() for table in tables]
    for html in pages:
        assert live_parts(html) == []
    assert any("&lt;script&gt;" in html for html in pages)
