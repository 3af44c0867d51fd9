"""Estimates of a simulation for reading: a mean with its standard error, a chance with what is sure of it."""

from fractions import Fraction

from termwise.explain.figures.amounts import money_words, share_words
from termwise.measure.errors import Estimate
from termwise.measure.risk import Chance


def mean_words(estimate: Estimate) -> str:
    """`12.3bn ± 0.4%`; an error below one in ten thousand is not said."""
    words = money_words(Fraction(estimate.value))
    if not estimate.value or abs(estimate.standard_error) < abs(estimate.value) * 1e-4:
        return words
    return f"{words} ± {share_words(Fraction(abs(estimate.standard_error / estimate.value)), 1)}"


def chance_words(chance: Chance) -> str:
    """`61.4%`; where no future has it, or every one, how near to 0% or 100% it is for all we know."""
    value = chance.estimate.value
    if value <= 0:
        return f"below {share_words(Fraction(chance.at_most), 1)}"
    if value >= 1:
        return f"above {share_words(Fraction(chance.at_least), 4)}" if chance.at_least < 1 else "100%"
    return share_words(Fraction(value), 3)


def chance_error_words(chance: Chance) -> str:
    """The standard error of a chance, `0.3%`; nothing below one in twenty thousand."""
    error = chance.estimate.standard_error
    return share_words(Fraction(error), 1) if error >= 5e-5 else ""
