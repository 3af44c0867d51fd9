"""How far a number can be moved, and in which steps: from what is declared of it."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from termwise.engine.median import median
from termwise.ir.program import Origin
from termwise.lower.passes.dimensions import TIMES
from termwise.lower.passes.numbers import Literal, parameter_of
from termwise.model.expression import Between, Choice, Expression, Interval, Quantity, Triangular, Undisclosed
from termwise.view.units import in_base_units

_TICKS = 150
"""About so many steps a slider has."""
_NARROWEST = Decimal("0.1")
"""A certain percentage can be moved by at least ten points each way."""
_FINEST = Decimal("0.001")
_ALL = Decimal(1)


class Extent(Struct, frozen=True):
    """From `low` to `high` by `step`, now at `middle`; or one of `options`. All in `unit` and `per`."""

    unit: str
    per: str | None
    low: Decimal
    high: Decimal
    step: Decimal
    middle: Decimal
    uncertain: bool = True
    options: tuple[Decimal, ...] = ()


def extent(number: Expression) -> Extent | None:
    """The extent of a number of the text; None for what is no literal, or undisclosed without a range.

    An interval reaches half its width beyond both its ends; what cannot lie outside its bounds stays within them.
    """
    match number:
        case Quantity():
            return _around(number)
        case Undisclosed(range=Quantity() | Interval() as inner):
            found = extent(inner)
            return None if found is None else replace(found, uncertain=True)
        case Interval(low=low, high=high, within=None):
            return _beyond(low, high, _middle(number, low))
        case Interval(within=(low, high)) | Triangular(low=low, high=high) | Between(low=low, high=high):
            stated = number.step.value if isinstance(number, Between) and number.step is not None else None
            step = stated or _step(high.value - low.value, low.unit)
            at = _near(_middle(number, low), low.value, step)
            return Extent(low.unit, low.per or high.per, low.value, high.value, step, at)
        case Choice(options=options):
            values = tuple(sorted({one.value for one in options}))
            step = _step(values[-1] - values[0], options[0].unit)
            middle = values[(len(values) - 1) // 2]
            return Extent(options[0].unit, options[0].per, values[0], values[-1], step, middle, options=values)
        case _:
            return None


def nice(width: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten, at most `width`; 1 for none."""
    if width <= 0:
        return _ALL
    power = Decimal(f"{_ALL.scaleb(width.adjusted()):f}")
    return next(power * factor for factor in (5, 2, 1) if power * factor <= width)


def _step(width: Decimal, unit: str) -> Decimal:
    """About `_TICKS` steps, of percentages none finer than a tenth of a point."""
    return max(nice(width / _TICKS), _FINEST) if unit == "%" else nice(width / _TICKS)


def _around(number: Quantity) -> Extent:
    """A certain number: from nothing to twice as much, a percentage by at least ten points each way."""
    reach = max(abs(number.value), _NARROWEST) if number.unit == "%" else abs(number.value) or _ALL
    step = _step(2 * reach, number.unit)
    low, high = _down(number.value - reach, step), _up(number.value + reach, step)
    return Extent(number.unit, number.per, low, high, step, number.value, uncertain=False)


def _beyond(low: Quantity, high: Quantity, middle: Fraction) -> Extent:
    reach = (high.value - low.value) / 2
    step = _step(4 * reach, low.unit)
    start, end = _down(low.value - reach, step), _up(high.value + reach, step)
    if low.value >= 0:
        start = max(start, Decimal(0))
    if low.unit == "%" and low.per is None and high.per is None and high.value <= 1:
        end = min(end, _ALL)
    return Extent(low.unit, low.per or high.per, start, end, step, _near(middle, start, step))


def _middle(number: Literal, sample: Quantity) -> Fraction:
    """The median, in the unit of the text."""
    uncertain = parameter_of("", number, Origin("", "")).uncertain
    if uncertain is None:
        return Fraction(sample.value)
    return median(uncertain) / in_base(sample.unit, sample.per)


def in_base(unit: str, per: str | None) -> Fraction:
    """What one of a unit is in base units, its time apart: as the parameters of programs are."""
    return in_base_units(Quantity(_ALL, unit, None if per in TIMES else per))


def _near(number: Fraction, start: Decimal, step: Decimal) -> Decimal:
    """The step nearest to a number, counted from `start`."""
    return start + step * round((number - Fraction(start)) / Fraction(step))


def _down(number: Decimal, step: Decimal) -> Decimal:
    return (number / step).to_integral_value(ROUND_FLOOR) * step


def _up(number: Decimal, step: Decimal) -> Decimal:
    return (number / step).to_integral_value(ROUND_CEILING) * step
