"""Moments and the ends of clauses in the language."""

from typing import assert_never

from termwise.base.dates import Duration
from termwise.model.moment import (
    Bound,
    FirstOf,
    LastOf,
    Moment,
    On,
    OnBreach,
    OneOfMoments,
    OnEvent,
    Shifted,
    UndisclosedMoment,
)


def on_text(on: On) -> str:
    """The date as precise as it was written: `2025-10-28`, `2025-10`, `2025`."""
    match on.precision:
        case "day":
            return on.day.isoformat()
        case "month":
            return f"{on.day:%Y-%m}" if on.day.year >= 1000 else on.day.isoformat()[:7]
        case "year":
            return f"{on.day.year:04}"
        case _:
            assert_never(on.precision)


def moment_text(moment: Moment) -> str:
    """`2025-10-28`, `agi_verified`, `24 months after ipo`, `first of (2031-01-01, agi_verified)`."""
    match moment:
        case On():
            return on_text(moment)
        case OnEvent(event):
            return event
        case OnBreach(clause):
            return f"breach of {clause}"
        case Shifted(origin, by):
            return _shifted_text(origin, by)
        case FirstOf(moments):
            return f"first of ({_listed(moments)})"
        case LastOf(moments):
            return f"last of ({_listed(moments)})"
        case OneOfMoments(options):
            return f"one of ({_listed(options)})"
        case UndisclosedMoment(earliest, latest):
            if earliest is None or latest is None:
                return "undisclosed"
            return f"undisclosed between {on_text(earliest)} and {on_text(latest)}"
        case _:
            assert_never(moment)


def bound_text(bound: Bound) -> str:
    """`until 2031-01-01` (that day is outside) or `through 2032-12-31` (inside)."""
    return f"{'through' if bound.inclusive else 'until'} {moment_text(bound.moment)}"


def _listed(moments: tuple[Moment, ...]) -> str:
    return ", ".join(moment_text(moment) for moment in moments)


def _shifted_text(origin: Moment, by: Duration) -> str:
    before = min(by.years, by.months, by.days, by.business_days) < 0
    length = by.negated() if before else by
    return f"{length} {'before' if before else 'after'} {moment_text(origin)}"
