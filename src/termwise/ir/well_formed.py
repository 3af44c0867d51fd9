"""What every program must satisfy before an engine may read it, each a predicate of its own.

Engines rely on these and check nothing again. Faults are mistakes of whoever wrote the program, never of the
user, so they are plain sentences.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from termwise.ir import well_formed_inputs as inputs
from termwise.ir.operands import index_of, mixed, only_in_body, operand_types, operands, read_by_effect, result_type
from termwise.ir.program import Movement, Output, Program, StateOut, Type, Units, Value

Predicate = Callable[[Program], Iterator[str]]


def faults(program: Program) -> tuple[str, ...]:
    """Everything wrong with a program, in the order of the predicates; empty when it is well formed.

    Later predicates rely on earlier ones, so only the first group with faults speaks.
    """
    for group in GROUPS:
        found = tuple(fault for predicate in group for fault in predicate(program))
        if found:
            return found
    return ()


def operands_are_earlier(program: Program) -> Iterator[str]:
    """An operation reads only values numbered before it."""
    for number, instruction in enumerate(program.instructions):
        for value in operands(instruction.operation):
            if not 0 <= value < number:
                yield f"%{number} reads %{value}, which is not earlier"


def indices_are_in_range(program: Program) -> Iterator[str]:
    """Every index of an operation or effect points into its tuple."""
    for number, instruction in enumerate(program.instructions):
        found = index_of(instruction.operation, program)
        if found is not None and not 0 <= found[0] < found[1]:
            yield f"%{number} points at {found[0]} of {found[1]}"
    for effect in program.effects:
        if isinstance(effect, StateOut) and not 0 <= effect.index < len(program.states):
            yield f"an effect carries state {effect.index} of {len(program.states)}"


def effects_read_values(program: Program) -> Iterator[str]:
    """Effects read values that exist."""
    for effect in program.effects:
        for value in read_by_effect(effect):
            if not 0 <= value < len(program.instructions):
                yield f"an effect reads %{value}, which is not there"


def prologue_comes_first(program: Program) -> Iterator[str]:
    """No operation of the prologue stands after one of the body."""
    blocks = [instruction.block for instruction in program.instructions]
    for number, (before, here) in enumerate(pairwise(blocks), start=1):
        if before == "body" and here == "prologue":
            yield f"%{number} is of the prologue and stands in the body"


def prologue_needs_no_period(program: Program) -> Iterator[str]:
    """What means something only within a period stands in the body."""
    for number, instruction in enumerate(program.instructions):
        if instruction.block == "prologue" and only_in_body(instruction.operation):
            yield f"%{number} needs a period and stands in the prologue"


def operands_have_their_types(program: Program) -> Iterator[str]:
    """Every operand has a type the operation takes; comparisons and choices are of one type."""
    for number, instruction in enumerate(program.instructions):
        types = _types(program, operands(instruction.operation))
        for has, may in zip(types, operand_types(instruction.operation), strict=True):
            if has not in may:
                yield f"%{number} reads a {has} where a {' or '.join(may)} is needed"
        if mixed(instruction.operation, types):
            yield f"%{number} is between a {types[-2]} and a {types[-1]}"


def results_have_their_types(program: Program) -> Iterator[str]:
    """The type written down is the type computed."""
    states = tuple(state.type for state in program.states)
    for number, instruction in enumerate(program.instructions):
        types = _types(program, operands(instruction.operation))
        computed = result_type(instruction.operation, types, states)
        if instruction.type != computed:
            yield f"%{number} is a {computed}, written down as a {instruction.type}"


def effects_read_their_types(program: Program) -> Iterator[str]:
    """Movements read a number and a day, units a number, a carried state its own type."""
    for effect in program.effects:
        wanted: tuple[Type, ...]
        match effect:
            case Movement():
                wanted = ("number", "day")
            case Units():
                wanted = ("number",)
            case StateOut(index, _):
                wanted = (program.states[index].type,)
            case Output():
                continue
        for value, needs in zip(read_by_effect(effect), wanted, strict=True):
            has = program.instructions[value].type
            if has != needs:
                yield f"an effect reads %{value}, a {has}, where a {needs} is needed"


def payers_pay_others(program: Program) -> Iterator[str]:
    """Nobody pays themselves."""
    for effect in program.effects:
        if isinstance(effect, Movement) and effect.payer == effect.payee:
            yield f"{effect.clause}: {effect.payer} pays themselves"


def states_are_written_once(program: Program) -> Iterator[str]:
    """Every carried state is written exactly once a period."""
    written = Counter(effect.index for effect in program.effects if isinstance(effect, StateOut))
    for index, state in enumerate(program.states):
        if written[index] != 1:
            yield f"state {state.name} is written {written[index]} times"


def outputs_are_named_once(program: Program) -> Iterator[str]:
    """No two outputs share a name."""
    for name, count in Counter(effect.name for effect in program.effects if isinstance(effect, Output)).items():
        if count > 1:
            yield f"output {name} is given {count} times"


def outputs_tell_of_periods(program: Program) -> Iterator[str]:
    """The periods of which an output tells are there, each once and in order."""
    every = range(len(program.periods))
    for effect in program.effects:
        if isinstance(effect, Output) and effect.periods is not None:
            told = effect.periods
            if list(told) != sorted(set(told)) or not set(told) <= set(every):
                yield f"output {effect.name} tells of periods {', '.join(map(str, told))} of {len(every)}"


def _types(program: Program, values: Iterable[Value]) -> tuple[Type, ...]:
    return tuple(program.instructions[value].type for value in values)


SHAPE: tuple[Predicate, ...] = (
    operands_are_earlier,
    indices_are_in_range,
    effects_read_values,
    prologue_comes_first,
    prologue_needs_no_period,
)
TYPES: tuple[Predicate, ...] = (
    operands_have_their_types,
    results_have_their_types,
    effects_read_their_types,
    payers_pay_others,
    states_are_written_once,
    outputs_are_named_once,
    outputs_tell_of_periods,
)
GROUPS: tuple[tuple[Predicate, ...], ...] = (SHAPE, TYPES, inputs.PREDICATES)
"""Predicates whose faults are told together, in order."""
