"""Days, periods and uncertain numbers in words."""

from datetime import date
from fractions import Fraction

from termwise.ir.program import NEVER, DrawnEvent, NumberParameter, Period, Program, Uncertain


def day_words(ordinal: int) -> str:
    """`2029-03-14`, or `never`."""
    return date.fromordinal(ordinal).isoformat() if 1 <= ordinal <= date.max.toordinal() else "never"


def period_words(period: Period) -> str:
    """`December 2027` for a whole month, `2027` for a whole year, `Q4 2027` for a quarter, else both days."""
    first, after = date.fromordinal(period.start), date.fromordinal(period.end)
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day == 1 and after.day == 1:
        if months == 1:
            return f"{first:%B} {first.year}"
        if months == 3 and first.month % 3 == 1:
            return f"Q{(first.month + 2) // 3} {first.year}"
        if months == 12 and first.month == 1:
            return str(first.year)
    return f"{first} through {date.fromordinal(period.end - 1)}"


def parameter_words(parameter: NumberParameter) -> str:
    """What is said of a number of the text, after its value: the middle of what, and that it is not public."""
    middle = "" if parameter.uncertain is None else uncertain_words(parameter.uncertain)
    if parameter.undisclosed:
        return f"not public, {middle or 'as believed'}"
    return middle


def uncertain_words(uncertain: Uncertain) -> str:
    """`the median of 15% to 20%` in plain numbers."""
    if uncertain.shape == "choice":
        return f"the median of {', '.join(number_words(option) for option in uncertain.options)}"
    ends = f"{number_words(uncertain.a)} to {number_words(uncertain.b)}"
    shape = "" if uncertain.shape == "lognormal" else f"{uncertain.shape} "
    return f"the median of {shape}{ends}"


def number_words(number: Fraction) -> str:
    """A plain number in at most four significant digits; one between -1 and 1 in percent, a large one scaled."""
    if number and abs(number) < 1:
        return f"{float(number * 100):.4g}%"
    for size, suffix in ((10**12, "tn"), (10**9, "bn"), (10**6, "m")):
        if abs(number) >= size:
            return f"{float(number / size):.4g}{suffix}"
    return f"{float(number):.6g}"


def event_words(event: DrawnEvent, day: int, program: Program) -> str:
    """Why the course has an event on this day."""
    if event.pinned is not None:
        return "as known or supposed" if day != NEVER else "never, as known or supposed"
    if event.hazard_per_day is not None:
        return "the middle of its chance per time"
    likely = "" if event.chance is None else f"likely {number_words(event.chance)}"
    after = "" if event.after is None else f" after {program.events[event.after].name}"
    if day == NEVER:
        less = event.chance is not None and event.chance < Fraction(1, 2)
        return f"{likely}, less than even" if less else f"{event.name} waits for what never happens"
    middle = f"the middle of {event.low_days} to {event.high_days} days{after}"
    return f"{likely}, {middle}" if likely else middle
