"""The closed vocabulary of the language, as the parser and the formatter know it."""

from collections.abc import Mapping
from typing import Final

FREQUENCIES: Final = ("daily", "weekly", "monthly", "quarterly", "yearly")
STATUSES: Final = ("rumoured", "reported", "proposed", "non-binding", "binding", "withdrawn")
DATINGS: Final = ("signed", "reported", "proposed", "announced")
RELATIONS: Final = ("from", "to", "on", "with", "in")
EXCLUSIVENESS: Final = ("exclusive", "sole", "non-exclusive")
DAY_COUNTS: Final = ("actual/365", "actual/360", "actual/actual")
BASES: Final = ("outstanding", "as converted", "fully diluted")
CONVENTIONS: Final = ("pre-money", "percentage ownership", "dollars invested")
ANTI_DILUTION: Final = ("full ratchet", "broad-based weighted average", "narrow-based weighted average")
SCALE_WORDS: Final = ("thousand", "million", "billion", "trillion")
SCALES: Final = ("k", "m", "bn", "tn", *SCALE_WORDS)
COMPARATORS: Final = (">=", "<=", ">", "<", "=", "!=")
FUNCTIONS: Final = (
    *("stake", "units", "value", "delivered", "purchased", "paid", "cash", "total", "seats", "min", "max"),
)
STATES: Final = (
    *("in force", "in effect", "fulfilled", "overdue", "violated"),
    *("cured", "waived", "suspended", "exercised", "ended"),
)

TIME_UNITS: Final[Mapping[str, tuple[str, int]]] = {
    "day": ("days", 1),
    "days": ("days", 1),
    "week": ("days", 7),
    "weeks": ("days", 7),
    "month": ("months", 1),
    "months": ("months", 1),
    "quarter": ("months", 3),
    "quarters": ("months", 3),
    "year": ("years", 1),
    "years": ("years", 1),
}
"""Unit of a length of time as written -> (the part of a duration it counts in, how many of it one is)."""

SENTENCE_VERBS: Final = (
    *("pays", "buys", "commits", "grants", "has", "needs", "must", "may", "issues", "invests"),
    *("converts", "reserves", "distributes", "appoints", "lends"),
)
"""What may follow the party a sentence begins with; any other verb needs `only` further on."""

DIRECTIVES: Final = (
    *("deal", "party", "asset", "field", "territory", "body", "event", "driver", "clause", "amendment"),
    *("source", "scenario", "interest", "claim", "expect", "include"),
)

CONTINUATIONS: Final = (
    *("on", "by", "within", "when", "every", "from", "until", "at", "in", "of", "per", "known", "given", "scenario"),
    *("status", "otherwise", "except", "owner", "half", *FREQUENCIES),
)
"""Words that carry a statement on: what a left-over word may have been meant as."""

RESERVED: Final = frozenset(
    {
        *("and", "or", "not", "of", "to", "from", "on", "with", "in", "for", "by", "within", "when", "until"),
        *("through", "while", "unless", "per", "after", "before", "between", "only", "either", "may", "must"),
        *("at", "is", "then", "every", "undisclosed", "normal", "uniform", "triangular", "whether", "otherwise"),
        *("does", "depends", "controls", "known", "given", "scenario", "status", "never", "into", "true", "false"),
        *("has", "needs", "pays", "step", "as", "half", "up", "down", "pre-money", "post-money"),
        *FREQUENCIES,
        *SCALE_WORDS,
        *EXCLUSIVENESS,
    }
)
"""Words that cannot be names: a sentence could not be told apart otherwise."""


def base_form(verb: str) -> str:
    """The base form of a verb in the third person: `buys` -> `buy`, `launches` -> `launch`, `supplies` -> `supply`."""
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return verb[:-2]
    return verb.removesuffix("s")
