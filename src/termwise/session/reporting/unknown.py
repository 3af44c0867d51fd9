"""What is not known: numbers not public, words not translated, open events, what a run leaves out."""

from collections.abc import Iterator

from termwise.model.clause import Untranslated
from termwise.model.walk import parts_of
from termwise.report.charts.subject import Subject
from termwise.report.contents import Cell, Column, DataTable, Unknown
from termwise.session.reporting.material import Material

_AHEAD = ("in force", "open", "not yet", "pending")


def unknown(found: Material) -> Unknown:
    """A table for each kind of thing that is not known; kinds of which there is nothing are left out."""
    tables = (_undisclosed(found), _run_with(found), _untranslated(found), _open(found), _left_out(found))
    return Unknown(tuple(table for table in tables if table.rows))


def undisclosed(found: Material) -> tuple[tuple[str, str], ...]:
    """Clause and words of each number or date that was agreed and is not public, of clauses that are not over."""
    return tuple(
        (clause.name, words)
        for clause in found.clauses.values()
        if clause.state in _AHEAD
        for words in clause.undisclosed
    )


def open_events(found: Material) -> tuple[str, ...]:
    """The events of which it is not known whether and when they happen."""
    return tuple(mark.name for mark in found.timeline.events if mark.on is None and not mark.never)


def untranslated(found: Material) -> tuple[tuple[str, str], ...]:
    """Clause and words of each passage that is kept as words, of clauses that are not over."""
    return tuple(
        (clause.name, words)
        for clause in found.clauses.values()
        if clause.state in _AHEAD
        for words in clause.untranslated
    )


def _undisclosed(found: Material) -> DataTable:
    rows = tuple((Cell(name, Subject("clause", name)), Cell(f"`{words}`")) for name, words in undisclosed(found))
    note = "Agreed, and not public. A range is what the deal’s author believes; without one nothing is worked out."
    return DataTable(
        "undisclosed", "Numbers and dates that are not public", (Column("clause"), Column("as written")), rows, note
    )


def _run_with(found: Material) -> DataTable:
    """What undisclosed numbers were drawn from."""
    if found.money is None:
        return DataTable("run-with", "", (), ())
    rows = tuple((Cell(one.name), Cell(one.why)) for one in found.money.told.undisclosed)
    columns = (Column("number"), Column("simulated as"))
    note = "Every figure that rests on one of these is marked *."
    return DataTable("run-with", "What the simulation takes for numbers that are not public", columns, rows, note)


def _untranslated(found: Material) -> DataTable:
    owners = dict(_owners(found))
    rows = tuple(
        (Cell(name, Subject("clause", name)), Cell(f"“{words}”"), Cell(owners.get(words) or "nobody is named"))
        for name, words in untranslated(found)
    )
    columns = (Column("clause"), Column("words"), Column("who settles what they mean"))
    note = "Kept in their own words: nothing that rests on them is answered as if they said more than they do."
    return DataTable("untranslated", "Words that are not translated into terms", columns, rows, note)


def _owners(found: Material) -> Iterator[tuple[str, str]]:
    agreement = found.session.agreement(found.view)
    for history in agreement.clauses:
        for part in parts_of(Untranslated, history):
            if part.owner:
                yield part.words, part.owner


def _open(found: Material) -> DataTable:
    marks = [mark for mark in found.timeline.events if mark.on is None and not mark.never]
    rows = tuple(
        (
            Cell(mark.name, Subject("event", mark.name)),
            Cell(mark.title or ""),
            Cell("" if mark.by is None else mark.by, None if mark.by is None else Subject("party", mark.by)),
            Cell("nobody says how likely" if mark.words.startswith("open from") else mark.words),
        )
        for mark in marks
    )
    columns = (Column("event"), Column("what"), Column("decided by"), Column("what is believed"))
    return DataTable("open-events", "Events that are open", columns, rows)


def _left_out(found: Material) -> DataTable:
    if found.money is None:
        return DataTable("left-out", "", (), ())
    rows = tuple(
        (
            Cell(one.name, Subject("clause", one.name) if one.name in found.clauses else None),
            Cell(f"{one.why}{' (in part)' if one.in_part else ''}"),
        )
        for one in dict.fromkeys((*found.money.exact.left_out, *found.money.told.left_out))
    )
    note = "In part: other money of the clause is counted."
    return DataTable("left-out", "What the figures leave out, and why", (Column("what"), Column("why")), rows, note)
