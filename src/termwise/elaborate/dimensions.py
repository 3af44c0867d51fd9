"""What kind of value an expression has, and which values go together.

A number has a dimension (`base.units.Dimension`): sums and comparisons need equal dimensions,
products add exponents. All times in rates share one symbol, `year`, because a rate per month and
a rate per year differ by a factor only. Durations, dates and truths are kinds of their own.
"""

from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.base.units import CURRENCIES, PURE, TIME_UNITS, UNITS, Dimension, of_symbol
from termwise.model.expression import Expression, Quantity

SortKind = Literal["number", "date", "duration", "truth", "party", "asset", "body", "clause"]

PER_TIME = of_symbol("year", -1)
"""The dimension of "per year", "per month" and every other time."""


class Sort(Struct, frozen=True):
    """The type of a value. `dimension` is a number's; None is a number of any dimension (`undisclosed`)."""

    kind: SortKind
    dimension: Dimension | None = None


class Typed(Struct, frozen=True):
    """An expression with its type and its place."""

    expression: Expression
    sort: Sort
    span: Span


TRUTH = Sort("truth")
DATE = Sort("date")
DURATION = Sort("duration")
ANY_NUMBER = Sort("number")
PLAIN = Sort("number", PURE)


def number_of(dimension: Dimension | None) -> Sort:
    """The sort of numbers of this dimension (None: of any)."""
    return Sort("number", dimension)


def money_in(currency: str | None) -> Sort:
    """The sort of money in a currency; of any number when the currency is not known."""
    return Sort("number", of_symbol(currency) if currency else None)


def unit_word(word: str) -> str | None:
    """The unit as declared in `base.units` for a word as written (`share`, `shares`), or None."""
    if word in CURRENCIES or word in UNITS:
        return word
    plural = {"query": "queries"}.get(word, f"{word}s")
    return plural if plural in UNITS else None


def unit_dimension(unit: str) -> Dimension | None:
    """The dimension of a unit word; "" and "%" are plain. None when there is no such unit."""
    if unit in {"", "%"}:
        return PURE
    word = unit_word(unit)
    if word is None:
        return None
    return of_symbol(word if word in CURRENCIES else UNITS[word][0])


def per_dimension(per: str | None) -> Dimension | None:
    """The dimension of "per …": a time, or a unit (`per share`). None when the word is neither."""
    if per is None:
        return PURE
    if per in TIME_UNITS:
        return PER_TIME
    unit = unit_dimension(per)
    return None if unit is None else unit.inverse()


def rate_dimension(unit: str, per: str | None) -> Dimension | None:
    """The dimension of a unit with its "per": `USD`, `year` is USD year^-1. None when a word is unknown."""
    above, below = unit_dimension(unit), per_dimension(per)
    return None if above is None or below is None else above.times(below)


def quantity_dimension(quantity: Quantity) -> Dimension | None:
    """The dimension of a certain number."""
    return rate_dimension(quantity.unit, quantity.per)


def is_per_time(dimension: Dimension) -> bool:
    """Whether it is a rate per time, as `USD year^-1`."""
    return ("year", -1) in dimension.powers


def without_time(dimension: Dimension) -> Dimension:
    """The dimension of the amount that a rate accrues to: `USD` for `USD year^-1`."""
    return dimension.times(PER_TIME.inverse()) if is_per_time(dimension) else dimension


def sum_sort(operator: Literal["+", "-"], left: Sort, right: Sort) -> Sort | None:
    """The sort of `left + right` or `left - right`; None when they cannot be added."""
    match left.kind, right.kind:
        case "number", "number":
            return _like(left, right)
        case "duration", "duration":
            return DURATION
        case "date", "duration":
            return DATE
        case "duration", "date" if operator == "+":
            return DATE
        case "date", "date" if operator == "-":
            return DURATION
        case _:
            return None


def product_sort(operator: Literal["*", "/"], left: Sort, right: Sort) -> Sort | None:
    """The sort of `left * right` or `left / right`; None when they cannot be multiplied."""
    if {left.kind, right.kind} == {"duration"}:
        return PLAIN if operator == "/" else None
    if {left.kind, right.kind} <= {"number", "duration"}:
        above, below = _dimension(left), _dimension(right)
        if above is None or below is None:
            return ANY_NUMBER
        result = above.times(below if operator == "*" else below.inverse())
        return DURATION if result == PER_TIME.inverse() else number_of(result)
    return None


def comparable(left: Sort, right: Sort) -> bool:
    """Whether two values can be compared: numbers of one dimension, dates, durations, or truths."""
    if left.kind != right.kind or left.kind not in {"number", "date", "duration", "truth"}:
        return False
    return left.kind != "number" or _like(left, right) is not None


def fits(sort: Sort, wanted: Sort) -> bool:
    """Whether a value of `sort` can stand where `wanted` is needed; an unknown dimension fits any."""
    if sort.kind != wanted.kind:
        return False
    return sort.dimension is None or wanted.dimension is None or sort.dimension == wanted.dimension


def _like(left: Sort, right: Sort) -> Sort | None:
    if left.dimension is None or left.dimension == right.dimension:
        return right
    return left if right.dimension is None else None


def _dimension(sort: Sort) -> Dimension | None:
    return PER_TIME.inverse() if sort.kind == "duration" else sort.dimension


def in_words(sort: Sort) -> str:
    """What a value of the sort is called in a message: `an amount in USD`, `a date`, `a condition`."""
    if sort.kind == "number":
        return "a number" if sort.dimension is None else dimension_words(sort.dimension)
    words = {"date": "a date", "duration": "a length of time", "truth": "a condition"}
    return words.get(sort.kind) or f"{'an' if sort.kind == 'asset' else 'a'} {sort.kind}"


def dimension_words(dimension: Dimension) -> str:
    """`a plain number or percent`, `an amount in USD`, `an amount in USD per year`, `an amount in shares`."""
    if dimension == PURE:
        return str(dimension)
    if dimension == PER_TIME:
        return "a percent per year"
    above = " ".join(
        _plural(symbol) if power == 1 else f"{symbol}^{power}" for symbol, power in dimension.powers if power > 0
    )
    below = [symbol if power == -1 else f"{symbol}^{-power}" for symbol, power in dimension.powers if power < 0]
    return " per ".join([f"an amount in {above}" if above else "an amount", *below])


def _plural(symbol: str) -> str:
    """The unit word of a base symbol: `shares` for `share`."""
    return next((word for word, (base, size) in UNITS.items() if base == symbol and size == 1), symbol)
