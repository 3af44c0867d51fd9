"""Whether drivers can move together as their correlations say: the matrix of them must not be negative anywhere."""

from collections.abc import Iterable
from fractions import Fraction

from termwise.elaborate.context import Context
from termwise.elaborate.faults import declarations as faults
from termwise.model.declaration import Driver
from termwise.syntax.tree import CorrelationNode, DriverNode

Pair = tuple[str, str]


def check_correlations(ctx: Context, drivers: Iterable[tuple[DriverNode, Driver]]) -> None:
    """Report drivers that no numbers move together with like this, at the last line that correlates them.

    A symmetric matrix with ones on its diagonal is a matrix of correlations when Gaussian elimination meets no
    negative pivot, and no pivot of zero with anything beside it; worked out in exact fractions. A correlation that is
    not stated is zero.
    """
    stated: dict[Pair, Fraction] = {}
    lines: dict[Pair, CorrelationNode] = {}
    for node, driver in drivers:
        read = {correlation.driver: correlation for correlation in driver.correlations}
        for line in node.correlations:
            correlation = read.get(line.driver.text)
            if correlation is None:
                continue
            pair = (min(driver.name, correlation.driver), max(driver.name, correlation.driver))
            coefficient = Fraction(correlation.coefficient.value)
            if stated.setdefault(pair, coefficient) != coefficient:
                ctx.report(faults.correlated_twice(pair, line.span, lines[pair].span))
                return
            lines.setdefault(pair, line)
    names = tuple(dict.fromkeys(name for pair in lines for name in pair))
    clash = _clash(names, stated)
    if clash is not None:
        together = _connected(clash, stated)
        last = [line for pair, line in lines.items() if set(pair) <= together][-1]
        ctx.report(faults.impossible_correlations(tuple(sorted(together)), last.span))


def _connected(clash: tuple[str, ...], stated: dict[Pair, Fraction]) -> set[str]:
    """Of some drivers those correlated with the last one, directly or through others of them, itself included."""
    found, waiting = {clash[-1]}, [clash[-1]]
    while waiting:
        one = waiting.pop()
        more = {name for pair in stated if one in pair for name in pair if name in clash} - found
        found |= more
        waiting += more
    return found


def _clash(names: tuple[str, ...], stated: dict[Pair, Fraction]) -> tuple[str, ...] | None:
    """The first drivers, in order, that cannot be correlated so; None when all can."""
    matrix = [[_between(row, column, stated) for column in names] for row in names]
    for place in range(len(names)):
        pivot, beside = matrix[place][place], matrix[place][place + 1 :]
        if pivot < 0:
            return names[: place + 1]
        if pivot == 0 and any(beside):
            return names[: place + 2 + next(i for i, number in enumerate(beside) if number)]
        for row in range(place + 1, len(names) if pivot else 0):
            factor = matrix[row][place] / pivot
            for column in range(place, len(names)):
                matrix[row][column] -= factor * matrix[place][column]
    return None


def _between(one: str, other: str, stated: dict[Pair, Fraction]) -> Fraction:
    if one == other:
        return Fraction(1)
    return stated.get((min(one, other), max(one, other)), Fraction(0))
