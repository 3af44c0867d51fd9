"""Schedules: when a payment, a purchase, an investment or a duty falls due."""

from termwise.syntax.instead import FREQUENCY_OF
from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.expressions import expression
from termwise.syntax.parser.literals import duration
from termwise.syntax.parser.moments import moment
from termwise.syntax.tree import ScheduleNode
from termwise.syntax.words import FREQUENCIES

A_FREQUENCY = "`daily`, `weekly`, `monthly`, `quarterly` or `yearly`"


def optional_schedule(p: Cursor) -> ScheduleNode | None:
    """A schedule if one comes next, after a comma or without.

    ``optional_schedule = [[','] schedule]``
    """
    mark = p.mark()
    p.accept(",")
    found = schedule(p)
    if found is None:
        p.back_to(mark)
    return found


def schedule(p: Cursor) -> ScheduleNode | None:
    """When something falls due, if the line says so next.

    ``schedule = 'on' moment | 'by' moment | 'within' duration 'of' moment | 'when' expression
        | frequency ['in' 'advance'] | 'every' duration 'from' moment``
    ``frequency = 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly'``
    """
    start = p.at
    match p.word:
        case "on":
            p.take()
            due = moment(p)
            return ScheduleNode("on", moment=due, span=p.since(start))
        case "by":
            p.take()
            due = moment(p)
            return ScheduleNode("by", moment=due, span=p.since(start))
        case "within":
            p.take()
            length = duration(p)
            if p.sees("after") or p.sees("from") or p.sees("following"):
                written = " ".join(token.text for token in p.tokens[start : p.at])
                p.fail("`of`", f"write `{written} of {p.ahead(1).text or 'EVENT'}`")
            p.expect("of", help_="write `within 30 days of agi_verified`")
            due = moment(p)
            return ScheduleNode("within", moment=due, length=length, span=p.since(start))
        case "when":
            p.take()
            condition = expression(p)
            return ScheduleNode("when", condition=condition, span=p.since(start))
        case "every":
            p.take()
            if p.word in FREQUENCY_OF:
                p.fail("a length of time such as `3 months`", f"write `{FREQUENCY_OF[p.word]}`")
            length = duration(p)
            p.expect("from", help_="write `every 3 months from 2026-01-15`")
            due = moment(p)
            return ScheduleNode("every", moment=due, length=length, span=p.since(start))
        case word if word in FREQUENCIES:
            p.take()
            advance = p.accept("in", "advance")
            return ScheduleNode("periodic", frequency=word, in_advance=advance, span=p.since(start))
        case _:
            return None


def frequency(p: Cursor) -> str:
    """One of the calendar frequencies."""
    return p.expect_any(FREQUENCIES, A_FREQUENCY).text
