"""Which undisclosed numbers a figure rests on, simulated or not."""

from termwise.engine.undisclosed import rests_on_undisclosed
from termwise.ir.program import Movement, Output, Program


def outputs_rest_on(program: Program) -> dict[str, tuple[str, ...]]:
    """By output the names of the undisclosed numbers it rests on, in any period; in order of name.

    What a simulation says of an output rests on the same.
    """
    rests = rests_on_undisclosed(program)
    return {one.name: tuple(sorted(rests[one.value])) for one in program.effects if isinstance(one, Output)}


def movements_rest_on(program: Program) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """The same for what moves, by clause, payer and payee: for the amount and for the day it falls due."""
    rests, found = rests_on_undisclosed(program), dict[tuple[str, str, str], set[str]]()
    for one in program.effects:
        if isinstance(one, Movement):
            found.setdefault((one.clause, one.payer, one.payee), set()).update(rests[one.amount] | rests[one.on])
    return {key: tuple(sorted(names)) for key, names in found.items()}
