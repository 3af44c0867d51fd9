"""What a program draws, each thing by its name: uncertain and undisclosed numbers, events, drivers' variation."""

from msgspec import Struct

from termwise.engine.drawing.streams import Drawn
from termwise.ir.program import Program


class Factor(Struct, frozen=True, order=True):
    """One thing drawn: a "parameter", an "event" or a "driver" (how it varies around its growth), by name.

    `undisclosed` marks a number that exists and is not public.
    """

    kind: Drawn
    name: str
    undisclosed: bool = False


def factors(program: Program) -> tuple[Factor, ...]:
    """Everything a program draws, numbers first, then events, then drivers. What is certain or pinned is none."""
    return (
        *(Factor("parameter", one.name, one.undisclosed) for one in program.parameters if one.certain is None),
        *(Factor("event", one.name) for one in program.events if one.pinned is None),
        *(Factor("driver", one.name) for one in program.series if one.variation_per_year is not None),
    )


def together(program: Program, factor: Factor) -> tuple[Factor, ...]:
    """The factor with all that are correlated with it, directly or through others, in the program's order."""
    if factor.kind != "driver":
        return (factor,)
    pairs = {
        frozenset({index, other})
        for index, one in enumerate(program.series)
        for other, share in one.correlated
        if share
    }
    found = {index for index, one in enumerate(program.series) if one.name == factor.name}
    while more := {index for pair in pairs if pair & found for index in pair} - found:
        found |= more
    names = {program.series[index].name for index in found}
    return tuple(one for one in factors(program) if one.kind == "driver" and one.name in names)
