"""Statuses, datings and ends in ordinary words, for answers and tables."""

from typing import assert_never

from termwise.base.dates import day_before
from termwise.model.amendment import Dating, Status
from termwise.model.moment import Bound, On
from termwise.model.text.moments import moment_text


def status_words(status: Status) -> str:
    """What a text of this status is: `a rumour`, `binding text`."""
    match status:
        case "rumoured":
            return "a rumour"
        case "reported":
            return "reported by the press"
        case "proposed":
            return "a proposal"
        case "non-binding":
            return "non-binding text"
        case "binding":
            return "binding text"
        case "withdrawn":
            return "a withdrawn text"
        case _:
            assert_never(status)


def dating_words(dating: Dating) -> str:
    """`signed on`, `reported on`, `proposed on`, `announced on`."""
    return f"{dating} on"


def bound_words(bound: Bound) -> str:
    """An end said both ways: `until 2031-01-01 (last day 2030-12-31)`, `through 2032-12-31 (that day included)`."""
    end = moment_text(bound.moment)
    if bound.inclusive:
        whole = isinstance(bound.moment, On) and bound.moment.precision != "day"
        return f"through {end} ({'all of it' if whole else 'that day'} included)"
    if isinstance(bound.moment, On):
        return f"until {end} (last day {day_before(bound.moment.day)})"
    return f"until {end} (that day excluded)"
