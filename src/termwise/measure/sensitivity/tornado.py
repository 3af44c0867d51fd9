"""How far one thing drawn moves a figure: pinned at its low and at its high end, everything else drawn as before.

Both ends and the base share their random numbers, path by path, so the swing between them has a far smaller error
than either end.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec import Struct

from termwise.engine.machine.arguments import Reals
from termwise.ir.program import Program
from termwise.measure.errors import Estimate, estimate_of_paths
from termwise.measure.sensitivity.factors import Factor, factors
from termwise.measure.sensitivity.pins import LOW_SHARE, End, pinned, pinned_to

Values = Callable[[Program], Reals]
"""The asked output of a program on the same paths each time: shape (paths,)."""


class Bar(Struct, frozen=True):
    """One bar: means of the output with the factor at its low and its high end, and their difference, high less low.

    `low_at`, `high_at`: the number, or the wait in days, at the ends; None is never, or a driver.
    """

    factor: Factor
    low: Estimate
    high: Estimate
    swing: Estimate
    low_at: Fraction | int | None
    high_at: Fraction | int | None


class Tornado(Struct, frozen=True):
    """The bars, widest swing first, around the mean of the output with everything drawn."""

    base: Estimate
    bars: tuple[Bar, ...]


def tornado(
    program: Program, values: Values, chosen: Sequence[Factor] | None = None, share: float = LOW_SHARE
) -> Tornado:
    """The tornado of an output, over all factors or the chosen ones; ends at the quantiles `share` and 1 - `share`."""
    bars = [_bar(program, values, factor, share) for factor in (factors(program) if chosen is None else chosen)]
    ranked = sorted(bars, key=lambda bar: -abs(bar.swing.value))
    return Tornado(estimate_of_paths(values(program)), tuple(ranked))


def _bar(program: Program, values: Values, factor: Factor, share: float) -> Bar:
    ends: tuple[End, End] = ("low", "high")
    low, high = (values(pinned(program, factor, end, share)) for end in ends)
    at = tuple(pinned_to(program, factor, end, share) for end in ends)
    return Bar(factor, estimate_of_paths(low), estimate_of_paths(high), estimate_of_paths(high - low), at[0], at[1])
