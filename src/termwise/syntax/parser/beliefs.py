"""What the author believes and asks for: scenarios, interests, claims, expectations."""

from typing import Literal

from msgspec import Struct, field

from termwise.syntax import faults
from termwise.syntax.parser.cursor import Cursor, LineFaultError, no_rows
from termwise.syntax.parser.drivers import growth, yearly_rate
from termwise.syntax.parser.events import hazard, likely
from termwise.syntax.parser.expressions import amount, expression
from termwise.syntax.parser.header import name_of_header
from termwise.syntax.parser.lines import unknown_line
from termwise.syntax.parser.literals import calendar_date, duration, name, number, optional_text
from termwise.syntax.parser.moments import A_DATE, moment
from termwise.syntax.parser.questions import expect_line
from termwise.syntax.tree import (
    ClaimNode,
    ExpectLine,
    ExpectNode,
    Expr,
    InterestNode,
    Name,
    PinNode,
    ScenarioNode,
    Text,
    WorthNode,
)

# -- scenarios -----------------------------------------------------------------------------------


def scenario(p: Cursor) -> ScenarioNode | None:
    """Named pins of events, drivers and powers.

    ``scenario = 'scenario' DECLARED [text] ['extends' name] NEWLINE [INDENT pin {pin} DEDENT]``
    """
    p.expect("scenario")
    found = name_of_header(p, "the name of the scenario")
    title, extends = p.attempt(_title_and_base, (None, None)) if found else (None, None)
    pins: list[PinNode] = []
    for branch in p.rows:
        line = p.under(branch)
        fixed = line.attempt(pin, None)
        no_rows(line, "a line of a scenario")
        if fixed is not None:
            pins.append(fixed)
    return ScenarioNode(found, title, extends, tuple(pins), p.whole()) if found else None


def _title_and_base(p: Cursor) -> tuple[Text | None, Name | None]:
    title = optional_text(p)
    return title, name(p, "the name of a scenario") if p.accept("extends") else None


def pin(p: Cursor) -> PinNode:  # noqa: RET503 - `fail` never returns
    """One thing held fixed.

    ``pin = name (pin_of_event | 'is' expression | grows_line | 'varies' rate | pin_of_power | late) NEWLINE``
    ``pin_of_event = 'on' date | 'never' | likely | hazard``
    ``pin_of_power = 'exercises' name 'on' date``
    """
    start = p.at
    subject = name(p, "the name of an event, a driver, a party or a clause")
    match p.word:
        case "on":
            p.take()
            day = calendar_date(p, A_DATE)
            return PinNode("on", subject, moment=day, span=p.since(start))
        case "never":
            p.take()
            return PinNode("never", subject, span=p.since(start))
        case "likely":
            return PinNode("likely", subject, chance=likely(p), span=p.since(start))
        case "is":
            p.take()
            value = expression(p)
            return PinNode("is", subject, value=value, span=p.since(start))
        case "varies":
            p.take()
            variation = yearly_rate(p)
            return PinNode("varies", subject, value=variation, span=p.since(start))
        case "grows":
            regimes = tuple(growth(p))
            return PinNode("grows", subject, growth=regimes, span=p.since(start))
        case "exercises":
            p.take()
            clause = name(p, "the name of a clause")
            p.expect("on")
            day = calendar_date(p, A_DATE)
            return PinNode("exercises", subject, clause=clause, moment=day, span=p.since(start))
        case "paid":
            return _late(p, subject, start)
        case _ if p.kind == "number":
            return PinNode("likely", subject, chance=hazard(p), span=p.since(start))
        case _:
            p.fail("`on` and a date, `never`, `likely`, `is`, `grows`, `varies`, `exercises` or `paid … late`")


def _late(p: Cursor, clause: Name, start: int) -> PinNode:
    """What falls due under a clause is paid so long after it, always or in a stretch of days.

    ``late = 'paid' duration 'late' ['in' date | ['from' date] ['until' date]]``
    """
    p.expect("paid")
    length = duration(p)
    p.expect("late")
    if p.accept("in"):
        day = calendar_date(p, A_DATE)
        return PinNode("late", clause, moment=day, length=length, within=True, span=p.since(start))
    first = calendar_date(p, A_DATE) if p.accept("from") else None
    end = calendar_date(p, A_DATE) if p.accept("until") else None
    return PinNode("late", clause, moment=first, length=length, end=end, span=p.since(start))


# -- interests -----------------------------------------------------------------------------------


class _Interest(Struct):
    """What the lines of an interest have said so far."""

    discount_rate: Expr | None = None
    risk_aversion: Expr | None = None
    worths: list[WorthNode] = field(default_factory=list)
    walk_away: Expr | None = None


def interest(p: Cursor) -> InterestNode | None:
    """What a party wants, and the value below which it walks away.

    ``interest = 'interest' name NEWLINE [INDENT interest_lines DEDENT]``
    ``interest_lines = [value_line] & {worth_line} & [walk_away_line]``
    """
    p.expect("interest")
    found = name_of_header(p, "the name of a party", declares=False)
    if found is not None:
        p.attempt(lambda _: None, None)
    said = _Interest()
    for branch in p.rows:
        line = p.under(branch)
        above = f"`{line.word}`"
        try:
            _interest_line(line, said)
            line.finish()
        except LineFaultError as fault:
            line.tell(fault.diagnostic)
        no_rows(line, above)
    if found is None:
        return None
    return InterestNode(found, said.discount_rate, said.risk_aversion, tuple(said.worths), said.walk_away, p.whole())


def _interest_line(p: Cursor, said: _Interest) -> None:
    """One line of an interest.

    ``value_line = 'value' 'npv' 'at' amount [',' 'risk' 'aversion' number] NEWLINE``
    ``walk_away_line = 'walk' 'away' amount NEWLINE``
    """
    match p.word:
        case "value":
            if said.discount_rate is not None:
                p.give_up(faults.said_twice(p.line_span(), "value", "this interest"))
            p.expect("value", "npv", "at")
            said.discount_rate = amount(p)
            if p.accept(","):
                p.expect("risk", "aversion")
                said.risk_aversion = number(p, "a number such as `0.1 per bn`")
        case "worth":
            said.worths.append(worth(p))
        case "walk":
            if said.walk_away is not None:
                p.give_up(faults.said_twice(p.line_span(), "walk away", "this interest"))
            p.expect("walk", "away")
            said.walk_away = amount(p)
        case _:
            unknown_line(p, ("value", "worth", "walk away"), "an interest")


def worth(p: Cursor) -> WorthNode:
    """What a state of affairs is worth to the party.

    ``worth_line = 'worth' amount ':' expression ['on' moment] NEWLINE``
    """
    start = p.at
    p.expect("worth")
    value = amount(p)
    p.expect(":")
    condition = expression(p)
    day = moment(p) if p.accept("on") else None
    return WorthNode(value, condition, day, p.since(start))


# -- claims and expectations ---------------------------------------------------------------------


class _Statement(Struct, frozen=True):
    """A claim's line, read."""

    quantifier: Literal["always", "never"]
    start: Expr | None
    end: Expr | None
    end_inclusive: bool
    proposition: Expr


def claim(p: Cursor) -> ClaimNode | None:
    """A property that must hold in every course of events.

    ``claim = 'claim' DECLARED [text] NEWLINE INDENT statement DEDENT``
    """
    p.expect("claim")
    found = name_of_header(p, "the name of the claim")
    title = p.attempt(optional_text, None) if found else None
    read: _Statement | None = None
    for count, branch in enumerate(p.rows):
        line = p.under(branch)
        if count:
            line.tell(faults.said_twice(line.line_span(), "always", "this claim"))
            continue
        read = line.attempt(statement, None)
        no_rows(line, "a claim")
    if found is None:
        return None
    if not p.rows:
        p.tell(faults.empty_block(found.span, "claim", "one line such as `always: microsoft may use openai.models`"))
    if read is None:
        return ClaimNode(found, title, "always", None, None, end_inclusive=False, proposition=None, span=p.whole())
    return ClaimNode(
        found, title, read.quantifier, read.start, read.end, read.end_inclusive, read.proposition, p.whole()
    )


def statement(p: Cursor) -> _Statement:
    """What is claimed, and during which time.

    ``statement = ('always' | 'never') ['from' moment] ['before' moment | 'until' moment | 'through' moment]
        ':' expression NEWLINE``
    """
    quantifier: Literal["always", "never"] = "never" if p.word == "never" else "always"
    p.expect_any(("always", "never"), "`always` or `never`")
    start = moment(p) if p.accept("from") else None
    end: Expr | None = None
    inclusive = p.accept("through")
    if inclusive or p.accept("before") or p.accept("until"):
        end = moment(p)
    p.expect(":")
    return _Statement(quantifier, start, end, inclusive, expression(p))


def expect(p: Cursor) -> ExpectNode:
    """Facts that must come out.

    ``expect = 'expect' NEWLINE INDENT expect_row {expect_row} DEDENT``
    ``expect_row = expect_line NEWLINE``
    """
    p.expect("expect")
    p.attempt(lambda _: None, None)
    lines: list[ExpectLine] = []
    for branch in p.rows:
        line = p.under(branch)
        read = line.attempt(expect_line, None)
        no_rows(line, "an expectation")
        if read is not None:
            lines.append(read)
    if not p.rows:
        p.tell(
            faults.empty_block(p.since(0), "expect", "lines such as `on 2031-06-01: microsoft may use openai.models`")
        )
    return ExpectNode(tuple(lines), p.whole())
