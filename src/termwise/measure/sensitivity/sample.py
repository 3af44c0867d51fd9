"""The figure that is looked at, on the same paths each time: by a kernel, with what is asked drawn again."""

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from termwise.engine.drawing.prepare import redrawn
from termwise.engine.drawing.streams import stream
from termwise.engine.kernel.arguments import arguments
from termwise.engine.kernel.kernel import Kernel, compiled
from termwise.engine.kernel.tally import Asked
from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.plan import Plan, Stretch, checked, chunks
from termwise.ir.only import only
from termwise.ir.program import Program
from termwise.measure.sensitivity.factors import Factor, factors, together
from termwise.measure.sensitivity.indices import Index, indices
from termwise.measure.sensitivity.pins import LOW_SHARE
from termwise.measure.sensitivity.tornado import Tornado, tornado


class Figure(Struct, frozen=True):
    """An output of a program, in a period or (None) at the end."""

    output: str
    period: int | None = None


class UnknownFigureError(KeyError):
    """A figure that the program does not have."""


def tornado_of(program: Program, figure: Figure, plan: Plan, chosen: Iterable[Factor] | None = None) -> Tornado:
    """How far each factor, or each of the chosen ones, moves a figure's mean.

    Every factor is pinned low and high, on the plan's paths: twice as many runs as factors, and one. Raises
    `UnknownFigureError` and `ImpossiblePlanError`.
    """
    checked(plan)
    some = None if chosen is None else tuple(chosen)
    return tornado(
        _cut(program, figure), lambda pinned: _values(_kernel(pinned, plan), figure, plan, ()), some, LOW_SHARE
    )


def indices_of(
    program: Program, figure: Figure, plan: Plan, chosen: Iterable[Factor] | None = None
) -> tuple[Index, ...]:
    """Sobol' indices of a figure to all factors, or the chosen ones; two runs of the plan's paths, and one for each.

    Correlated drivers are drawn again together: each has the indices of all of them, and says so, for what each does
    alone is not to be told apart. Raises `UnknownFigureError` and `ImpossiblePlanError`.
    """
    checked(plan)
    kernel, every = _kernel(_cut(program, figure), plan), factors(program)
    base = _values(kernel, figure, plan, ())
    other = _values(kernel, figure, plan, every)
    groups = dict.fromkeys(together(program, one) for one in (every if chosen is None else chosen))
    members = {", ".join(map(_key, group)): group for group in groups}
    found = indices(base, other, {name: _values(kernel, figure, plan, group) for name, group in members.items()})
    return tuple(one for index in found for one in _each(index, members[index.factor]))


def _cut(program: Program, figure: Figure) -> Program:
    """What the figure needs of the program: less to compile for every pin, and less to run."""
    return only(program, {figure.output})


def _key(factor: Factor) -> str:
    return f"{factor.kind}:{factor.name}"


def _each(index: Index, group: tuple[Factor, ...]) -> list[Index]:
    """The indices of a group under the name of each of its members."""
    return [
        replace(index, factor=_key(one), together=tuple(_key(other) for other in group if other != one))
        for one in group
    ]


def _kernel(program: Program, plan: Plan) -> Kernel:
    return compiled(program, plan.lanes, plan.sampling)


def _values(kernel: Kernel, figure: Figure, plan: Plan, again: Collection[Factor]) -> Reals:
    """The figure on every path, shape (paths,), with some factors drawn from other streams."""
    given = arguments(kernel.drawn, kernel.plan, plan.seed)
    if again:
        given = redrawn(given, kernel.drawn, {stream(factor.kind, factor.name) for factor in again})
    ready, asked = kernel.given(given), Asked((_row(kernel, figure),))
    with ThreadPoolExecutor(cpu_count() or 1) as pool:
        tallies = pool.map(lambda one: ready.run(one.first, one.count, asked), chunks(Stretch(0, plan.paths)))
        return np.concatenate([tally.kept[0] for tally in tallies])


def _row(kernel: Kernel, figure: Figure) -> int:
    for number, row in enumerate(kernel.rows):
        if (row.name, row.period) == (figure.output, figure.period):
            return number
    when = "at the end" if figure.period is None else f"in period {figure.period}"
    raise UnknownFigureError(f"the program has no {figure.output} {when}")
