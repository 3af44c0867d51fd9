"""Days, periods and uncertain numbers in words."""

from datetime import date
from fractions import Fraction

from termwise.base.units import UNITS
from termwise.ir.program import NEVER, DrawnEvent, NumberParameter, Period, Program, Uncertain

_BASES = {base: base for base, _ in UNITS.values()} | {base: word for word, (base, size) in UNITS.items() if size == 1}
"""The words of base units, by symbol: `share` is counted in `shares`."""


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
    middle = "" if parameter.uncertain is None else uncertain_words(parameter.uncertain, parameter.unit)
    if parameter.undisclosed:
        return f"not public, {middle or 'as believed'}"
    return middle


def uncertain_words(uncertain: Uncertain, unit: str = "") -> str:
    """`the median of 15% to 20%` in plain numbers, those of physical `unit` with it."""
    if uncertain.shape == "choice":
        return f"the median of {', '.join(physical_words(option, unit) for option in uncertain.options)}"
    ends = f"{physical_words(uncertain.a, unit)} to {physical_words(uncertain.b, unit)}"
    shape = "" if uncertain.shape == "lognormal" else f"{uncertain.shape} "
    return f"the median of {shape}{ends}"


def is_physical(unit: str) -> bool:
    """Whether a number's unit is, or is per, one that is counted or measured: `W`, `share per year`, `USD per W`."""
    above, _, per = unit.partition(" per ")
    return above in _BASES or per in _BASES


def physical_words(number: Fraction, unit: str) -> str:
    """`1.414 GW per year`, `19.36 USD per W`, `22.9m shares`; all else as `number_words` has it."""
    above, _, per = unit.partition(" per ")
    if not is_physical(unit):
        return number_words(number)
    after = f" per {per}" if per else ""
    words = [(size, word) for word, (base, size) in UNITS.items() if base == above and size > 1]
    fitting = [(size, word) for size, word in words if abs(number) >= size]
    if fitting:
        size, word = max(fitting)
        return f"{float(number / Fraction(size)):.4g} {word}{after}"
    plain = number_words(number) if abs(number) >= 1 else f"{float(number):.4g}"
    return f"{plain} {_BASES.get(above, above)}{after}"


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
