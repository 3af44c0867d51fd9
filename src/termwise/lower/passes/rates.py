"""Rates per year: growth, variation, late interest."""

from termwise.ir.program import Value
from termwise.lower.asking import Lowers
from termwise.lower.passes.numbers import Literal, per_time
from termwise.model.expression import Expression
from termwise.view.units import per_year


def rate_per_year(lo: Lowers, rate: Expression, about: str) -> Value:
    """A rate per year: what is written per month counts twelve times. Raises `NotLoweredError` for no literal."""
    value = lo.parameter(about, rate)
    times = per_year(per_time(rate)) if isinstance(rate, Literal) else 1
    return value if times == 1 else lo.builder.multiply(value, lo.builder.number(times))
