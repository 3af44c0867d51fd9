"""Rows of a course of events: what is read, and the exact fault at its place otherwise."""

from datetime import date

import pytest

from termwise.base.source import SourceText
from termwise.model.act import Act
from termwise.model.clause import Clause
from termwise.model.deal import Deal
from termwise.model.declaration import Event, Party
from termwise.model.sentence import Duty
from termwise.rights.course_rows import CourseRow, read_course

DEAL = Deal(
    title="Supply",
    start=date(2026, 1, 1),
    end=date(2027, 1, 1),
    today=date(2026, 1, 1),
    parties=(Party("seller", "Seller SA"), Party("buyer", "Buyer GmbH")),
    events=(Event("delivered"), Event("paid")),
    clauses=(Clause("delivery", Duty(Act("seller", "deliver"))),),
)


def rows(text: str) -> list[tuple[str, str, str | None, str | None, str | None]]:
    read = read_course(SourceText("course", text), DEAL)
    assert read.diagnostics == ()
    return [(str(r.day), r.subject, r.act, r.by, r.note) for r in read.rows]


def faults(text: str) -> list[tuple[str, str, str]]:
    read = read_course(SourceText("course", text), DEAL)
    return [(d.code, d.message, str(d.span)) for d in read.diagnostics]


def test_events_in_csv_come_in_order_of_day() -> None:
    text = "date,event\n2026-03-01,paid\n\n2026-02-01,delivered\n"
    assert rows(text) == [
        ("2026-02-01", "delivered", None, None, None),
        ("2026-03-01", "paid", None, None, None),
    ]


def test_acts_in_csv_with_any_order_of_columns_and_a_note() -> None:
    text = 'note,by,act,subject,date\n"late, by mail",seller,fulfil,delivery,2026-02-01\n,,happens,paid,2026-02-02\n'
    assert rows(text) == [
        ("2026-02-01", "delivery", "fulfils", "seller", "late, by mail"),
        ("2026-02-02", "paid", None, None, None),
    ]


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault() -> None:
    assert rows("\ufeffdate,event\r\n2026-02-01,delivered\r\n") == [("2026-02-01", "delivered", None, None, None)]


def test_json_reads_the_same_as_csv() -> None:
    text = '[{"date": "2026-02-01", "event": "delivered"},\n {"date": "2026-02-03", "act": "waives", '
    text += '"subject": "delivery", "by": "buyer", "note": null}]'
    assert rows(text) == [
        ("2026-02-01", "delivered", None, None, None),
        ("2026-02-03", "delivery", "waives", "buyer", None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("course-shape", "the file has no rows", "course:1:1")]),
        ("when,event\n", [("course-shape", "`when` is not a column", "course:1:1")]),
        ("date,by\n", [("course-shape", "the header needs `date`, and `event` or `act`", "course:1:1")]),
        ("date,event,event\n", [("course-shape", "a column stands twice in the header", "course:1:1")]),
        ("date,event\n2026-02-30,paid\n", [("course-date", "`2026-02-30` is not a date", "course:2:1")]),
        ("date,event\n2026-02,paid\n", [("course-date", "`2026-02` is not a date", "course:2:1")]),
        ("date,event\n,paid\n", [("course-date", "`` is not a date", "course:2:1")]),
        ("date,event\n2026-02-01,payed\n", [("course-name", "the deal has no event `payed`", "course:2:1")]),
        ("date,event\n2026-02-01,\n", [("course-shape", "a row says either an `event` or an `act`", "course:2:1")]),
        (
            "date,act,subject\n2026-02-01,delivers,delivery\n",
            [("course-act", "`delivers` is not an act that can be recorded", "course:2:1")],
        ),
        (
            "date,act,subject,by\n2026-02-01,fulfils,delivery,sellar\n",
            [("course-name", "the deal has no party `sellar`", "course:2:1")],
        ),
        (
            "date,act,subject\n2026-02-01,fulfils,paid\n",
            [("course-name", "the deal has no clause `paid`", "course:2:1")],
        ),
        ("date,act,subject\n2026-02-01,fulfils,\n", [("course-name", "this row names no clause", "course:2:1")]),
        (
            "date,event\n2026-02-01,paid,x\n",
            [("course-shape", "this row has 3 cells and the header 2", "course:2:1")],
        ),
        (
            "date,event\n2026-02-01,paid\n2026-02-02,paid\n",
            [("course-twice", "event `paid` happens twice", "course:3:1")],
        ),
        ("[", [("course-shape", "the list of rows is not closed", "course:1:2")]),
        ('[{"date" 1}]', [("course-shape", "from here on this is not JSON", "course:1:2")]),
        ("[\n  3]", [("course-shape", "a row is an object with its columns as keys", "course:2:3")]),
        ('[{"day": "2026-02-01"}]', [("course-shape", "`day` is not a column", "course:1:2")]),
        ('[{"date": 3}]', [("course-shape", "`date` is not a text", "course:1:2")]),
        ("[" * 100_000, [("course-shape", "from here on this is not JSON", "course:1:2")]),
        ("[1" + "1" * 5000 + "]", [("course-shape", "from here on this is not JSON", "course:1:2")]),
        (
            "date,event\n2026-02-01," + "x" * 200_000,
            [("course-shape", "this line cannot be read as cells", "course:2:1")],
        ),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_faults_are_exact_and_placed(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert faults(text) == expected


def test_good_rows_survive_bad_ones() -> None:
    read = read_course(SourceText("course", "date,event\n2026-02-01,deliverd\n2026-02-02,paid\n"), DEAL)
    assert [(row.subject, row.day) for row in read.rows] == [("paid", date(2026, 2, 2))]
    assert read.diagnostics[0].help == "did you mean `delivered`"
    assert all(isinstance(row, CourseRow) for row in read.rows)
