"""What people write who come from contracts and spreadsheets, and how the language says it."""

import re
from calendar import monthrange
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

CURRENCY_OF: Final[Mapping[str, str]] = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
CURRENCY_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("dollar", "dollars", "Dollars", "usd", "Usd"), "USD"),
    **dict.fromkeys(("euro", "euros", "Euro", "Euros", "eur", "Eur"), "EUR"),
    **dict.fromkeys(("pound", "pounds", "sterling", "gbp", "Gbp"), "GBP"),
    **dict.fromkeys(("yen", "Yen", "jpy"), "JPY"),
}
SCALE_OF: Final[Mapping[str, str]] = {
    **dict.fromkeys(("B", "b", "BN", "Bn", "bln", "mrd", "Mrd", "billions", "Billion", "milliards"), "bn"),
    **dict.fromkeys(("M", "mn", "mln", "mio", "Mio", "MM", "millions", "Million"), "m"),
    **dict.fromkeys(("T", "trn", "TN", "trillions", "Trillion"), "tn"),
    **dict.fromkeys(("K", "thousands", "Thousand"), "k"),
}
"""Scales as people write them -> the language's."""

FREQUENCY_OF: Final[Mapping[str, str]] = {
    **dict.fromkeys(("annually", "annual", "annum"), "yearly"),
    "biannually": "every 6 months from DATE",
    **dict.fromkeys(("month", "months"), "monthly"),
    **dict.fromkeys(("quarter", "quarters"), "quarterly"),
    **dict.fromkeys(("year", "years"), "yearly"),
}

MODALS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("will", "shall", "should", "agrees", "undertakes", "promises", "must't"), "must"),
    **dict.fromkeys(("can", "could", "might"), "may"),
    **dict.fromkeys(("cannot", "won't"), "must not"),
}
"""The verb a contract uses after the party -> the language's."""

THIRD_PERSON: Final[Mapping[str, str]] = {
    "pay": "pays",
    "buy": "buys",
    "grant": "grants",
    "issue": "issues",
    "invest": "invests",
    "convert": "converts",
    "distribute": "distributes",
    "appoint": "appoints",
    "purchase": "buys",
    "licenses": "grants",
    "license": "grants",
    "licences": "grants",
    "licence": "grants",
    "purchases": "buys",
    "gives": "grants",
}
"""A verb as people write it -> the verb of the sentence that says it."""

DIRECTIVES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("company", "person", "corporation", "licensor", "licensee", "buyer", "seller", "entity"), "party"),
    **dict.fromkeys(("product", "technology", "ip", "patent", "property", "service"), "asset"),
    **dict.fromkeys(("section", "article", "provision", "term", "paragraph", "obligation", "right"), "clause"),
    **dict.fromkeys(("contract", "agreement", "title"), "deal"),
    **dict.fromkeys(("document", "exhibit", "annex", "reference"), "source"),
    **dict.fromkeys(("milestone", "trigger", "condition"), "event"),
    **dict.fromkeys(("variable", "metric", "forecast", "input"), "driver"),
}
"""What people call a thing -> the directive that declares it."""

LINES: Final[Mapping[str, str]] = {
    "for": "say when it ends: `until {rest} after DATE`, with the day on which it begins",
    "if": "a condition is said with `requires CONDITION` (once) or `while CONDITION` (as long as it holds)",
    "provided": "a condition is said with `requires CONDITION` (once) or `while CONDITION` (as long as it holds)",
    "subject": "a condition is said with `requires CONDITION`; a clause that comes first with `overrides`",
    "starting": "write `from DATE`",
    "beginning": "write `from DATE`",
    "since": "write `from DATE`",
    "till": "write `until DATE` or, to take the day in, `through DATE`",
    "ending": "write `until DATE` or, to take the day in, `through DATE`",
    "expires": "write `until DATE` or, to take the day in, `through DATE`",
    "to": "write `until DATE` or, to take the day in, `through DATE`",
    "notwithstanding": "write `overrides NAME` with the clause that yields",
    "maximum": "write `cap 5bn in total` or `cap 5bn per year`",
    "quote": 'write `source NAME "words"`',
}
"""The first word of a line as contracts have it -> what to write under a clause."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIGN = re.compile(r"[$€£¥]")
_PLAIN = re.compile(r"([0-9][0-9,.]*) ?([A-Za-z]*)")
_DAY = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th)?\b")


def money(text: str) -> str | None:
    """`13bn USD` for `$13bn`, `13 bn $` or `€13,000,000`; None without a sign and a number."""
    sign, plain = _SIGN.search(text), _PLAIN.search(text)
    if sign is None or plain is None:
        return None
    scale = SCALE_OF.get(plain[2], plain[2])
    gap = " " if len(scale) > 2 else ""
    return f"{plain[1].replace(',', '')}{gap}{scale} {CURRENCY_OF[sign[0]]}"


def scaled(digits: str) -> str | None:
    """`13m` for `13000000`; None when no scale makes it a short number."""
    if not digits.isdigit():
        return None
    for scale, zeros in (("tn", 12), ("bn", 9), ("m", 6)):
        shorter = Decimal(digits).scaleb(-zeros).normalize()
        if shorter >= 1 and len(str(shorter)) <= 4 and "E" not in str(shorter):
            return f"{shorter}{scale}"
    return None


def as_name(text: str) -> str:
    """A name for what is called so: `open_ai` for `Open AI`. Empty when nothing of it can stand in a name."""
    words = re.sub(r"[^a-z0-9.]+", "_", text.lower()).strip("_.")
    return words if words[:1].isalpha() else ""


def date_help(text: str) -> str:
    """How a date is written that stands there as `28/10/2025`, `October 28, 2025` or `2025-13-01`."""
    found = _spoken(text) if any(character.isalpha() for character in text) else _numbered(text)
    if not found:
        return "dates are written `2025-10-28`, months `2025-10`; a minus between numbers needs spaces"
    if len(found) == 1:
        return f"write `{found[0]}`"
    return f"write `{found[0]}` or `{found[1]}`, whichever is meant: the year stands first, then the month"


def _spoken(text: str) -> list[str]:
    month = next(n for n, name in enumerate(_MONTHS, 1) if name in text.lower())
    year = re.search(r"[0-9]{4}", text)
    if year is None:
        return []
    day = _DAY.search(text.replace(year[0], ""))
    return _dates(int(year[0]), month, int(day[1])) if day else [f"{year[0]}-{month:02d}"]


def _numbered(text: str) -> list[str]:
    parts = [int(part) for part in re.findall(r"[0-9]+", text)]
    if len(parts) == 2 and parts[0] >= 1000:
        return [f"{parts[0]}-{parts[1]:02d}"] if 1 <= parts[1] <= 12 else []
    if len(parts) != 3:
        return []
    if parts[0] >= 1000:
        year, first, second = parts
        return _dates(year, first, second) or _dates(year, second, first) or _last_day(year, first)
    first, second, year = parts
    year += 2000 if year < 100 else 0
    return list(dict.fromkeys((*_dates(year, second, first), *_dates(year, first, second))))


def _dates(year: int, month: int, day: int) -> list[str]:
    possible = 1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]
    return [f"{year:04d}-{month:02d}-{day:02d}"] if possible else []


def _last_day(year: int, month: int) -> list[str]:
    return _dates(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and 1 <= year <= 9999 else []
