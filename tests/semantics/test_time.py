"""Meaning 3 and 5, and how uncertain dates and schedules are read: days, months, business days, conditions."""

import pytest

from termwise.session import load_text
from tests.semantics.probing import HEAD, Probe, check, ids, session_of

GRANT = """
clause licence
    beta grants alpha use of models
"""
ON = "alpha may use models on "


def licence(*lines: str) -> str:
    return GRANT + "".join(f"    {line}\n" for line in lines)


INTERVALS = [
    Probe("half-open: until, the day before", licence("until 2031-01-01"), ON + "2030-12-31", "yes", ("licence",)),
    Probe("half-open: until", licence("until 2031-01-01"), ON + "2031-01-01", "no"),
    Probe("half-open: through", licence("through 2030-12-31"), ON + "2030-12-31", "yes"),
    Probe("half-open: through, the day after", licence("through 2030-12-31"), ON + "2031-01-01", "no"),
    Probe("through a year: its last day", licence("through 2030"), ON + "2030-12-31", "yes"),
    Probe("through a year: the next", licence("through 2030"), ON + "2031-01-01", "no"),
    Probe("through a month: its last day", licence("through 2028-02"), ON + "2028-02-29", "yes"),
    Probe("through a month: the next", licence("through 2028-02"), ON + "2028-03-01", "no"),
    Probe("until a year", licence("until 2030"), ON + "2029-12-31", "yes"),
    Probe("until a year: its first day", licence("until 2030"), ON + "2030-01-01", "no"),
    Probe("until a month", licence("until 2028-02"), ON + "2028-02-01", "no"),
    Probe("from a month: its first day", licence("from 2028-02"), ON + "2028-02-01", "yes"),
    Probe("from a month: before", licence("from 2028-02"), ON + "2028-01-31", "no"),
    Probe("from a year", licence("from 2028"), ON + "2028-01-01", "yes"),
    Probe("from: the day before", licence("from 2028-02-03"), ON + "2028-02-02", "no"),
    Probe("before the deal's start", GRANT, ON + "2019-12-31", "no"),
    Probe("the deal's first day", GRANT, ON + "2020-01-01", "yes"),
    Probe("the deal's last day", GRANT, ON + "2039-12-31", "yes"),
    Probe("after the deal's end", GRANT, ON + "2040-01-01", "no"),
    Probe("after the deal's end: what survives", licence("survives termination"), ON + "2041-01-01", "yes"),
    Probe(
        "after an end date the answer is",
        licence("until 2031-01-01"),
        "licence is in force on 2031-06-01",
        "no",
        words="not in force since 2031-01-01: until 2031-01-01",
    ),
    Probe(
        "after an end date: the deal's",
        GRANT,
        "licence is in force on 2041-06-01",
        "no",
        words="not in force since 2040-01-01: the deal's term is over",
    ),
    Probe(
        "a start after the end is never in force",
        licence("from 2030-01-01", "until 2029-01-01"),
        ON + "2030-06-01",
        "no",
    ),
]


def rounding(how: str) -> str:
    return HEAD.replace("today 2025-01-01\n", f"today 2025-01-01\n    months round {how}\n")


MONTH = licence("until 1 months after 2026-01-31")
ROUNDED = [
    ("down", Probe("month arithmetic: down", MONTH, ON + "2026-02-27", "yes")),
    ("down", Probe("month arithmetic: down, the end", MONTH, ON + "2026-02-28", "no")),
    ("up", Probe("month arithmetic: up", MONTH, ON + "2026-02-28", "yes")),
    ("up", Probe("month arithmetic: up, the end", MONTH, ON + "2026-03-01", "no")),
    ("refuse", Probe("month arithmetic: refuse, before either", MONTH, ON + "2026-02-27", "yes")),
    ("refuse", Probe("month arithmetic: refuse, after either", MONTH, ON + "2026-03-01", "no")),
    (
        "down",
        Probe(
            "month arithmetic: a leap day in years", licence("until 2 years after 2024-02-29"), ON + "2026-02-28", "no"
        ),
    ),
    (
        "down",
        Probe("month arithmetic: backwards", licence("until 1 months before 2026-03-31"), ON + "2026-02-28", "no"),
    ),
    (
        "down",
        Probe(
            "month arithmetic: backwards, the day before",
            licence("until 1 months before 2026-03-31"),
            ON + "2026-02-27",
            "yes",
        ),
    ),
    (
        "down",
        Probe(
            "24 months after an event",
            licence("until 24 months after ipo"),
            ON + "2028-02-27, given ipo on 2026-02-28",
            "yes",
        ),
    ),
    (
        "down",
        Probe(
            "24 months after an event: that day",
            licence("until 24 months after ipo"),
            ON + "2028-02-28, given ipo on 2026-02-28",
            "no",
        ),
    ),
    (
        "down",
        Probe(
            "24 months after an event: surely not yet", licence("until 24 months after ipo"), ON + "2027-01-01", "yes"
        ),
    ),
    (
        "down",
        Probe(
            "24 months after an event: the first day it could be",
            licence("until 24 months after ipo"),
            ON + "2027-01-02",
            "depends",
            (),
            ("ipo",),
        ),
    ),
    (
        "down",
        Probe(
            "before an event: known only later",
            licence("until 30 days before ipo"),
            ON + "2026-06-01, given ipo on 2026-07-01",
            "no",
        ),
    ),
]

# 2026-12-31 is a Thursday; 2027-01-01 a Friday and a holiday in the United States.
BUSINESS = licence("until 5 business days after 2026-12-31")
WEEKDAYS = [
    Probe("business days by the named calendar: weekdays", BUSINESS, ON + "2027-01-06", "yes"),
    Probe("business days by the named calendar: weekdays, the end", BUSINESS, ON + "2027-01-07", "no"),
]
HOLIDAYS = [
    Probe("business days by the named calendar: with holidays", BUSINESS, ON + "2027-01-07", "yes"),
    Probe("business days by the named calendar: with holidays, the end", BUSINESS, ON + "2027-01-08", "no"),
]

FIRST = licence("until first of (2031-01-01, verified)")
LAST = licence("until last of (2031-01-01, verified)")
THROUGH_LAST = licence("through last of (2030, 12 months after verified)")
EXTREMES = [
    Probe("first of: before either", FIRST, ON + "2025-01-01", "yes", ("licence",)),
    Probe("first of: open", FIRST, ON + "2030-12-31", "depends", (), ("verified",)),
    Probe("first of: the date has come", FIRST, ON + "2031-01-01", "no"),
    Probe("first of: the event came first", FIRST, ON + "2028-01-01, given verified on 2028-01-01", "no"),
    Probe("first of: the event comes next day", FIRST, ON + "2028-01-01, given verified on 2028-01-02", "yes"),
    Probe("last of: before the date", LAST, ON + "2030-12-31", "yes"),
    Probe("last of: after the date", LAST, ON + "2031-01-01", "depends", (), ("verified",)),
    Probe("last of: never", LAST, ON + "2039-01-01, given verified never", "yes"),
    Probe("last of: the event had come", LAST, ON + "2031-01-01, given verified on 2026-01-01", "no"),
    Probe("last of: through, the last day", THROUGH_LAST, ON + "2031-06-01, given verified on 2030-06-01", "yes"),
    Probe("last of: through, the day after", THROUGH_LAST, ON + "2031-06-02, given verified on 2030-06-01", "no"),
    Probe("last of: through the year", THROUGH_LAST, ON + "2030-12-31, given verified on 2025-06-01", "yes"),
]

CONDITIONS = [
    Probe("while an event: not yet", licence("while verified"), ON + "2024-06-01", "no"),
    Probe("while an event: open", licence("while verified"), ON + "2026-06-01", "depends", (), ("verified",)),
    Probe(
        "while an event: from its day",
        licence("while verified"),
        ON + "2026-06-01, given verified on 2026-06-01",
        "yes",
    ),
    Probe("while a driver: known", licence("while revenue >= 1bn per year"), ON + "2024-06-01", "yes"),
    Probe("while a driver: below", licence("while revenue >= 3bn per year"), ON + "2024-06-01", "no"),
    Probe(
        "while a driver: not known yet",
        licence("while revenue >= 1bn per year"),
        ON + "2026-06-01",
        "depends",
        (),
        ("revenue",),
    ),
    Probe("while a driver that nothing moves", licence("while price >= 100"), ON + "2030-06-01", "yes"),
    Probe("unless a driver", licence("unless price >= 100"), ON + "2030-06-01", "no"),
    Probe("unless an event", licence("unless strike"), ON + "2026-06-01, given strike on 2026-07-01", "yes"),
    Probe("unless two: either is enough", licence("unless strike", "unless cleared"), ON + "2024-06-30", "no"),
    Probe("unless two: neither", licence("unless verified", "unless cleared"), ON + "2024-06-29", "yes"),
    Probe(
        "undisclosed numbers in a condition",
        licence("while price >= undisclosed 90 to 110"),
        ON + "2026-06-01",
        "depends",
        (),
        ("licence",),
    ),
    Probe(
        "undisclosed numbers are no bounds",
        licence("while price >= undisclosed 10 to 20"),
        ON + "2026-06-01",
        "depends",
        (),
        ("licence",),
    ),
    Probe(
        "undisclosed date",
        licence("until undisclosed between 2027-01-01 and 2028-12-31"),
        ON + "2027-06-01",
        "depends",
        (),
        ("licence",),
    ),
    Probe(
        "undisclosed date: before it could be",
        licence("until undisclosed between 2027-01-01 and 2028-12-31"),
        ON + "2026-12-31",
        "yes",
    ),
    Probe(
        "an agreed position among dates",
        licence("until one of (2027-01-01, 2029-01-01)"),
        ON + "2028-01-01",
        "depends",
        (),
        ("licence",),
    ),
    Probe(
        "an agreed position among dates: before the first",
        licence("until one of (2027-01-01, 2029-01-01)"),
        ON + "2026-12-31",
        "yes",
    ),
    Probe(
        "an agreed position among dates: from the last",
        licence("until one of (2027-01-01, 2029-01-01)"),
        ON + "2029-01-01",
        "no",
    ),
]

RULE = (
    licence("from boom")
    + """
event boom
    when revenue >= 1.5bn per year
"""
)
KNOWN = [
    Probe("events known are certain from their day", licence("from cleared"), ON + "2024-06-30", "yes"),
    Probe("events known: not before", licence("from cleared"), ON + "2024-06-29", "no"),
    Probe(
        "only in views whose known-by date is not earlier",
        licence("from cleared"),
        ON + "2024-06-30, known by 2024-06-29",
        "depends",
        (),
        ("cleared",),
    ),
    Probe("only in views: the same day", licence("from cleared"), ON + "2024-06-30, known by 2024-06-30", "yes"),
    Probe(
        "only in views: known from a later day", licence("from merger"), ON + "2023-06-01, known by 2023-08-31", "no"
    ),
    Probe("only in views: then known", licence("from merger"), ON + "2023-06-01, known by 2023-09-01", "yes"),
    Probe("only in views: a day after today", licence("from coming"), ON + "2025-06-30", "depends", (), ("coming",)),
    Probe("only in views: known by then", licence("from coming"), ON + "2025-06-30, known by 2025-06-30", "yes"),
    Probe("not happened by the known-by date", licence("from verified"), ON + "2025-01-01", "no"),
    Probe(
        "not happened by the known-by date: open after",
        licence("from verified"),
        ON + "2025-01-02",
        "depends",
        (),
        ("verified",),
    ),
    Probe("by rule: on the first day the condition holds", RULE, ON + "2024-01-01", "yes"),
    Probe("by rule: not before", RULE, ON + "2023-12-31", "no"),
]


@pytest.mark.parametrize("probe", [*INTERVALS, *WEEKDAYS, *EXTREMES, *CONDITIONS, *KNOWN], ids=ids)
def test_time(probe: Probe) -> None:
    check(probe)


@pytest.mark.parametrize(("how", "probe"), ROUNDED, ids=lambda value: ids(value) if isinstance(value, Probe) else value)
def test_months_round_as_the_deal_says(how: str, probe: Probe) -> None:
    check(probe, rounding(how))


@pytest.mark.parametrize("probe", HOLIDAYS, ids=ids)
def test_holidays(probe: Probe) -> None:
    check(probe, HEAD.replace("today 2025-01-01\n", "today 2025-01-01\n    calendar US\n"))


def test_refused_rounding_says_which_day_there_is_not() -> None:
    asked = session_of(MONTH, rounding("refuse")).ask(ON + "2026-02-28")
    assert asked.answer is not None
    assert asked.answer.verdict == "depends"
    assert {thing.kind for thing in asked.answer.hangs_on} == {"words"}


@pytest.mark.parametrize(
    ("chance", "code"),
    [
        ("likely 50%, between 2025-01-01 and 2030", "window-in-the-past"),
        ("likely 50%, between 2024 and 2030", "window-in-the-past"),
        ("likely 50%, between 2030 and 2029", "range-order"),
    ],
)
def test_a_lower_end_at_or_before_today_is_an_error(chance: str, code: str) -> None:
    session = load_text(HEAD + f"\nevent e\n    {chance}\n" + GRANT)
    assert code in {d.code for d in session.diagnostics if d.severity == "error"}
