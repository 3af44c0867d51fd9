"""Figures in prose, as English and French documents write them.

`27 %`, `3,19 %`, `25 basis points`, `près de 500 milliards de dollars`, `$13bn`, `160 million shares`,
`18 months`, `deux ans`, `30 jours ouvrés`, `2032`. A number without a unit is a figure only when it can
be a year; days of a month, version numbers and the like are not.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Kind = Literal["percent", "amount", "months", "days", "year"]
"""Percent is stored as a fraction; an amount in single units of whatever it counts; durations in months or days."""


class Figure(Struct, frozen=True):
    """One figure: its kind, value, words, and whether the prose says that it is only about right."""

    kind: Kind
    value: Decimal
    words: str
    about: bool


_SPACE = r"[ \t\u00a0\u202f\u2009]"
_COUNT_WORDS = {
    **dict.fromkeys(("one", "un", "une"), 1),
    **dict.fromkeys(("two", "deux"), 2),
    **dict.fromkeys(("three", "trois"), 3),
    **dict.fromkeys(("four", "quatre"), 4),
    **dict.fromkeys(("five", "cinq"), 5),
    **dict.fromkeys(("six",), 6),
    **dict.fromkeys(("seven", "sept"), 7),
    **dict.fromkeys(("eight", "huit"), 8),
    **dict.fromkeys(("nine", "neuf"), 9),
    **dict.fromkeys(("ten", "dix"), 10),
    **dict.fromkeys(("twelve", "douze"), 12),
}
_SCALES = {
    **dict.fromkeys(("k", "thousand", "mille", "milliers"), 10**3),
    **dict.fromkeys(("m", "mn", "million", "millions"), 10**6),
    **dict.fromkeys(("bn", "billion", "billions", "md", "mds", "mrd", "milliard", "milliards"), 10**9),
    **dict.fromkeys(("tn", "trillion", "trillions"), 10**12),
}
_PERCENT = {"%": 100, "percent": 100, "per cent": 100, "pour cent": 100, "bp": 10**4, "basis points": 10**4}
_MONTHS = {**dict.fromkeys(("month", "months", "mois"), 1), **dict.fromkeys(("quarter", "quarters", "trimestres"), 3)}
_YEARS = dict.fromkeys(("year", "years", "an", "ans", "année", "années"), 12)
_DAYS = {
    **dict.fromkeys(("day", "days", "jour", "jours"), 1),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), 7),
}
_CURRENCY = r"(?:\$|€|£|¥|USD|EUR|GBP|dollars?|euros?)"
_COUNTED = rf"(?:{_CURRENCY}|GW|MW|gigawatts?|megawatts?|mégawatts?|shares?|actions)"


def _any_of(words: "dict[str, int]") -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_GROUPED = r"\d{1,3}(?:[,.’'\u00a0\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)"
_NUMBER = rf"(?P<number>{_GROUPED}|\d+(?:[.,]\d+)?|(?:{_any_of(_COUNT_WORDS)})(?!\w))"
_UNIT = (
    rf"(?P<percent>(?:{_any_of(_PERCENT)})(?!\w))"
    rf"|(?P<duration>(?:{_any_of(_MONTHS | _YEARS | _DAYS)})(?!\w))"
    rf"|(?P<scale>(?:{_any_of(_SCALES)})(?![a-zà-ÿ]))"
    rf"|(?P<counted>{_COUNTED}(?!\w))"
)
_ABOUT = (
    r"(?:près de|plus de|environ|presque|quelque|about|around|nearly|almost|roughly|approximately"
    r"|close to|more than|over|some|~|≈)"
)
_FIGURE = re.compile(
    rf"(?P<about>(?<!\w){_ABOUT}{_SPACE}*)?(?P<before>{_CURRENCY}{_SPACE}?)?"
    rf"(?<![\w.,-]){_NUMBER}(?:{_SPACE}?(?:{_UNIT}))?(?![\d-])",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"(?<![\d-])((?:19|20|21)\d\d)-\d\d(?:-\d\d)?(?![\d-])")


def figures_in(prose: str) -> Iterator[Figure]:
    """The figures of a text, in order; the years of whole dates last."""
    for match in _FIGURE.finditer(_ISO_DATE.sub(lambda date: " " * len(date[0]), prose)):
        found = _figure(match)
        if found is not None:
            yield found
    for match in _ISO_DATE.finditer(prose):
        yield Figure("year", Decimal(match[1]), match[0], about=False)


def _figure(match: "re.Match[str]") -> Figure | None:
    number = _value(match["number"])
    kind: Kind
    if match["percent"]:
        kind, value = "percent", number / _PERCENT[match["percent"].lower()]
    elif match["duration"]:
        kind, value = _duration(number, match["duration"].lower())
    elif match["scale"]:
        kind, value = "amount", number * _SCALES[match["scale"].lower()]
    elif match["counted"] or match["before"]:
        kind, value = "amount", number
    elif re.fullmatch(r"(?:19|20|21)\d\d", match["number"]):
        kind, value = "year", number
    else:
        return None
    return Figure(kind, value, match[0].strip(), about=match["about"] is not None)


def _duration(number: Decimal, unit: str) -> tuple[Kind, Decimal]:
    if unit in _DAYS:
        return "days", number * _DAYS[unit]
    return "months", number * (_MONTHS | _YEARS)[unit]


def _value(written: str) -> Decimal:
    """The number: a mark before exactly three digits groups thousands, a last one before others is decimal."""
    if written.lower() in _COUNT_WORDS:
        return Decimal(_COUNT_WORDS[written.lower()])
    if re.fullmatch(_GROUPED, written) is None:
        return Decimal(written.replace(",", "."))
    whole, mark, rest = written, "", ""
    last = re.search(r"[.,](\d+)$", written)
    if last is not None and len(last[1]) != 3:
        whole, mark, rest = written[: last.start()], ".", last[1]
    return Decimal(re.sub(r"\D", "", whole) + mark + rest)
