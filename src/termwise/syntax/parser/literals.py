"""Names, quoted texts, numbers with their units, dates and lengths of time."""

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from termwise.base.similar import similar
from termwise.base.source import Span
from termwise.base.units import CURRENCIES, UNITS
from termwise.syntax import faults
from termwise.syntax.lexer import Token, unquoted
from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.tree import DateExpr, DurationExpr, Name, NumberExpr, Text
from termwise.syntax.words import FREQUENCIES, RESERVED, SCALES, TIME_UNITS

NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)(.*)")
MOST_DIGITS = 30
MOST_DAYS = 366_000


def name(p: Cursor, what: str) -> Name:
    """A name as a reference: `what` says in words of what, for the fault.

    ``name = NAME``
    """
    token = p.tokens[p.at]
    if token.kind != "word" or token.text in RESERVED:
        p.fail(what)
    p.at += 1
    return Name(token.text, p.span_of(token))


def names(p: Cursor, what: str) -> tuple[Name, ...]:
    """Names separated by commas or `and`.

    ``names = name {(',' | 'and') name}``
    """
    found = [name(p, what)]
    while p.accept(",") or p.accept("and"):
        found.append(name(p, what))
    return tuple(found)


def is_name(token: Token) -> bool:
    """Whether a token can be a name: a word that is none of the language's."""
    return token.kind == "word" and token.text not in RESERVED


def declared(p: Cursor, what: str) -> Name:
    """A name where it is declared: it must be in lower case and no word of the language. Faults are told."""
    token = p.tokens[p.at]
    if token.kind not in {"word", "odd", "number"}:
        p.fail(what)
    p.at += 1
    span = p.span_of(token)
    if token.text in RESERVED:
        p.tell(faults.reserved_name(span, token.text))
    elif not NAME.fullmatch(token.text):
        lower = token.text.lower()
        p.tell(faults.bad_name(span, token.text, lower if NAME.fullmatch(lower) and lower not in RESERVED else None))
    return Name(token.text, span)


def text(p: Cursor, what: str) -> Text:
    """A quoted text.

    ``text = TEXT``
    """
    token = p.tokens[p.at]
    if token.kind != "text":
        p.fail(what, 'it stands in quotes, `"…"`' if token.kind in {"word", "odd"} else None)
    p.at += 1
    return Text(unquoted(token), p.span_of(token))


def optional_text(p: Cursor) -> Text | None:
    """A quoted text if one comes next."""
    return text(p, "a text") if p.kind == "text" else None


# -- numbers -------------------------------------------------------------------------------------


def number(p: Cursor, what: str) -> NumberExpr:
    """A number with its percent sign or scale, unit and time.

    ``number = NUMBER ('%' | 'bp' | [scale] [unit]) ['per' unit]``
    ``scale = 'k' | 'm' | 'bn' | 'tn' | 'thousand' | 'million' | 'billion' | 'trillion'``
    ``unit = UNIT``
    """
    start = p.at
    value, suffix = _split(p, what)
    percent: Literal["%", "bp"] | None = None
    scale: str | None = None
    if not suffix and p.word in {"%", "bp", *SCALES}:
        suffix = p.take().text
    match suffix:
        case "":
            pass
        case "%" | "bp":
            percent = suffix
        case _:
            scale = suffix
    unit = None if percent else _unit(p)
    per: Name | None = None
    if p.keeps_per and p.word == "per":
        p.take()
        per = time_or_unit(p)
    return NumberExpr(value, percent, scale, unit, per, p.since(start))


def plain_number(p: Cursor, what: str) -> NumberExpr:
    """A number without scale or unit.

    ``plain_number = NUMBER``
    """
    start = p.at
    value, suffix = _split(p, what)
    if suffix:
        p.at = start
        p.fail(what)
    return NumberExpr(value, None, None, None, None, p.since(start))


def time_or_unit(p: Cursor) -> Name:
    """What follows `per`: a unit of time, a unit or a scale (`0.1 per bn`)."""
    if p.kind != "word":
        p.fail("a unit such as `year`")
    token = p.take()
    return Name(token.text, p.span_of(token))


def _unit(p: Cursor) -> Name | None:
    token = p.tokens[p.at]
    if not is_name(token) or token.text in TIME_UNITS:
        return None
    if token.text not in UNITS and token.text not in CURRENCIES and similar(token.text, FREQUENCIES):
        return None  # `5bn quaterly`: a slip in what follows, not a unit
    p.at += 1
    return Name(token.text, p.span_of(token))


def _split(p: Cursor, what: str) -> tuple[Decimal, str]:
    """The value and the suffix of the next token, which must be a number."""
    token = p.tokens[p.at]
    if token.kind == "odd":
        p.give_up(faults.bad_number(p.here(), token.text, _number_help(token.text)))
    if token.kind != "number":
        p.fail(what)
    match = NUMBER.fullmatch(token.text)
    digits, suffix = (match[1], match[2]) if match else (token.text, "")
    count = len(digits.replace(".", ""))
    if count > MOST_DIGITS:
        p.give_up(faults.number_too_long(p.here(), count, MOST_DIGITS))
    p.at += 1
    return Decimal(digits), suffix


def _number_help(written: str) -> str:
    digits = re.match(r"[0-9]+(?:\.[0-9]+)?", written)
    rest = written[digits.end() :] if digits else ""
    if digits and rest.isalpha() and rest not in {"e", "E"}:
        return f"a unit stands apart from its number: `{digits[0][:30]} {rest[:10]}`"
    return "numbers are written `13bn`, `0.01`, `27%`"


# -- dates and lengths of time -------------------------------------------------------------------


def calendar_date(p: Cursor, what: str) -> DateExpr:
    """A day, a month or a year.

    ``date = DATE | MONTH | YEAR``
    """
    token = p.tokens[p.at]
    if token.kind == "number" and is_year(token):
        p.at += 1
        return DateExpr(date(int(token.text), 1, 1), "year", p.span_of(token))
    if token.kind != "date":
        p.fail(what)
    p.at += 1
    return _written_date(p, token)


def is_year(token: Token) -> bool:
    """Whether a token is a year from 1900 to 2199."""
    return token.kind == "number" and len(token.text) == 4 and "1900" <= token.text <= "2199" and token.text.isdigit()


def _written_date(p: Cursor, token: Token) -> DateExpr:
    span = p.span_of(token)
    whole = len(token.text) == 10
    if not whole and len(token.text) != 7:
        p.give_up(faults.no_such_day(span, token.text))
    try:
        day = date.fromisoformat(token.text if whole else token.text + "-01")
    except ValueError:
        p.give_up(faults.no_such_day(span, token.text))
    return DateExpr(day, "day" if whole else "month", span)


def starts_duration(p: Cursor, steps: int = 0) -> bool:
    """Whether a length of time stands `steps` tokens ahead."""
    if p.ahead(steps).kind != "number":
        return False
    unit = p.ahead(steps + 1).text
    return unit in TIME_UNITS or (unit == "business" and p.ahead(steps + 2).text in {"day", "days"})


def duration(p: Cursor, what: str = "a length of time such as `30 days`") -> DurationExpr:
    """A length of time, in one or several units.

    ``duration = INTEGER time_unit {INTEGER time_unit} | INTEGER 'business' ('day' | 'days')``
    ``time_unit = 'day' | 'days' | 'week' | 'weeks' | 'month' | 'months' | 'quarter' | 'quarters' | 'year' | 'years'``
    """
    if not starts_duration(p):
        p.fail(what)
    start = p.at
    total = {"years": 0, "months": 0, "days": 0, "business": 0}
    while starts_duration(p):
        count = _whole(p)
        if p.accept("business"):
            p.take()
            total["business"] += count
            break
        part, times = TIME_UNITS[p.take().text]
        total[part] += count * times
    span = p.since(start)
    if 366 * total["years"] + 31 * total["months"] + total["days"] + 2 * total["business"] > MOST_DAYS:
        p.give_up(faults.duration_too_long(span, " ".join(token.text for token in p.tokens[start : p.at])))
    return DurationExpr(total["years"], total["months"], total["days"], total["business"], span)


def counted(count: int, unit: str, span: Span) -> DurationExpr:
    """So many of a unit of time, or of business days when `unit` is "business"."""
    part, times = TIME_UNITS.get(unit, ("business_days", 1))
    lengths = {"years": 0, "months": 0, "days": 0, "business_days": 0, part: count * times}
    return DurationExpr(**lengths, span=span)


def _whole(p: Cursor) -> int:
    token = p.tokens[p.at]
    value, suffix = _split(p, "a number")
    if suffix or value != value.to_integral_value():
        p.give_up(faults.unexpected_word(p.span_of(token), "a whole number", token.text))
    return int(value)
