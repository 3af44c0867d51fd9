"""Names, quoted texts, numbers with their units, dates and lengths of time."""

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from termwise.base.dates import is_writable
from termwise.base.similar import similar
from termwise.base.source import Span
from termwise.base.units import CURRENCIES, UNITS
from termwise.syntax import faults
from termwise.syntax.instead import CURRENCY_WORDS, FREQUENCY_OF, SCALE_OF, as_name
from termwise.syntax.lexer import Token, unquoted
from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.tree import DateExpr, DurationExpr, Lost, Name, NumberExpr, Text
from termwise.syntax.words import DATINGS, FREQUENCIES, RESERVED, SCALES, STATUSES, TIME_UNITS

NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)(.*)")
_AFTER_A_NAME = frozenset({*DATINGS, *STATUSES, "extends"})
MOST_DIGITS = 30
MOST_DAYS = 366_000


def name(p: Cursor, what: str) -> Name:
    """A name as a reference: `what` says in words of what, for the fault.

    ``name = NAME``
    """
    p.join_hyphens()
    return bare_name(p, what)


def bare_name(p: Cursor, what: str) -> Name:
    """A name where a minus may follow it."""
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
    p.join_hyphens()
    token = p.tokens[p.at]
    if token.kind == "text" and (better := as_name(unquoted(token))):
        p.fail(what, f"a name of its own stands before the text: `{p.tokens[0].text} {better} {token.text}`")
    if token.kind not in {"word", "odd", "number"}:
        p.fail(what)
    start = p.at
    p.at += 1
    while _goes_on(p):
        p.at += 1
    span = p.since(start)
    if p.at - start > 1:
        return _several_words(p, span, start)
    if token.text in RESERVED:
        p.tell(faults.reserved_name(span, token.text))
    elif not NAME.fullmatch(token.text):
        better = as_name(token.text)
        usable = better if NAME.fullmatch(better) and better not in RESERVED else None
        p.tell(faults.bad_name(span, token.text, usable))
        if usable:
            p.report.lost.append(Lost(None, usable))
    return Name(token.text, span)


def _goes_on(p: Cursor) -> bool:
    """Whether the next word was meant as part of the name before it."""
    return is_name(p.tokens[p.at]) and p.word not in _AFTER_A_NAME and p.word not in {*UNITS, *CURRENCIES}


def _several_words(p: Cursor, span: Span, start: int) -> Name:
    """`Open AI`, or a name with its full name without quotes: told as what it looks like."""
    words = [token.text for token in p.tokens[start : p.at]]
    written, rest, keyword = " ".join(words), " ".join(words[1:]), p.tokens[0].text
    better = as_name(written)
    first = Name(words[0], p.span_of(p.tokens[start]))
    if NAME.fullmatch(words[0]) and rest != rest.lower():
        quoted = f'`{keyword} {words[0]} "{rest}"`'
        p.tell(faults.bad_name(span, written, None, f"a full name or title stands in quotes: {quoted}"))
        return first
    if NAME.fullmatch(words[0]) and keyword == "party":
        kind = f"or `party {words[0]}, {rest}` if it is what kind of party it is"
        p.tell(faults.bad_name(span, written, None, f"write `{better}` for one name, {kind}"))
        p.report.lost.append(Lost(None, better))
        return first
    p.tell(faults.bad_name(span, written, better or None))
    return Name(better or words[0], span)


def text(p: Cursor, what: str) -> Text:
    """A quoted text.

    ``text = TEXT``
    """
    token = p.tokens[p.at]
    if token.kind != "text":
        words = p.rest_of_line().partition(",")[0]
        p.fail(what, f'it stands in quotes: `"{words}"`' if token.kind in {"word", "odd", "number", "date"} else None)
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
    elif not suffix:
        _other_suffix(p, start)
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


def _other_suffix(p: Cursor, start: int) -> None:
    """Give up a number that goes on as `10 per cent`, `25 basis points` or `13 B`."""
    digits, better = p.tokens[start].text, None
    for words, mark in ((("percent",), "%"), (("per", "cent"), "%"), (("pct",), "%"), (("basis", "points"), "bp")):
        if p.accept(*words):
            better = f"{digits}{mark}"
    if better is None and p.kind == "word" and p.word in SCALE_OF and p.word not in {*UNITS, *CURRENCIES}:
        better = f"{digits}{SCALE_OF[p.take().text]}"
    if better is not None:
        p.give_up(
            faults.bad_number(p.since(start), " ".join(t.text for t in p.tokens[start : p.at]), f"write `{better}`")
        )


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
    if token.text in UNITS or token.text in CURRENCIES:
        pass
    elif similar(token.text, FREQUENCIES) or token.text in FREQUENCY_OF or token.text in {"a", "each", "p.a"}:
        return None  # `5bn quaterly`, `5bn annually`: a slip in what follows, not a unit
    elif token.text in CURRENCY_WORDS:
        better = CURRENCY_WORDS[token.text]
        p.give_up(faults.unexpected_word(p.here(), "a currency", token.text, f"write `{better}`"))
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
    if digits and rest in SCALE_OF:
        return f"write `{digits[0]}{SCALE_OF[rest]}`"
    if digits and rest.isalpha() and rest not in {"e", "E"} and rest not in {*UNITS, *CURRENCIES}:
        return "scales are `k`, `m`, `bn` and `tn`; a unit stands apart, as in `6 GW`"
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
        other_date(p)
        p.fail(
            what,
            f"leave `{token.text}` out" if token.text in {"on", "in", "the"} and p.ahead(1).kind == "date" else None,
        )
    p.at += 1
    return _written_date(p, token)


def other_date(p: Cursor) -> None:
    """Give up a date given as `end of 2032`, `Q3 2025` or `mid 2026`."""
    start = p.at
    while p.word in {"the", "end", "start", "beginning", "early", "mid", "late", "of", "Q1", "Q2", "Q3", "Q4"}:
        p.at += 1
    year, words = p.tokens[p.at], [token.text for token in p.tokens[start : p.at]]
    if not words or not is_year(year):
        p.at = start
        return
    p.at += 1
    written, quarter = " ".join((*words, year.text)), next((int(w[1]) for w in words if w[0] == "Q"), None)
    if quarter is not None:
        first = DateExpr(date(int(year.text), 3 * quarter - 2, 1), "day", p.since(start)).day
        last = f"{year.text}-{3 * quarter:02d}-{31 if quarter in {1, 4} else 30}"
        found = f"write `{first}` for its first day, or `{last}` for its last"
    elif "end" in words:
        found = f"write `{year.text}-12-31`"
    elif "start" in words or "beginning" in words:
        found = f"write `{year.text}-01-01`"
    else:
        found = f"name a day or a month, such as `{year.text}-06`"
    p.give_up(faults.bad_date(p.since(start), written, found))


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
    if not is_writable(day):
        p.give_up(faults.day_too_far(span, token.text))
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
