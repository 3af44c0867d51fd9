"""Events: what happens once, on a known day, with a chance, or by rule."""

from msgspec import Struct, field

from termwise.syntax import faults
from termwise.syntax.parser.cursor import Cursor, LineFaultError, no_rows
from termwise.syntax.parser.expressions import amount, expression
from termwise.syntax.parser.header import name_of_header
from termwise.syntax.parser.lines import ONLY_SOURCES, meant, qualifier, unknown_line
from termwise.syntax.parser.literals import calendar_date, counted, duration, name, optional_text, starts_duration
from termwise.syntax.parser.moments import A_DATE, moment
from termwise.syntax.parser.uncertain import number_or_range
from termwise.syntax.tree import (
    DurationExpr,
    EventNode,
    Expr,
    HazardNode,
    LikelyNode,
    Name,
    QualifierNode,
    Text,
)

FIRST_WORDS = ("on", "known from", "likely", "when", "source")


class _Event(Struct):
    """What the lines of an event have said so far."""

    on: Expr | None = None
    known: Expr | None = None
    chance: LikelyNode | HazardNode | None = None
    when: Expr | None = None
    qualifiers: list[QualifierNode] = field(default_factory=list)
    said: set[str] = field(default_factory=set)


def event(p: Cursor) -> EventNode | None:
    """Something that happens once. Each line but `source` stands at most once, in any order.

    ``event = 'event' DECLARED [text] ['by' name] NEWLINE [INDENT event_lines DEDENT]``
    ``event_lines = [on_line] & [event_known_line] & [chance_line] & [when_line] & {source_line NEWLINE}``
    """
    p.expect("event")
    p.own_lines = FIRST_WORDS
    found = name_of_header(p, "the name of the event")
    title, by = p.attempt(_title_and_decider, (None, None)) if found else (None, None)
    said = _Event()
    for branch in p.rows:
        line = p.under(branch)
        above = f"`{line.word}`"
        try:
            _line(line, said)
            line.finish()
        except LineFaultError as fault:
            line.tell(fault.diagnostic)
            p.lost.append(meant(line, FIRST_WORDS))
        no_rows(line, above)
    if found is None:
        return None
    qualifiers, lost = tuple(said.qualifiers), tuple(p.lost)
    return EventNode(found, title, by, said.on, said.known, said.chance, said.when, qualifiers, p.whole(), lost)


def _title_and_decider(p: Cursor) -> tuple[Text | None, Name | None]:
    title = optional_text(p)
    return title, name(p, "the party that decides it") if p.accept("by") else None


def _line(p: Cursor, said: _Event) -> None:
    """One line of an event.

    ``on_line = 'on' date NEWLINE``
    ``event_known_line = 'known' 'from' date NEWLINE``
    ``when_line = 'when' expression NEWLINE``
    """
    match p.word:
        case "on":
            _once(p, said, "on")
            p.take()
            said.on = calendar_date(p, A_DATE)
        case "known":
            _once(p, said, "known from")
            p.expect("known", "from")
            said.known = calendar_date(p, A_DATE)
        case "when":
            _once(p, said, "when")
            p.take()
            said.when = expression(p)
        case "likely":
            _once(p, said, "likely")
            said.chance = likely(p)
        case "source":
            said.qualifiers.append(qualifier(p, ONLY_SOURCES, "an event"))
        case _ if p.kind == "number":
            _once(p, said, "likely")
            said.chance = hazard(p)
        case _:
            unknown_line(p, FIRST_WORDS, "an event")


def _once(p: Cursor, said: _Event, keyword: str) -> None:
    if keyword in said.said:
        p.give_up(faults.said_twice(p.line_span(), keyword, "this event"))
    said.said.add(keyword)


def likely(p: Cursor) -> LikelyNode:
    """The chance that it ever happens, and a 90 % interval of when.

    ``chance_line = (likely | hazard) NEWLINE``
    ``likely = 'likely' amount [',' 'between' date 'and' date | ',' waiting 'after' name]``
    ``waiting = INTEGER 'to' duration | duration 'to' duration``
    """
    start = p.at
    p.expect("likely")
    chance = amount(p, "a chance such as `70%`")
    if not p.accept(","):
        return LikelyNode(chance, None, None, None, None, p.since(start))
    if p.accept("between"):
        low_day = calendar_date(p, A_DATE)
        p.expect("and")
        high_day = calendar_date(p, A_DATE)
        return LikelyNode(chance, (low_day, high_day), None, None, None, p.since(start))
    low, high = waiting(p)
    p.expect("after")
    after = name(p, "the name of an event")
    return LikelyNode(chance, None, low, high, after, p.since(start))


def waiting(p: Cursor) -> tuple[DurationExpr, DurationExpr]:
    """`3 to 18 months`: a number alone takes the unit of the other end."""
    token = p.tokens[p.at]
    if token.kind != "number":
        advice = "write `between 2026-06 and 2028`, or `3 to 18 months after EVENT`"
        p.fail("the time in which it is likely", advice)
    if starts_duration(p):
        low = duration(p)
        p.expect("to")
        return low, duration(p)
    p.take()
    p.expect("to")
    unit = p.ahead(1).text
    high = duration(p)
    if not token.text.isdigit() or len(token.text) > 6:
        p.give_up(faults.unexpected_word(p.span_of(token), "a whole number", token.text))
    return counted(int(token.text), unit, p.span_of(token)), high


def hazard(p: Cursor) -> HazardNode:
    """A chance per time.

    ``hazard = NUMBER '%' ['to' NUMBER '%'] 'per' time 'from' moment``
    """
    start = p.at
    rate = number_or_range(p, "a rate such as `1% per month`")
    if p.tokens[p.at - 2].text != "per":
        p.fail("`per month` or another time")
    p.expect("from", help_="write `1% per month from 2026-06`")
    origin = moment(p)
    return HazardNode(rate, origin, p.since(start))
