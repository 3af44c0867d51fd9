"""Drivers: uncertain series, by their history, growth, variation and jumps, or by a formula."""

from msgspec import Struct, field

from termwise.syntax import faults
from termwise.syntax.parser.cursor import Cursor, LineFaultError, no_rows
from termwise.syntax.parser.expressions import amount, expression, quantity
from termwise.syntax.parser.header import name_of_header
from termwise.syntax.parser.lines import ONLY_SOURCES, qualifier, unknown_line
from termwise.syntax.parser.literals import calendar_date, name, optional_text, text, time_or_unit
from termwise.syntax.parser.moments import moment
from termwise.syntax.tree import (
    CorrelationNode,
    DriverNode,
    Expr,
    GrowthNode,
    JumpNode,
    KnownNode,
    Name,
    QualifierNode,
    Text,
)

FIRST_WORDS = ("known", "grows", "varies", "correlated", "jumps", "is", "source")


class _Driver(Struct):
    """What the lines of a driver have said so far."""

    known: list[KnownNode] = field(default_factory=list)
    known_file: Text | None = None
    growth: list[GrowthNode] = field(default_factory=list)
    variation: Expr | None = None
    correlations: list[CorrelationNode] = field(default_factory=list)
    jumps: list[JumpNode] = field(default_factory=list)
    formula: Expr | None = None
    qualifiers: list[QualifierNode] = field(default_factory=list)
    said: set[str] = field(default_factory=set)


def driver(p: Cursor) -> DriverNode | None:
    """An uncertain series. The lines with one value stand at most once.

    ``driver = 'driver' DECLARED [text] 'in' UNIT ['per' time] NEWLINE [INDENT driver_lines DEDENT]``
    ``driver_lines = {many_line} & [known_file_line] & [varies_line] & [formula_line]``
    ``many_line = (known_line | grows_line | correlated_line | jumps_line | source_line) NEWLINE``
    """
    p.expect("driver")
    p.own_lines = FIRST_WORDS
    found = name_of_header(p, "the name of the driver")
    head = p.attempt(_unit, None) if found else None
    said = _Driver()
    for branch in p.rows:
        line = p.under(branch)
        above = f"`{line.word}`"
        try:
            _line(line, said)
            line.finish()
        except LineFaultError as fault:
            line.tell(fault.diagnostic)
        no_rows(line, above)
    if found is None or head is None:
        return None
    title, unit, per = head
    return DriverNode(
        found,
        title,
        unit,
        per,
        tuple(said.known),
        said.known_file,
        tuple(said.growth),
        said.variation,
        tuple(said.correlations),
        tuple(said.jumps),
        said.formula,
        tuple(said.qualifiers),
        p.whole(),
    )


def _unit(p: Cursor) -> tuple[Text | None, Name, Name | None]:
    title = optional_text(p)
    unit_words = p.rest_of_line() or "USD per year"
    p.expect("in", help_=f"a driver names its unit: `driver {p.declares or 'NAME'} in {unit_words}`")
    unit = time_or_unit(p)
    return title, unit, time_or_unit(p) if p.accept("per") else None


def _line(p: Cursor, said: _Driver) -> None:
    """One line of a driver.

    ``known_file_line = 'known' 'from' 'file' text NEWLINE``
    ``formula_line = 'is' expression NEWLINE``
    """
    match p.word:
        case "known" if p.sees("known", "from"):
            _once(p, said, "known from file")
            p.expect("known", "from", "file")
            said.known_file = text(p, "the path of a file")
        case "known":
            said.known += known(p)
        case "grows":
            said.growth += growth(p)
        case "varies":
            _once(p, said, "varies")
            said.variation = varies(p, said.correlations)
        case "correlated":
            said.correlations += correlations(p)
        case "jumps":
            said.jumps.append(jump(p))
        case "is":
            _once(p, said, "is")
            p.take()
            said.formula = expression(p)
        case "source":
            said.qualifiers.append(qualifier(p, ONLY_SOURCES, "a driver"))
        case _:
            unknown_line(p, FIRST_WORDS, "a driver")


def _once(p: Cursor, said: _Driver, keyword: str) -> None:
    if keyword in said.said:
        p.give_up(faults.said_twice(p.line_span(), keyword, "this driver"))
    said.said.add(keyword)


def known(p: Cursor) -> list[KnownNode]:
    """History, each value on a day, in a month or over a year.

    ``known_line = 'known' known_value {',' known_value}``
    ``known_value = date quantity``
    """
    p.expect("known")
    found = [_known_value(p)]
    while p.accept(","):
        found.append(_known_value(p))
    return found


def _known_value(p: Cursor) -> KnownNode:
    start = p.at
    when = calendar_date(p, "a day, month or year")
    value = quantity(p)
    return KnownNode(when, value, p.since(start))


def growth(p: Cursor) -> list[GrowthNode]:
    """Regimes of growth, one after the other, or one that begins with an event.

    ``grows_line = 'grows' rate ['after' name | ['until' moment] {',' 'then' rate ['until' moment]}]``
    ``rate = percentage 'per' 'year'``
    ``percentage = signed_percent ['to' signed_percent] | 'undisclosed' [NUMBER '%' ['to' NUMBER '%']]``
    ``signed_percent = ['-'] NUMBER '%'``
    """
    p.expect("grows")
    found = [_regime(p, first=True)]
    while p.accept(",", "then"):
        found.append(_regime(p, first=False))
    return found


def _regime(p: Cursor, *, first: bool) -> GrowthNode:
    start = p.at
    rate = yearly_rate(p)
    if first and p.accept("after"):
        after = name(p, "the name of an event")
        return GrowthNode(rate, None, after, p.since(start))
    until = moment(p) if p.accept("until") else None
    return GrowthNode(rate, until, None, p.since(start))


def yearly_rate(p: Cursor) -> Expr:
    """A rate that says `per year`, in its last number or after its brackets."""
    rate = quantity(p, "a rate such as `20% to 80% per year`")
    before = [token.text for token in p.tokens[max(p.at - 2, 0) : p.at]]
    if before != ["per", "year"]:
        p.expect("per", "year")
    return rate


def varies(p: Cursor, found: list[CorrelationNode]) -> Expr:
    """Yearly variation, and correlations named on the same line.

    ``varies_line = 'varies' rate {',' correlation} NEWLINE``
    """
    p.expect("varies")
    rate = yearly_rate(p)
    if p.accept(","):
        found += correlations(p)
    return rate


def correlations(p: Cursor) -> list[CorrelationNode]:
    """How the relative changes of two drivers go together, from -1 to 1.

    ``correlated_line = correlation {',' correlation}``
    ``correlation = 'correlated' quantity 'with' name``
    """
    found = [_correlation(p)]
    while p.accept(","):
        found.append(_correlation(p))
    return found


def _correlation(p: Cursor) -> CorrelationNode:
    start = p.at
    p.expect("correlated")
    coefficient = quantity(p, "a number from -1 to 1")
    p.expect("with")
    other = name(p, "the name of a driver")
    return CorrelationNode(coefficient, other, p.since(start))


def jump(p: Cursor) -> JumpNode:
    """A relative change on the day of an event.

    ``jumps_line = 'jumps' amount 'when' name``
    """
    start = p.at
    p.expect("jumps")
    size = amount(p)
    p.expect("when")
    cause = name(p, "the name of an event")
    return JumpNode(size, cause, p.since(start))
