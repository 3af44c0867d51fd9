"""Which undisclosed numbers each value rests on: through its operands, carried states and drivers."""

from termwise.ir.operands import operands, read_by_series
from termwise.ir.program import Operation, Parameter, Program, Series, StateIn, StateOut

Names = frozenset[str]


def rests_on_undisclosed(program: Program) -> tuple[frozenset[str], ...]:
    """For every value number the names of the undisclosed parameters it rests on, in any period."""
    found: list[Names] = [frozenset() for _ in program.instructions]
    carried: list[Names] = [frozenset() for _ in program.states]
    while True:
        for number, instruction in enumerate(program.instructions):
            found[number] = _direct(instruction.operation, program, found, carried).union(
                *(found[value] for value in operands(instruction.operation))
            )
        written = list(carried)
        for effect in program.effects:
            if isinstance(effect, StateOut):
                written[effect.index] |= found[effect.value]
        if written == carried:
            return tuple(found)
        carried = written


def _direct(operation: Operation, program: Program, found: list[Names], carried: list[Names]) -> Names:
    """What an operation without operands rests on. A driver reads the prologue, which is found before."""
    match operation:
        case Parameter(index) if program.parameters[index].undisclosed:
            return frozenset({program.parameters[index].name})
        case Series(index):
            return frozenset[str]().union(*(found[value] for value in read_by_series(program.series[index])))
        case StateIn(index):
            return carried[index]
        case _:
            return frozenset()
