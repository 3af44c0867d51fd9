"""Moments: points in civil time, some of which hang on events.

An end given as `through D` is stored as the exclusive end `On(D)` with `inclusive=True` on the
clause's `Bound`; months and years given as dates are stored as their first day, with `precision`.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.base.dates import Duration
from termwise.base.source import Span

Precision = Literal["day", "month", "year"]


class On(Struct, frozen=True, tag="on"):
    """A calendar date. A month or a year is its first day; `precision` says what was written."""

    day: date
    precision: Precision = "day"
    span: Span | None = None


class OnEvent(Struct, frozen=True, tag="on_event"):
    """The day an event happens; never, when it never does."""

    event: str
    span: Span | None = None


class OnBreach(Struct, frozen=True, tag="on_breach"):
    """The day the duty of a clause is violated (`breach of payment`)."""

    clause: str
    span: Span | None = None


class Shifted(Struct, frozen=True, tag="shifted"):
    """`24 months after X`, `30 days before X`. A negative duration is before."""

    origin: "Moment"
    by: Duration
    span: Span | None = None


class FirstOf(Struct, frozen=True, tag="first_of"):
    """The earliest of several moments."""

    moments: tuple["Moment", ...]
    span: Span | None = None


class LastOf(Struct, frozen=True, tag="last_of"):
    """The latest of several moments; never, when one of them never comes."""

    moments: tuple["Moment", ...]
    span: Span | None = None


class OneOfMoments(Struct, frozen=True, tag="one_of_moments"):
    """`one of (2032-12-31, 2033-12-31)`: positions on the table in a proposal."""

    options: tuple[On, ...]
    span: Span | None = None


class UndisclosedMoment(Struct, frozen=True, tag="undisclosed_moment"):
    """A date that was agreed and is not public, between two dates when those are known."""

    earliest: On | None = None
    latest: On | None = None
    span: Span | None = None


Moment = On | OnEvent | OnBreach | Shifted | FirstOf | LastOf | OneOfMoments | UndisclosedMoment
"""Any point in civil time."""


class Bound(Struct, frozen=True):
    """The end of a clause: `until` (exclusive) or `through` (inclusive).

    With `through 2032` or `through 2032-06` the whole year or month is inside.
    """

    moment: Moment
    inclusive: bool
    span: Span | None = None
