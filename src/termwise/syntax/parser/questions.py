"""Questions and expectations: a proposition, and from where it is looked at."""

from msgspec import Struct, field

from termwise.syntax import faults
from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.expressions import expression
from termwise.syntax.parser.literals import calendar_date, name
from termwise.syntax.parser.moments import A_DATE
from termwise.syntax.tree import ExpectLine, Expr, GivenNode, Name
from termwise.syntax.words import STATUSES

PARTS = ("on", "known", "status", "scenario", "given")


class _Parts(Struct):
    """From where a proposition is looked at, as far as it was said."""

    on: Expr | None = None
    known_by: Expr | None = None
    status: Name | None = None
    scenario: Name | None = None
    given: list[GivenNode] = field(default_factory=list)


def expect_line(p: Cursor) -> ExpectLine:
    """A proposition with the parts of its view in front.

    ``expect_line = [parts ':'] expression``
    """
    start = p.at
    parts = _Parts()
    if p.word in PARTS:
        part(p, parts)
        while p.accept(",") or p.word in PARTS:
            part(p, parts)
        p.expect(":", help_="a colon stands between the view and the statement: `on 2031-06-01: …`")
    proposition = expression(p)
    return _line(parts, proposition, p, start)


def question(p: Cursor) -> ExpectLine:
    """A proposition with the parts of its view behind it, or in front as in an expectation.

    ``question = expect_line | expression [[','] parts]``
    """
    if p.word in PARTS:
        return expect_line(p)
    start = p.at
    parts = _Parts()
    proposition = expression(p)
    while not p.ended:
        p.accept(",")
        part(p, parts)
    return _line(parts, proposition, p, start)


def part(p: Cursor, parts: _Parts) -> None:
    """One part of a view; each stands at most once, except `given`.

    ``parts = part {[','] part}``
    ``part = 'on' date | 'known' 'by' date | 'status' status | 'scenario' name | 'given' name ('on' date | 'never')``
    """
    start = p.at
    keyword = p.word
    already = {
        "on": parts.on,
        "known": parts.known_by,
        "status": parts.status,
        "scenario": parts.scenario,
    }.get(keyword)
    if already is not None:
        p.give_up(faults.said_twice(p.here(), keyword, "this line"))
    match keyword:
        case "on":
            p.take()
            parts.on = calendar_date(p, A_DATE)
        case "known":
            p.expect("known", "by")
            parts.known_by = calendar_date(p, A_DATE)
        case "status":
            p.take()
            token = p.expect_any(STATUSES, "a status: " + faults.listed(STATUSES))
            parts.status = Name(token.text, p.span_of(token))
        case "scenario":
            p.take()
            parts.scenario = name(p, "the name of a scenario")
        case "given":
            p.take()
            parts.given.append(_given(p))
        case _:
            p.at = start
            p.fail("`on`, `known by`, `status`, `scenario` or `given`")


def _given(p: Cursor) -> GivenNode:
    event = name(p, "the name of an event")
    if p.accept("never"):
        return GivenNode(event, None)
    p.expect("on")
    return GivenNode(event, calendar_date(p, A_DATE))


def _line(parts: _Parts, proposition: Expr, p: Cursor, start: int) -> ExpectLine:
    return ExpectLine(
        parts.on,
        parts.known_by,
        parts.status,
        parts.scenario,
        tuple(parts.given),
        proposition,
        p.since(start),
    )
