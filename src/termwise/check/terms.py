"""What rules ask of names, numbers and dates."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from termwise.base.dates import day_after, last_of_month
from termwise.base.source import Span
from termwise.model.clause import Qualifiers
from termwise.model.deal import Names
from termwise.model.expression import Expression, Quantity
from termwise.model.moment import Bound, Moment, On


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names in words: "`a`, `b` and `c`"."""
    return in_words([f"`{name}`" for name in names], last)


def in_words(phrases: Sequence[str], last: str = "and") -> str:
    """Phrases as one: "a, b and c"."""
    return f"{', '.join(phrases[:-1])} {last} {phrases[-1]}" if len(phrases) > 1 else "".join(phrases)


def ancestors(name: str) -> Iterator[str]:
    """The dotted name and everything it is part of, innermost first: `a.b.c`, `a.b`, `a`."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def within(part: str, whole: str) -> bool:
    """Whether a dotted name is the other or part of it."""
    return part == whole or part.startswith(whole + ".")


def related(one: str, other: str) -> bool:
    """Whether one of two dotted names is part of the other."""
    return within(one, other) or within(other, one)


def owner_of(names: Names, asset: str) -> str | None:
    """The party an asset belongs to: its own, or that of the nearest asset it is part of."""
    found = (names.assets[name].owner for name in ancestors(asset) if name in names.assets)
    return next((owner for owner in found if owner is not None), None)


def constant(expression: Expression | None) -> Quantity | None:
    """The expression when it is one certain number."""
    return expression if isinstance(expression, Quantity) else None


def last_day(on: On) -> date:
    """The last day that a date as precise as written covers."""
    match on.precision:
        case "day":
            return on.day
        case "month":
            return last_of_month(on.day)
        case "year":
            return date(on.day.year, 12, 31)


def certain_start(moment: Moment | None) -> date | None:
    """The first day in force when it is a calendar date."""
    return moment.day if isinstance(moment, On) else None


def certain_end(bound: Bound | None) -> date | None:
    """The first day no longer in force when it is a calendar date."""
    if bound is None or not isinstance(bound.moment, On):
        return None
    return day_after(last_day(bound.moment)) if bound.inclusive else bound.moment.day


def place_of(qualifiers: Qualifiers, keyword: str) -> Span | None:
    """Where a qualifier stands, when the deal has a text."""
    return next((span for name, span in qualifiers.spans if name == keyword), None)
