"""Accepting and rejecting the tracked changes of a Word document, from its XML alone."""

import io
import zipfile
from typing import Literal
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Answer = Literal["accept", "reject"]


def part(content: bytes, name: str = "word/document.xml") -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return ET.fromstring(package.read(name))  # noqa: S314 - what we wrote ourselves


def answered(document: ET.Element, answer: Answer) -> list[tuple[str, str]]:
    """The style and text of every paragraph once all changes are accepted, or rejected.

    A paragraph whose end goes is joined with the next one and takes its style, as in Word.
    """
    kept, lost = (f"{W}ins", f"{W}del") if answer == "accept" else (f"{W}del", f"{W}ins")
    found: list[tuple[str, str]] = []
    carried = ""
    for paragraph in document.iter(f"{W}p"):
        text = carried + "".join(_texts(paragraph, kept, lost))
        if paragraph.find(f"{W}pPr/{W}rPr/{lost}") is not None:
            carried = text
            continue
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        found.append(("" if style is None else style.get(f"{W}val", ""), text))
        carried = ""
    assert carried == "", "the last paragraph stays"
    return found


def _texts(paragraph: ET.Element, kept: str, lost: str) -> list[str]:
    found = []
    for child in paragraph:
        runs = [child] if child.tag == f"{W}r" else list(child) if child.tag == kept else []
        assert child.tag in {f"{W}r", f"{W}pPr", kept, lost, f"{W}commentRangeStart", f"{W}commentRangeEnd"}
        for run in runs:
            found += [one.text or "" for one in run if one.tag in {f"{W}t", f"{W}delText"}]
    return found


def tracked(document: ET.Element) -> list[ET.Element]:
    """Every tracked change, of a text or of the end of a paragraph."""
    return [one for one in document.iter() if one.tag in {f"{W}ins", f"{W}del"}]
