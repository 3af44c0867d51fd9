"""`until` leaves its date out and `through` takes it in: dates where the other one was probably meant.

`until 2030` ends with 2029, `until 2032-12-31` a day before the year does, and `through 2033-01-01`
takes in the first day of a year that the contract probably leaves out.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from termwise.base.dates import day_before, last_of_month
from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.check.terms import last_day
from termwise.model.moment import Bound, FirstOf, LastOf, Moment, On
from termwise.model.text import moment_text


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.wordings:
        if wording.qualifiers.end is not None:
            yield from _of_bound(wording.qualifiers.end)


def _of_bound(bound: Bound) -> Iterator[Diagnostic]:
    for on in _dates(bound.moment):
        span = on.span or bound.span
        ends_month = on.precision == "day" and on.day == last_of_month(on.day)
        if bound.inclusive and on.precision == "day" and (on.day.month, on.day.day) == (1, 1):
            yield _takes_in(on, span)
        elif not bound.inclusive and (on.precision != "day" or ends_month):
            yield _leaves_out(on, span)


def _dates(moment: Moment) -> Iterator[On]:
    match moment:
        case On():
            yield moment
        case FirstOf(moments) | LastOf(moments):
            for inner in moments:
                yield from _dates(inner)
        case _:
            return


def _leaves_out(on: On, span: Span | None) -> Diagnostic:
    written = moment_text(on)
    whole = "that day" if on.precision == "day" else f"that {on.precision}"
    return warning(
        "until-through-trap",
        f"`until {written}` leaves {whole} out: the last day in force is {day_before(on.day)}",
        span,
        f"write `through {written}` to take it in, or `through {day_before(on.day)}` if it is meant to be outside",
    )


def _takes_in(on: On, span: Span | None) -> Diagnostic:
    return warning(
        "until-through-trap",
        f"`through {moment_text(on)}` takes in the first day of {on.day.year}",
        span,
        f"write `through {on.day.year - 1}` to end with the year before, "
        f"or `until {last_day(on) + timedelta(days=1)}` if that day is meant to be inside",
    )


RULE = Rule("until-through-trap", "a term that ends a day or a year beside what was meant", _run)
