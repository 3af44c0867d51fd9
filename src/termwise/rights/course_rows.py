"""Reads a recorded course of events, as CSV or JSON, into rows.

    course  = header row*                      (CSV)  |  "[" object* "]"   (JSON, one object per row)
    columns = date event [note]  |  date act subject by [note]   in any order; both may be mixed
    act     = "happens" (subject is an event) | "fulfils" | "waives" | … (subject is a clause)

Every fault is placed at its row.
"""

import csv
import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import cast

from msgspec import Struct

from termwise.base.dates import is_writable
from termwise.base.diagnostic import Diagnostic
from termwise.base.source import SourceText, Span
from termwise.model.deal import Deal, Names, names
from termwise.rights.faults import ACT_WORDS, course_act, course_date, course_name, course_shape, course_twice
from termwise.view.course import ActKind

MOST_ROWS = 20_000
"""Rows of the longest course that is read: a row each day for half a century."""

_MOST_FAULTS = 20
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COLUMNS = ("date", "event", "act", "subject", "by", "note")


class CourseRow(Struct, frozen=True):
    """One row: on `day`, the event `subject` happens (`act` None), or `by` does `act` to the clause `subject`."""

    day: date
    subject: str
    act: ActKind | None = None
    by: str | None = None
    note: str | None = None
    span: Span | None = None


class CourseRead(Struct, frozen=True):
    """The rows that could be read, in order of day, and what was wrong with the others."""

    rows: tuple[CourseRow, ...]
    diagnostics: tuple[Diagnostic, ...]


class _Cells(Struct, frozen=True):
    """A row as written: column -> text, blanks cut."""

    cells: dict[str, str]
    span: Span


def read_course(source: SourceText, deal: Deal) -> CourseRead:
    """The rows of a course of events of `deal`. JSON when the text begins with `[`, else CSV with a header."""
    known = names(deal)
    tables = _json_rows(source) if source.text.lstrip("\ufeff \t\r\n").startswith("[") else _csv_rows(source)
    rows: list[CourseRow] = []
    faults: list[Diagnostic] = []
    for number, cells in enumerate(tables):
        found = cells if isinstance(cells, Diagnostic) else _row(cells, known)
        if number >= MOST_ROWS:
            span = cells.span or _line_span(source, 1, "")
            faults.append(course_shape(f"a course has at most {MOST_ROWS} rows", span))
            break
        if isinstance(found, Diagnostic):
            faults.append(found)
        else:
            rows.append(found)
        if len(faults) >= _MOST_FAULTS:
            break
    rows.sort(key=lambda row: row.day)
    return CourseRead(tuple(rows), (*faults, *_twice(rows))[:_MOST_FAULTS])


def _csv_rows(source: SourceText) -> Iterator[_Cells | Diagnostic]:
    lines = [line.rstrip("\r") for line in source.text.removeprefix("\ufeff").split("\n")]
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not numbered:
        yield course_shape("the file has no rows", _line_span(source, 1, ""))
        return
    first, heading = numbered[0]
    written = [cell.strip() for cell in heading.split(",")]
    header = [cell.lower() for cell in written]
    fault = _header_fault(written, _line_span(source, first, heading))
    if fault is not None:
        yield fault
        return
    for number, line in numbered[1:]:
        span = _line_span(source, number, line)
        try:
            cells = [cell.strip() for cell in _split(line)]
        except csv.Error:
            yield course_shape("this line cannot be read as cells", span)
            continue
        if len(cells) > len(header) and any(cells[len(header) :]):
            yield course_shape(f"this row has {len(cells)} cells and the header {len(header)}", span)
        else:
            yield _Cells({column: cell for column, cell in zip(header, cells, strict=False) if cell}, span)


def _split(line: str) -> list[str]:
    """The cells of one line; a quote that is not closed ends with the line. Raises `csv.Error` on a huge cell."""
    return next(csv.reader([line]), [])


def _header_fault(written: list[str], span: Span) -> Diagnostic | None:
    odd = next((column for column in written if column.lower() not in _COLUMNS), None)
    if odd is not None:
        return course_shape(f"`{odd}` is not a column", span)
    header = [column.lower() for column in written]
    if "date" not in header or not {"event", "act"} & set(header):
        return course_shape("the header needs `date`, and `event` or `act`", span)
    if len(set(header)) != len(header):
        return course_shape("a column stands twice in the header", span)
    return None


def _json_rows(source: SourceText) -> Iterator[_Cells | Diagnostic]:
    text = source.text
    lines = _line_starts(text)
    at = text.index("[") + 1
    decoder = json.JSONDecoder()
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at >= len(text):
            yield course_shape("the list of rows is not closed", _text_span(source, lines, at, at))
            return
        if text[at] == "]":
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield course_shape("from here on this is not JSON", _text_span(source, lines, at, at))
            return
        yield _object_row(value, _text_span(source, lines, at, end))
        at = end


def _object_row(value: object, span: Span) -> _Cells | Diagnostic:
    if not isinstance(value, dict):
        return course_shape("a row is an object with its columns as keys", span)
    odd = next((str(key) for key in value if key not in _COLUMNS), None)
    if odd is not None:
        return course_shape(f"`{odd}` is not a column", span)
    texts = {str(key): cell for key, cell in value.items() if cell is not None}
    wrong = next((key for key, cell in texts.items() if not isinstance(cell, str)), None)
    if wrong is not None:
        return course_shape(f"`{wrong}` is not a text", span)
    return _Cells({key: str(cell).strip() for key, cell in texts.items() if str(cell).strip()}, span)


def _row(row: _Cells, known: Names) -> CourseRow | Diagnostic:
    cells, span = row.cells, row.span
    day = _date(cells.get("date", ""))
    if day is None:
        return course_date(cells.get("date", ""), span)
    if ("event" in cells) == ("act" in cells):
        return course_shape("a row says either an `event` or an `act`", span)
    act = _act(cells["act"]) if "act" in cells else "happens"
    if act is None:
        return course_act(cells["act"], span)
    by = cells.get("by")
    if by is not None and by not in known.parties:
        return course_name("party", by, known.parties, span)
    subject = cells.get("event") or cells.get("subject", "")
    note = cells.get("note")
    if act == "happens":
        if subject not in known.events:
            return course_name("event", subject, known.events, span)
        return CourseRow(day, subject, None, by, note, span)
    if subject not in known.clauses:
        return course_name("clause", subject, known.clauses, span)
    return CourseRow(day, subject, cast("ActKind", act), by, note, span)


def _date(word: str) -> date | None:
    try:
        day = date.fromisoformat(word) if _DAY.fullmatch(word) else None
    except ValueError:
        return None
    return day if day is not None and is_writable(day) else None


def _act(word: str) -> str | None:
    """The act a word says, also in its base form (`exercise`, `fulfill`)."""
    plain = word.lower()
    for act in ACT_WORDS:
        if plain in (act, act.removesuffix("s"), act.removesuffix("s") + "l", act.removesuffix("s") + "ls"):
            return act
    return None


def _twice(rows: list[CourseRow]) -> Iterator[Diagnostic]:
    first: dict[str, CourseRow] = {}
    for row in rows:
        if row.act is not None or row.span is None:
            continue
        before = first.setdefault(row.subject, row)
        if before is not row and before.span is not None:
            yield course_twice(row.subject, row.span, before.span)


def _line_span(source: SourceText, number: int, line: str) -> Span:
    return Span(source.name, number, 1, number, len(line) + 1)


def _line_starts(text: str) -> list[int]:
    """The offset of the first character of each line."""
    return [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]


def _text_span(source: SourceText, lines: list[int], start: int, end: int) -> Span:
    """The span between two offsets of the text, cut to its first line when it runs over several."""
    line = bisect_right(lines, start)
    column = start - lines[line - 1] + 1
    stop = source.text.find("\n", start, end)
    width = (stop if stop >= 0 else end) - start
    return Span(source.name, line, column, line, column + width)
