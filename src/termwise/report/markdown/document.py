"""The document: headings, numbered clauses with their sources, who changed what, a calendar."""

import re
from collections.abc import Iterator
from datetime import date

from termwise.report.agenda import Agenda, Entry
from termwise.report.contract import Block, Contract, Paragraph
from termwise.report.markdown.escape import escaped

_QUOTED = re.compile("`([^`]*)`")
_BLANK_LINES = re.compile("\n{3,}")
_EMPTY_QUOTE = re.compile("\n>(?=\n\n)")


def document(contract: Contract, agenda: Agenda) -> str:
    """The agreement, then the days of the agenda as a table; the same text for the same contents.

    Every text of the deal is escaped, so that a reader of Markdown shows it as it stands.
    """
    lines: list[str] = []
    number = 0
    for block in contract.blocks:
        if block.paragraphs[0].style == "clause":
            number += 1
        lines += _block(block, number)
    end = lines.pop() if contract.blocks[-1].paragraphs[-1].style == "end" else None
    lines += _calendar(agenda)
    if end is not None:
        lines += ["", end]
    return _BLANK_LINES.sub("\n\n", _EMPTY_QUOTE.sub("", "\n".join(lines))).strip("\n") + "\n"


def _block(block: Block, number: int) -> Iterator[str]:
    """The block's lines: the words of a clause as a quotation, what is told of them below it."""
    quoted = False
    for paragraph in block.paragraphs:
        if quoted and paragraph.style != "term":
            yield ""
        quoted = paragraph.style in ("words", "term")
        yield from _paragraph(paragraph, number)
    if block.remarks:
        yield "- Who said it:"
        remarks = (_QUOTED.sub(r"“\1”", remark) for remark in block.remarks)
        yield from (f"  - {escaped(remark)}" for remark in remarks)


def _paragraph(paragraph: Paragraph, number: int) -> Iterator[str]:
    text = escaped(paragraph.text)
    match paragraph.style:
        case "title":
            yield from (f"# {text}", "")
        case "subtitle":
            yield from (f"*{text}*", "")
        case "section":
            yield from ("", f"## {text}", "")
        case "clause":
            yield from ("", f"### {number}. {text}", "")
        case "words":
            yield from (f"> {text}", ">")
        case "term":
            yield f"> - {text}"
        case "note" | "source" | "plain":
            yield f"- {text}"
        case "end":
            yield f"*{text}*"


def _calendar(agenda: Agenda) -> Iterator[str]:
    if not agenda.entries:
        return
    yield from ("", "## Calendar", "", "| day | what | in words |", "|---|---|---|")
    for entry in agenda.entries:
        yield f"| {_days(entry)} | {escaped(entry.title)} | {escaped(entry.lines[0])} |"
    yield ""


def _days(entry: Entry) -> str:
    return _day(entry.first) if entry.first == entry.last else f"{_day(entry.first)} to {_day(entry.last)}"


def _day(day: date) -> str:
    return day.isoformat()
