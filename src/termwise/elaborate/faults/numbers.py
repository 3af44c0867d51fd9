"""Faults of values: numbers, ranges, dimensions, dates and conditions."""

from typing import Literal

from termwise.base.diagnostic import Diagnostic, Related, error
from termwise.base.source import Span


def _both_sides(left: tuple[str, Span], right: tuple[str, Span]) -> tuple[Related, ...]:
    return (Related(left[1], f"this is {left[0]}"), Related(right[1], f"this is {right[0]}"))


def dimension_mismatch(
    doing: Literal["+", "-", "*", "/", "compare", "choose"], span: Span, left: tuple[str, Span], right: tuple[str, Span]
) -> Diagnostic:
    """An operation on values that do not go together; each side with its sort in words and its place."""
    match doing:
        case "compare":
            message = f"cannot compare {left[0]} with {right[0]}"
        case "choose":
            message = f"cannot choose between {left[0]} and {right[0]}"
        case "+":
            message = f"cannot add {right[0]} to {left[0]}"
        case "-":
            message = f"cannot subtract {right[0]} from {left[0]}"
        case "*":
            message = f"cannot multiply {left[0]} by {right[0]}"
        case "/":
            message = f"cannot divide {left[0]} by {right[0]}"
    return error("dimension-mismatch", message, span, _mending(left[0], right[0]), _both_sides(left, right))


def _mending(left: str, right: str) -> str:
    pair = {left, right}
    if "a plain number or percent" in pair and any(word.startswith("an amount in") for word in pair):
        return "a share of something is written `20% of NAME`"
    if all(word.startswith("an amount in") for word in pair) and " per " not in left + right:
        return "a number is money unless its unit is named, as in `700m users`"
    if "a condition" in pair:
        return "a condition is true or false and has no value to reckon with"
    return "both sides need the same dimension"


def currency_mismatch(
    span: Span, currencies: tuple[str, str], left: tuple[str, Span], right: tuple[str, Span]
) -> Diagnostic:
    """Two currencies in one sum or comparison."""
    return error(
        "currency-mismatch",
        f"{currencies[0]} and {currencies[1]} meet without an exchange rate",
        span,
        "declare the rate as a driver and multiply by it",
        _both_sides(left, right),
    )


def wrong_dimension(what: str, needed: str, found: str, span: Span, advice: str | None = None) -> Diagnostic:
    """A value of another dimension than the place needs: `the price must be USD, and this is GW`."""
    return error(
        "wrong-dimension", f"{what} must be {needed}, and this is {found}", span, advice or _as_in(needed, found)
    )


def _as_in(needed: str, found: str) -> str:
    """How a value of that dimension is written."""
    if needed.startswith("a percent per time"):
        return "write a rate, as in `20% per year`"
    if needed.startswith(("a percent", "a plain number or percent")):
        return "write a percent, as in `20%`"
    if needed.startswith("a total") and " per " in found:
        return "leave the time after `per` out"
    if needed.startswith("an amount in "):
        return f"write it in {needed.removeprefix('an amount in ')}, or correct the unit that was declared"
    return "write an amount of money, as in `500m USD`"


def share_of_nothing(span: Span) -> Diagnostic:
    """A percent where money is due."""
    return error(
        "share-of-nothing",
        "this percent does not say what it is a share of",
        span,
        "write `20% of NAME` with the driver it is a share of",
    )


def not_a_share(found: str, span: Span) -> Diagnostic:
    """`20bn of openai_revenue`: what stands before `of` is no share."""
    return error(
        "not-a-share",
        f"`of` takes a share of something, and this is {found}",
        span,
        "write a percent before `of`",
    )


def share_reversed(name: str, percent: str, span: Span) -> Diagnostic:
    """`royalty of 5%`: the share stands behind what it is called."""
    advice = f"write the share first, then the driver it is a share of: `{percent} of NAME`"
    return error("not-a-share", f"`of` takes a share of something, and `{name}` is not declared as one", span, advice)


def rate_paid_once(span: Span, schedule: Span | None) -> Diagnostic:
    """Money per time that is due on one day."""
    return error(
        "rate-paid-once",
        "an amount per time cannot be due on one day",
        span,
        "write a total, or a periodic schedule such as `quarterly`",
        () if schedule is None else (Related(schedule, "due once, by this"),),
    )


def condition_needed(found: str, span: Span, advice: str | None = None) -> Diagnostic:
    """Something else where a condition must stand."""
    return error(
        "condition-needed",
        f"a condition is needed here, and this is {found}",
        span,
        advice or "name an event, compare two values, or say `CLAUSE is in force`",
    )


def number_needed(found: str, span: Span, advice: str | None = None) -> Diagnostic:
    """Something else where a number must stand."""
    advice = advice or "write a number, or the name of a driver"
    return error("number-needed", f"a number is needed here, and this is {found}", span, advice)


def literal_needed(span: Span) -> Diagnostic:
    """A computed value where a written number must stand."""
    return error(
        "number-needed",
        "a written number is needed here, not one that is worked out",
        span,
        "write the number, or declare a driver with `is` for a formula",
    )


def date_needed(found: str, span: Span, advice: str | None = None) -> Diagnostic:
    """Something else where a moment must stand."""
    return error(
        "date-needed",
        f"a date is needed here, and this is {found}",
        span,
        advice or "write a date such as 2025-10-28, or the name of an event",
    )


def day_needed(what: str, span: Span) -> Diagnostic:
    """A month, a year or an event where one calendar day must stand."""
    return error("day-needed", f"{what} needs a calendar day", span, "write year, month and day, as in 2025-10-28")


def range_order(span: Span, low: Span, high: Span) -> Diagnostic:
    """A range whose low end is not below its high end."""
    return error(
        "range-order",
        "the low end of this range is not below its high end",
        span,
        "write the smaller value first",
        (Related(low, "the low end"), Related(high, "the high end")),
    )


def range_below_zero(span: Span, shape: str) -> Diagnostic:
    """An interval that is read as lognormal and touches zero."""
    return error(
        "range-below-zero",
        "a range that reaches zero or below cannot be read as lognormal",
        span,
        f"write `{shape}` for a normal distribution with these 5 % and 95 % points",
    )


def triangle_order(span: Span) -> Diagnostic:
    """A triangular distribution whose points do not rise."""
    return error(
        "range-order",
        "the three points of a triangular distribution do not rise",
        span,
        "write the lowest, the most likely and the highest value",
    )


def unlike_numbers(span: Span, what: str, first: Span, last: Span) -> Diagnostic:
    """A range or list whose numbers are written in different scales or units."""
    return error(
        "unlike-numbers",
        f"these numbers do not carry the same {what}",
        span,
        "write them alike, as in `3bn to 18bn` or `15% to 20%`",
        (Related(first, "the first of them"), Related(last, "the last of them")),
    )


def not_per_money(span: Span) -> Diagnostic:
    """A risk aversion that is not per amount of money."""
    return error(
        "wrong-dimension",
        "risk aversion must be a number per amount of money",
        span,
        "write it as in `0.1 per bn`",
    )


def within_apart(span: Span) -> Diagnostic:
    """`within` bounds that leave nothing of the range."""
    return error(
        "range-order",
        "`within` leaves nothing of this range",
        span,
        "the bounds after `within` cut off the tails and must hold the range's middle",
    )


def one_option(span: Span) -> Diagnostic:
    """`one of (…)` with a single value."""
    return error("one-option", "`one of` needs at least two values", span, "write the value alone when it is settled")


def between_undisclosed(span: Span) -> Diagnostic:
    """`undisclosed between 5% and 20%`: a number believed, not an open term."""
    return error(
        "undisclosed-range",
        "`between … and …` after `undisclosed` is for dates",
        span,
        "write what is believed of a number as `undisclosed 5% to 20%`",
    )


def out_of_range(what: str, low: str, high: str | None, span: Span) -> Diagnostic:
    """A value outside what it can be: a chance above 100 %."""
    bounds = f"at least {low}" if high is None else f"between {low} and {high}"
    return error("out-of-range", f"{what} must be {bounds}", span, "check the percent sign and the decimal point")


def above_zero(what: str, span: Span) -> Diagnostic:
    """A value that must be positive and is not."""
    return error("out-of-range", f"{what} must be above zero", span, "write a number such as `1` or `0.01`")


def whole_number(what: str, span: Span) -> Diagnostic:
    """A count that is not a whole number."""
    return error("out-of-range", f"{what} must be a whole number above zero", span, "write a number such as `1` or `9`")


def division_by_zero(span: Span) -> Diagnostic:
    """A division by a written zero."""
    return error("division-by-zero", "this divides by zero", span, "correct what stands after `/`")


def too_deep(span: Span, most: int) -> Diagnostic:
    """An expression nested deeper than any reader could follow."""
    return error(
        "expression-too-deep",
        f"this expression has more than {most} operations inside each other",
        span,
        "give its parts names with `driver NAME … is …`",
    )


def tolerance_misplaced(span: Span) -> Diagnostic:
    """`within` after a comparison that is no equality, or between values that are no numbers."""
    return error(
        "tolerance-misplaced",
        "a tolerance goes with `=` or `!=` between numbers",
        span,
        "write the bound itself, as in `x >= 134bn`",
    )


def window_in_the_past(span: Span, today: Span | None, day: str) -> Diagnostic:
    """A waiting time from today that starts today or earlier."""
    return error(
        "window-in-the-past",
        f"this window opens on {day}, which is not after the deal's `today`",
        span,
        "an event that is still to come lies after `today`; one that has happened is said with `on`",
        () if today is None else (Related(today, "the deal's `today`"),),
    )


def wrong_arguments(function: str, expected: str, span: Span) -> Diagnostic:
    """A function called with other arguments than it takes."""
    return error("wrong-arguments", f"`{function}` does not take these arguments", span, f"write `{expected}`")


def text_as_value(span: Span) -> Diagnostic:
    """A quoted text where a value must stand."""
    return error(
        "value-needed",
        "a quoted text is not a value",
        span,
        "names and numbers are written without quotes",
    )


def thing_as_value(name: str, kind: str, span: Span, advice: str) -> Diagnostic:
    """A party, asset, clause … where a value must stand."""
    article = "an" if kind[0] in "aeio" else "a"
    return error("value-needed", f"`{name}` is {article} {kind} and has no value of its own", span, advice)


def too_rich(span: Span, what: str) -> Diagnostic:
    """A condition of an amendment that looks at clauses or rights."""
    return error(
        "condition-too-rich",
        f"the condition of an amendment cannot speak of {what}",
        span,
        "use events, dates and comparisons; whether the amendment applies decides what clauses say",
    )


def depends_misplaced(span: Span) -> Diagnostic:
    """`whether … depends on …` inside another expression or outside an expectation."""
    return error(
        "depends-misplaced",
        "`whether … depends on …` stands alone in an `expect` line",
        span,
        "give it a line of its own under `expect`",
    )
