"""Redlines: accepting all changes gives the one document, rejecting all the other; who changed what, and when."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.model.amendment import Status
from termwise.report.contract import Author, Block, Contract, Paragraph, Style
from termwise.report.docx import document
from termwise.report.inert import inert
from termwise.report.redline import Piece, changes, redline
from termwise.session import Session, load, load_text
from termwise.session.contract import contract
from tests.docs.pages import ROOT
from tests.report.changes import W, answered, part, tracked

EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="module")
def partnership() -> Session:
    return load(EXAMPLES / "microsoft-openai" / "microsoft-openai.deal")


def seen(session: Session, known_by: str) -> Contract:
    lowest: Status = "rumoured" if known_by.endswith("!") else "binding"
    return contract(session, session.view(known_by=date.fromisoformat(known_by.rstrip("!")), lowest=lowest))


@pytest.mark.parametrize(
    ("before", "after"),
    [("2025-09-11", "2025-10-29"), ("2025-10-29", "2025-09-11"), ("2019-07-22", "2026-05-31!"), ("2025-10-29",) * 2],
)
def test_accepted_it_is_the_one_and_rejected_the_other(partnership: Session, before: str, after: str) -> None:
    old, new = seen(partnership, before), seen(partnership, after)
    red = part(document(new, old))
    assert answered(red, "accept") == answered(part(document(new)), "accept")
    assert answered(red, "reject") == answered(part(document(old)), "accept")
    assert [text for _, text in answered(red, "accept")] == new.text.split("\n")
    assert (tracked(red) == []) == (before == after)


def test_two_files_are_redlined_too() -> None:
    names = ("softbank-openai.deal", "amd-openai-warrant.deal")
    old, new = (contract(s, s.view()) for s in (load(EXAMPLES / name) for name in names))
    red = part(document(new, old))
    assert [text for _, text in answered(red, "accept")] == new.text.split("\n")
    assert [text for _, text in answered(red, "reject")] == old.text.split("\n")


def test_the_law_notices_a_lost_end_of_a_paragraph(partnership: Session) -> None:
    old, new = seen(partnership, "2025-09-11"), seen(partnership, "2025-10-29")
    red = part(document(new, old))
    gone = next(p for p in red.iter(f"{W}rPr") if p.find(f"{W}del") is not None)
    gone.clear()
    assert [text for _, text in answered(red, "accept")] != new.text.split("\n")


DEAL = """\
deal "Songs"
    currency USD
    period 2024-01-01 through 2030-12-31
    today 2025-06-01
party label "Label", company
party service "Service", company
asset songs of label
clause licence "Licence"
    label grants service use of songs
    through 2027-06-30
clause royalty "Royalty"
    service pays label 100 yearly
clause radio "Radio"
    label grants service host of songs
amendment longer "Longer" signed 2025-02-01, binding
    change licence
        through 2029-06-30
    change royalty
        service pays label 120 yearly
    end radio
    clause bonus "Bonus"
        service pays label 5 on 2026-09-01
"""


@pytest.fixture(scope="module")
def songs() -> Session:
    return load_text(DEAL.encode(), name="songs.deal")


def test_the_words_that_changed_are_marked_and_no_others(songs: Session) -> None:
    marked = redline(seen(songs, "2025-01-31"), seen(songs, "2025-03-01"))
    lines = {"".join(piece.text for piece in one.pieces): one.pieces for one in marked}
    assert lines["through 2027-06-302029-06-30 (that day included)"] == (
        Piece("through "),
        Piece("2027-06-30", "deleted"),
        Piece("2029-06-30", "inserted"),
        Piece(" (that day included)"),
    )
    assert lines["service pays label 100120 USD yearly"][1:3] == (Piece("100", "deleted"), Piece("120", "inserted"))
    assert lines["Bonus"] == (Piece("Bonus", "inserted"),)
    assert lines["Radio"] == (Piece("Radio", "deleted"),)
    assert lines["label grants service use of songs"] == (Piece("label grants service use of songs"),)


def test_changes_carry_the_amendment_and_its_day(songs: Session) -> None:
    red = part(document(seen(songs, "2025-03-01"), seen(songs, "2025-01-31")))
    said = {(one.get(f"{W}author"), one.get(f"{W}date")) for one in tracked(red)}
    assert said == {("longer", "2025-02-01T00:00:00Z"), ("Termwise", "2025-03-01T00:00:00Z")}
    numbers = [one.get(f"{W}id") for one in tracked(red)]
    assert len(set(numbers)) == len(numbers)


def test_comments_say_who_set_which_value(songs: Session) -> None:
    comments = part(document(seen(songs, "2025-03-01")), "word/comments.xml")
    texts = ["".join(t.text or "" for t in one.iter(f"{W}t")) for one in comments]
    assert any("`end` changed from `through 2027-06-30` to `through 2029-06-30` by longer" in text for text in texts)
    assert {one.get(f"{W}date") for one in comments} == {"2025-02-01T00:00:00Z"}


def test_the_same_views_give_the_same_bytes_whatever_the_clock(songs: Session) -> None:
    old, new = seen(songs, "2025-01-31"), seen(songs, "2025-03-01")
    content = document(new, old)
    assert content == document(new, old)
    core = part(content, "docProps/core.xml")
    days = [one.text for one in core.iter() if "created" in one.tag or "modified" in one.tag.lower()]
    assert set(days) <= {"2025-03-01T00:00:00Z", "Termwise"}


STYLES: tuple[Style, ...] = ("clause", "words", "term", "note")
WORDS = st.lists(st.sampled_from(["a", "pays", "2025-01-01", "x.y", ",", "–", "20%", "ü"]), max_size=6).map(" ".join)
BLOCKS = st.lists(
    st.tuples(st.sampled_from("pqrs"), st.lists(st.tuples(st.sampled_from(STYLES), WORDS), max_size=4)),
    max_size=5,
    unique_by=lambda block: block[0],
)


def made(blocks: list[tuple[str, list[tuple[Style, str]]]]) -> Contract:
    parts = [Block(key, tuple(Paragraph(style, text) for style, text in lines)) for key, lines in blocks]
    return Contract("x", date(2025, 1, 1), (*parts, Block("end", (Paragraph("end", "End."),))))


@settings(max_examples=50)
@given(BLOCKS.map(made), BLOCKS.map(made))
def test_the_law_holds_for_any_two_documents(old: Contract, new: Contract) -> None:
    marked = redline(old, new)
    for side, leaves_out in ((new, "deleted"), (old, "inserted")):
        there = [one for one in marked if one.change != leaves_out]
        texts = ["".join(piece.text for piece in one.pieces if piece.change != leaves_out) for one in there]
        assert [(one.style, text) for one, text in zip(there, texts, strict=True)] == [
            (paragraph.style, paragraph.text) for block in side.blocks for paragraph in block.paragraphs
        ]
    assert (changes(old, new) == 0) == (old.text == new.text or changes(new, old) == 0)


HOSTILE = [
    "]]> <w:p/> & \"'",
    "a\x00b\x1b[31m\x0b",
    "one\r\ntwo\tthree",
    "=cmd|'/c'!A1",
    "\u202eevil\ufffe",
    "\ud800",
    "{{x}}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_only_texts(text: str) -> None:
    evil = Author(text, date(2025, 1, 1))
    block = Block(text, (Paragraph("clause", text, evil), Paragraph("words", text + "1", evil)), evil, (text,))
    end = Block("end", (Paragraph("end", "End."),))
    new = Contract(text, date(2025, 1, 1), (block, end))
    old = Contract(text, date(2025, 1, 1), (end,))
    red = document(new, old)
    assert [said for _, said in answered(part(red), "accept")] == [inert(text), inert(text + "1"), "End."]
    assert [said for _, said in answered(part(red), "reject")] == ["End."]
    assert part(red, "docProps/core.xml").find("{http://purl.org/dc/elements/1.1/}title") is not None


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_shows_the_tracked_changes(songs: Session, tmp_path: Path) -> None:
    (tmp_path / "red.docx").write_bytes(document(seen(songs, "2025-03-01"), seen(songs, "2025-01-31")))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(tmp_path / "red.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    found = ET.parse(tmp_path / "red.fodt")  # noqa: S314 - what we wrote ourselves
    regions = [one for one in found.iter() if one.tag.endswith("}changed-region")]
    kinds = {child.tag.partition("}")[2] for region in regions for child in region}
    assert kinds == {"insertion", "deletion"}
    told = ["".join(region.itertext()) for region in regions]
    assert any("longer" in text and "2025-02-01" in text for text in told)
    assert "2027-06-30" in (text := "".join(found.getroot().itertext()))
    assert "2029-06-30" in text
