"""Drivers that vary together: each walk is mixed from its own and those of drivers before it by name.

The mixture is Cholesky's factor of the correlations of the drivers that move in a period: one that is still history
takes no part. So it is names that decide, not the order in which clauses happen to read drivers, and a driver whose
name comes last changes none of the others.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import sqrt

import numpy as np

from termwise.engine.machine.arguments import Reals
from termwise.ir.program import Program

_TINY = 1e-12


class ImpossibleCorrelationError(ValueError):
    """Correlations that no numbers can have together, or one that is stated twice with two values."""


def partners(program: Program, index: int) -> tuple[int, ...]:
    """The drivers that a driver's walk is mixed from, by name: it is correlated with them, directly or through others.

    Only correlations among drivers up to it by name count, and only drivers that vary.
    """
    names = [one.name for one in program.series]
    pairs = correlations(program)
    found, open_ones = {index}, [index]
    while open_ones:
        one = open_ones.pop()
        near = {other for pair in pairs if one in pair for other in pair if names[other] <= names[index]} - found
        found |= near
        open_ones += sorted(near)
    return tuple(sorted(found - {index}, key=lambda one: names[one]))


def correlations(program: Program) -> dict[tuple[int, int], float]:
    """By pair of drivers that vary, lower index first. Raises `ImpossibleCorrelationError` for two values of one."""
    found: dict[tuple[int, int], float] = {}
    for index, series in enumerate(program.series):
        for other, coefficient in series.correlated:
            low, high = sorted((index, other))
            if any(program.series[one].variation_per_year is None for one in (low, high)):
                continue
            if found.setdefault((low, high), float(coefficient)) != float(coefficient):
                names = " and ".join(f"`{program.series[one].name}`" for one in (low, high))
                raise ImpossibleCorrelationError(f"{names} are correlated twice, with different numbers")
    return found


def mixtures(program: Program, mixed: Sequence[Sequence[int]], moved: Mapping[int, Reals]) -> dict[str, Reals]:
    """The columns `driver:NAME:own` and `driver:NAME:with:OTHER` of the drivers that have partners, `mixed` by driver.

    `moved` is by driver the time its own walk takes in each period, in years, zero in its history: shape (periods,).
    Raises `ImpossibleCorrelationError` when no numbers can be correlated so.
    """
    columns: dict[str, Reals] = {}
    pairs = correlations(program)
    for index in moved:
        others = mixed[index]
        if not others:
            continue
        name = f"driver:{program.series[index].name}"
        members = (*others, index)
        times = np.array([moved[one] for one in members])
        weights = np.zeros_like(times)
        moving = times > 0
        changes = np.flatnonzero((moving[:, 1:] != moving[:, :-1]).any(axis=0)) + 1
        for first, after in pairwise((0, *changes.tolist(), times.shape[1])):
            if moving[-1, first]:
                taking_part = np.flatnonzero(moving[:, first]).tolist()
                row = _last_row(program, [members[place] for place in taking_part], pairs)
                part = times[taking_part, first:after]
                weights[taking_part, first:after] = np.array(row)[:, np.newaxis] * np.sqrt(part[-1] / part)
        columns[f"{name}:own"] = weights[-1]
        for place, other in enumerate(others):
            columns[f"{name}:with:{program.series[other].name}"] = weights[place]
    return columns


def _last_row(program: Program, members: Sequence[int], pairs: Mapping[tuple[int, int], float]) -> list[float]:
    """The last row of Cholesky's factor: what the last member is mixed from."""
    rows: list[list[float]] = []
    for place, index in enumerate(members):
        row: list[float] = []
        for column, other in enumerate(members[:place]):
            rest = pairs.get((min(other, index), max(other, index)), 0.0) - sum(
                a * b for a, b in zip(row, rows[column], strict=False)
            )
            pivot = rows[column][column]
            if pivot < _TINY and abs(rest) > sqrt(_TINY):
                raise _impossible(program, members[: place + 1])
            row.append(rest / pivot if pivot >= _TINY else 0.0)
        left = 1.0 - sum(weight * weight for weight in row)
        if left < -_TINY:
            raise _impossible(program, members[: place + 1])
        rows.append([*row, sqrt(max(left, 0.0))])
    return rows[-1]


def _impossible(program: Program, members: Sequence[int]) -> ImpossibleCorrelationError:
    names = ", ".join(f"`{program.series[one].name}`" for one in members)
    return ImpossibleCorrelationError(
        f"the drivers {names} cannot be correlated so: no numbers vary together like that"
    )
