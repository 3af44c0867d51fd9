"""Drivers that no path hangs on: they are declared, and nothing of what is asked for reads them."""

from msgspec.structs import replace

from termwise.engine.drawing.correlation import partners
from termwise.ir.finish import finished
from termwise.ir.program import Program, Series


def without_idle_drivers(program: Program) -> Program:
    """The program without the drivers that none of its operations reads: worth on every path what it was.

    One that the walk of another is mixed from stays. Raises `ImpossibleCorrelationError` where correlations are stated
    twice, with different numbers.
    """
    read = {one.operation.index for one in program.instructions if isinstance(one.operation, Series)}
    needed = read.union(*(partners(program, index) for index in read))
    new = {old: number for number, old in enumerate(sorted(needed))}
    series = []
    for old in new:
        correlated = tuple((new[other], by) for other, by in program.series[old].correlated if other in new)
        series.append(replace(program.series[old], correlated=correlated))
    instructions = (
        replace(one, operation=Series(new[one.operation.index])) if isinstance(one.operation, Series) else one
        for one in program.instructions
    )
    return finished(replace(program, series=tuple(series), instructions=tuple(instructions)))
