"""Faults of what a deal declares around its clauses."""

from collections.abc import Sequence

from termwise.base.diagnostic import Diagnostic, Related, error
from termwise.base.source import Span
from termwise.syntax.tree import Name


def missing_deal(span: Span | None) -> Diagnostic:
    """A text without a `deal` directive."""
    return error(
        "deal-missing",
        "this text declares no deal",
        span,
        'begin with `deal "Title"`, and under it `currency`, `period` and `today`',
    )


def deal_twice(span: Span, first: Span) -> Diagnostic:
    """A second `deal` directive."""
    return error(
        "deal-twice",
        "this is a second deal, and a text declares one",
        span,
        "amendments belong in `amendment` directives; another deal belongs in a file of its own",
        (Related(first, "the deal is declared here"),),
    )


def missing_period(span: Span) -> Diagnostic:
    """A deal without its first and last day."""
    return error(
        "period-missing",
        "this deal does not say over which period it runs",
        span,
        "write `period 2019-07-22 through 2034-12-31` under `deal`",
    )


def missing_today(span: Span) -> Diagnostic:
    """A deal without the day it was written on."""
    return error(
        "today-missing",
        "this deal does not say on which day it was written",
        span,
        "write `today 2025-10-29` under `deal`: what is known and what is to come is seen from that day",
    )


def period_order(span: Span) -> Diagnostic:
    """A period that ends before it begins."""
    return error("period-order", "this period ends before it begins", span, "write the first day first")


def bad_digest(span: Span | None) -> Diagnostic:
    """A sha256 that is not 64 hexadecimal digits."""
    return error(
        "bad-sha256",
        "a sha256 is 64 hexadecimal digits",
        span,
        "`sha256sum FILE` prints it",
    )


def growth_and_formula(name: Name, span: Span) -> Diagnostic:
    """A driver that grows by itself and follows a formula."""
    return error(
        "driver-two-ways",
        f"the driver `{name.text}` has a formula and a course of its own",
        span,
        "keep `is …`, or the lines with known values, growth, variation and jumps",
    )


def event_two_ways(name: Name, span: Span) -> Diagnostic:
    """An event that is drawn and follows a rule."""
    return error(
        "event-two-ways",
        f"the event `{name.text}` has a chance and a rule",
        span,
        "keep the chance, or the line `when …`",
    )


def known_before(name: Name, span: Span) -> Diagnostic:
    """`known from` under an event that is not said to have happened."""
    return error(
        "known-without-day",
        f"the event `{name.text}` is known from a day, but not said to have happened",
        span,
        "write `on DATE` as well",
    )


def wait_order(span: Span) -> Diagnostic:
    """A waiting time whose short end is not the shorter one, or is nothing."""
    return error(
        "range-order",
        "the shorter wait must be above zero and below the longer one",
        span,
        "write `3 to 18 months after EVENT`",
    )


def pinned_twice(name: Name, first: Span | None) -> Diagnostic:
    """A scenario that pins one thing twice."""
    related = () if first is None else (Related(first, "first here"),)
    return error(
        "pinned-twice",
        f"this scenario says twice what becomes of `{name.text}`",
        name.span,
        "keep one of the two lines",
        related,
    )


def no_open_term(name: Name, clause: str, terms: Sequence[str]) -> Diagnostic:
    """A scenario that settles a number of a clause that is not open there."""
    there = f"open there: {', '.join(f'`{clause}.{term}`' for term in terms)}" if terms else None
    return error("no-open-term", f"`{clause}` leaves no number open that is called `{name.text}`", name.span, there)


def chance_without_time(event: Name, span: Span) -> Diagnostic:
    """A scenario that says how likely an event is, and nothing says when it may come."""
    return error(
        "chance-without-time",
        f"nothing says when `{event.text}` may happen",
        span,
        f"say it here, too: `{event.text} likely 60%, between 2027 and 2030`",
    )


def known_twice(name: Name, span: Span, first: Span) -> Diagnostic:
    """Two known values of a driver for one time."""
    return error(
        "known-twice",
        f"the driver `{name.text}` has two known values for one time",
        span,
        "keep the one that is right",
        (Related(first, "the first value"),),
    )


def two_interests(name: Name, first: Span) -> Diagnostic:
    """Two `interest` directives of one party."""
    return error(
        "duplicate-name",
        f"the interest of `{name.text}` is declared twice",
        name.span,
        "write everything a party wants in one `interest`",
        (Related(first, "first declared here"),),
    )


def impossible_correlations(drivers: tuple[str, ...], span: Span) -> Diagnostic:
    """Correlations that cannot all be true, at the last of them."""
    names = ", ".join(f"`{name}`" for name in drivers[:-1]) + f" and `{drivers[-1]}`"
    return error(
        "impossible-correlations",
        f"{names} cannot move together as their correlations say",
        span,
        "correlate them less, or state the missing correlations too: one that is not stated is zero",
    )


def correlated_twice(pair: tuple[str, str], span: Span, first: Span) -> Diagnostic:
    """Two different correlations of the same drivers."""
    return error(
        "impossible-correlations",
        f"`{pair[0]}` and `{pair[1]}` are correlated in two different ways",
        span,
        "state it once",
        (Related(first, "first stated here"),),
    )


def unusable_file_name(span: Span) -> Diagnostic:
    """`known from file` with a path outside the deal's folder."""
    return error(
        "file-outside",
        "a file of known values must lie in the deal's folder",
        span,
        "write a path relative to the deal, without `..`",
    )
