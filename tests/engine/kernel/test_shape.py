"""One shape, one code: numbers, dates, tables and the horizon are arguments; and names cannot break anything."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from msgspec.structs import replace

from termwise.engine.drawing.layout import layout
from termwise.engine.kernel import build
from termwise.engine.kernel.plan import plan
from termwise.engine.kernel.shape import digest, shape
from termwise.ir.program import NumberParameter, Origin, Period, Program, Select
from tests.engine.kernel.agreement import by_kernel, by_numpy, by_reference, compare, laid_open
from tests.engine.kernel.machines import same_bytes
from tests.ir.samples import royalty

Change = Callable[[Program], Program]


def _numbers(program: Program) -> Program:
    """Every certain number another one."""
    return replace(
        program,
        parameters=tuple(
            one if one.certain is None else replace(one, certain=one.certain * 3 / 2) for one in program.parameters
        ),
    )


def _dates(program: Program) -> Program:
    events = tuple(one if one.pinned is None else replace(one, pinned=one.pinned - 11) for one in program.events)
    return replace(program, days=tuple((name, day - 5) for name, day in program.days), events=events)


def _tables(program: Program) -> Program:
    return replace(
        program,
        tables=tuple(replace(one, values=tuple(v + 1 for v in one.values)) for one in program.tables),
        states=tuple(replace(one, initial=one.initial + (one.type == "number")) for one in program.states),
    )


def _words(program: Program) -> Program:
    """Other words for whoever reads, and another file."""
    told = Origin("another clause", "in other words", "amendment")
    return replace(
        program,
        name="Another",
        currency="EUR",
        instructions=tuple(replace(one, origin=told) for one in program.instructions),
    )


def _horizon(program: Program) -> Program:
    """A month less."""
    return replace(
        program,
        periods=program.periods[:-1],
        tables=tuple(replace(one, values=one.values[:-1]) for one in program.tables),
        series=tuple(replace(one, known=one.known[:-1]) for one in program.series),
    )


@pytest.mark.parametrize("change", [_numbers, _dates, _tables, _words, _horizon])
def test_what_changes_arguments_only_compiles_nothing(change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = laid_open(royalty())
    before = by_kernel(opened, 8)

    def never(text: str) -> bytes:
        raise AssertionError(f"{len(text)} characters compiled")

    monkeypatch.setattr(build, "compiled", never)
    changed = change(opened)
    assert digest(shape(changed)) == digest(shape(opened))
    found = by_kernel(changed, 8)
    assert same_bytes(found, by_numpy(changed))
    assert not same_bytes(found, before) or change is _words


def test_a_changed_program_agrees_with_the_exact_engine() -> None:
    program = _tables(_dates(_numbers(royalty())))
    (exact,) = by_reference(program, (3,))
    skip = 2 * len(program.periods)
    compare(exact, by_kernel(laid_open(program), 8)[skip:], 3)


def test_another_operation_is_another_shape() -> None:
    program = royalty()
    first = next(n for n, one in enumerate(program.instructions) if isinstance(one.operation, Select))
    instructions = list(program.instructions)
    chosen = program.instructions[first].operation
    assert isinstance(chosen, Select)
    other = Select(chosen.condition, chosen.otherwise, chosen.then)
    instructions[first] = replace(instructions[first], operation=other)
    moved = replace(program, instructions=tuple(instructions))
    uncertain = replace(program, parameters=tuple(replace(p, certain=None) for p in program.parameters))
    pinned = replace(program, events=tuple(replace(e, pinned=None, chance=Fraction(1, 2)) for e in program.events))
    shapes = {digest(shape(one)) for one in (program, moved, uncertain, pinned)}
    assert len(shapes) == 4


def test_a_shape_draws_and_plans_as_its_program_does() -> None:
    program = royalty()
    assert layout(shape(program)).streams == layout(program).streams
    assert plan(shape(program)) == plan(program)


HOSTILE = '"} ret void } define void @paths() { ; %s \\00 \n <script> é'


def test_names_cannot_break_the_code() -> None:
    def hostile(one: NumberParameter) -> NumberParameter:
        return replace(one, name=HOSTILE + one.name)

    program = royalty()
    named = replace(
        program,
        name=HOSTILE,
        parameters=tuple(hostile(one) for one in program.parameters),
        series=tuple(replace(one, name=HOSTILE) for one in program.series),
        events=tuple(replace(one, name=HOSTILE) for one in program.events),
    )
    opened = laid_open(named)
    assert same_bytes(by_kernel(opened, 8), by_numpy(opened))


def test_a_day_is_a_period_too() -> None:
    days = tuple(Period(day, day + 1) for day in range(739_000, 739_003))
    program = replace(laid_open(royalty()), periods=days)
    assert same_bytes(by_kernel(program, 8), by_numpy(program))
