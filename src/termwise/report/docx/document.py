"""The document itself: paragraphs, tracked changes, remarks."""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from termwise.report.contract import Author, Contract
from termwise.report.docx.styles import LOOKS, dress
from termwise.report.inert import inert
from termwise.report.packed import repacked
from termwise.report.redline import Change, Marked, redline

_TRACKED: dict[Change, str] = {"inserted": "w:ins", "deleted": "w:del"}


def document(after: Contract, before: Contract | None = None) -> bytes:
    """The agreement as a Word document; against `before`, with every change tracked.

    A change carries the name and the day of the amendment that made it. Accepting all changes gives the document
    of `after`, rejecting all that of `before`. The same contracts give the same bytes.
    """
    word = Document()
    dress(word)
    _clear(word)
    _describe(word, after)
    tracker = _Tracker(word)
    for marked in redline(before or after, after):
        tracker.write(marked)
    content = io.BytesIO()
    word.save(content)
    return repacked(content.getvalue())


def _clear(word: WordDocument) -> None:
    body = word.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _describe(word: WordDocument, contract: Contract) -> None:
    facts, day = word.core_properties, _moment(contract.known_by)
    facts.title, facts.author, facts.last_modified_by = inert(contract.title)[:255], "Termwise", "Termwise"
    facts.created = facts.modified = day
    facts.comments, facts.revision = "", 1


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


class _Tracker:
    """Writes marked paragraphs at the end of a document; every tracked change has a number of its own."""

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.count = 0
        self.styles = {style: word.styles[look.name].style_id for style, look in LOOKS.items()}

    def write(self, marked: Marked) -> None:
        """One paragraph with its pieces; a new or lost one is tracked with its end, so that no empty line stays."""
        paragraph = self.word.element.body.add_p()
        paragraph.style = self.styles[marked.style]
        if marked.change != "same":
            properties = OxmlElement("w:rPr")
            properties.append(self._tracked(marked.change, marked.by))
            paragraph.get_or_add_pPr().append(properties)
        for piece in marked.pieces:
            run = paragraph.add_r()
            run.text = inert(piece.text)
            if piece.change == "same":
                continue
            for text in run.findall(qn("w:t")) if piece.change == "deleted" else ():
                text.tag = qn("w:delText")
            tracked = self._tracked(piece.change, marked.by)
            run.addprevious(tracked)
            tracked.append(run)
        if marked.remarks:
            self._remark(paragraph, marked)

    def _tracked(self, change: Change, by: Author) -> BaseOxmlElement:
        self.count += 1
        found = OxmlElement(_TRACKED[change])
        found.set(qn("w:id"), str(self.count))
        found.set(qn("w:author"), inert(by.name))
        found.set(qn("w:date"), _moment(by.day).strftime("%Y-%m-%dT%H:%M:%SZ"))
        return found

    def _remark(self, element: CT_P, marked: Marked) -> None:
        """A comment on the whole paragraph: who set which value, and when."""
        comment = self.word.comments.add_comment(_lines(marked.remarks), inert(marked.by.name), "T")
        comment._comment_elm.date = _moment(marked.by.day)  # noqa: SLF001 - python-docx would tell the clock
        start, end = OxmlElement("w:commentRangeStart"), OxmlElement("w:commentRangeEnd")
        run, reference = OxmlElement("w:r"), OxmlElement("w:commentReference")
        for one in (start, end, reference):
            one.set(qn("w:id"), str(comment.comment_id))
        run.append(reference)
        properties = element.pPr
        element.insert(0 if properties is None else 1, start)
        element.append(end)
        element.append(run)


def _lines(remarks: Iterable[str]) -> str:
    return "\n".join(inert(remark) for remark in remarks)
