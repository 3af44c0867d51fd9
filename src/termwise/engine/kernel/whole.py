"""The whole of a path, written on any machine: what is drawn, the prologue, the periods, the outputs."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic

from termwise.engine.drawing import course
from termwise.engine.drawing.layout import Layout
from termwise.engine.kernel.branches import Stage
from termwise.engine.kernel.hoist import name_of, name_of_choice, truth_of
from termwise.engine.kernel.operations import Reading, written
from termwise.engine.kernel.plan import Plan
from termwise.engine.kernel.rows import Choice, choice_of, choices, outputs
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.ir.program import (
    AT_END,
    Block,
    Constant,
    DayConstant,
    DayParameter,
    EventDay,
    Parameter,
    PeriodEnd,
    PeriodStart,
    Select,
    Series,
    StateIn,
    Table,
    Value,
)


def whole(
    m: Machine[Lanes],
    layout: Layout,
    planned: Plan,
    first_rows: Sequence[int],
    watch: Callable[[Value, Lanes], None] | None = None,
) -> None:
    """Every path of `layout.program`: its outputs are recorded, each in the row that `first_rows` say.

    `watch` hears every value that hangs on the path, in order.
    """
    _Whole(m, layout, planned, watch).run(first_rows)


class _Whole(Generic[Lanes]):
    """A program being written on a machine."""

    def __init__(
        self, m: Machine[Lanes], layout: Layout, planned: Plan, watch: Callable[[Value, Lanes], None] | None
    ) -> None:
        self.m = m
        self.layout = layout
        self.program = layout.program
        self.plan = planned
        self.watch = watch
        self.values: dict[Value, Lanes] = {}
        self.drivers: list[Lanes] = []
        self.told: dict[Choice | None, dict[int, Value]] = {}

    def run(self, first_rows: Sequence[int]) -> None:
        m, program = self.m, self.program
        self.parameters = course.parameters(m, self.layout)
        self.days = course.event_days(m, self.layout)
        self.block("prologue", (*self.plan.on_paths, *self.plan.at_end))
        course.before_periods(m, self.layout, self.days, self.prologue())
        for index, _ in self.plan.carried:
            m.keep(f"state {index}", m.argument(f"initial {index}"))
        for slot in self.plan.staged.merged():
            m.keep(slot, self.nothing(slot))
        fixed = {number for number, _ in self.plan.fixed_outputs}
        drawn = [(number, output) for number, output in enumerate(outputs(program)) if number not in fixed]
        carried = {value: index for index, value in self.plan.carried}
        totals = {number: carried[one.value] for number, one in drawn if one.at_end and one.value in carried}
        for number, output in drawn:
            if number not in totals:
                self.told.setdefault(choice_of(output), {})[first_rows[number]] = output.value
        m.each_period(self.period)
        for number, index in totals.items():  # what is carried on stands there after the last period
            m.record(first_rows[number], m.kept(f"state {index}"))

    def prologue(self) -> list[Lanes]:
        """The values of the prologue by number; zero for those that nobody reads."""
        zero = self.m.real(0.0)
        instructions = self.program.instructions
        return [self.values.get(v, zero) for v, one in enumerate(instructions) if one.block == "prologue"]

    def period(self) -> None:
        """One period: drivers, values, what is carried on, what comes out."""
        m = self.m
        self.drivers = course.in_period(m, self.layout)
        for stage in self.plan.staged.stages:
            if stage.guard is None:
                self.stage(stage)
            else:
                m.in_periods(name_of(stage.guard), partial(self.behind_guard, stage))
        self.record(None)
        for place, chosen in enumerate(choices(self.program)):
            if chosen in self.told:
                m.in_periods(name_of_choice(place), partial(self.record, chosen))
        course.end_period(m, self.layout)

    def stage(self, stage: Stage) -> None:
        """The values of a stage, then what it keeps."""
        for value, slot in stage.fetched:
            self.values[value] = self.m.kept(slot)
        for value in stage.leaves:
            self.compute(value)
        for value in stage.values:
            operation = self.program.instructions[value].operation
            if isinstance(operation, Select) and operation.condition == stage.guard:
                self.values[value] = self.values[operation.then]
            else:
                self.compute(value)
        for slot, kept in stage.keeps:
            self.m.keep(slot, self.nothing(slot) if kept is None else self.values[kept])

    def behind_guard(self, stage: Stage) -> None:
        """A stage in some periods: what it reads for itself is not there in others."""
        reads = (*stage.leaves, *(value for value, _ in stage.fetched))
        outside = {value: self.values[value] for value in reads if value in self.values}
        self.stage(stage)
        self.values |= outside

    def nothing(self, slot: str) -> Lanes:
        """Zero, or false in the slot of a truth."""
        kind, _, number = slot.partition(" ")
        zero = self.m.real(0.0)
        is_truth = kind == "value" and self.program.instructions[int(number)].type == "truth"
        return truth_of(self.m, zero) if is_truth else zero

    def record(self, chosen: Choice | None) -> None:
        """The outputs of these periods; what only the end needs is computed there."""
        for value, slot in self.plan.staged.slots.items():
            self.values[value] = self.m.kept(slot)
        if chosen is not None and chosen.periods == AT_END:
            self.block("body", self.plan.at_end)
        for row, value in self.told.get(chosen, {}).items():
            self.m.record(row, self.real(value))

    def real(self, value: Value) -> Lanes:
        """A value as a real: a truth is one or zero."""
        m, lanes = self.m, self.values[value]
        is_truth = self.program.instructions[value].type == "truth"
        return m.select(lanes, m.real(1.0), m.real(0.0)) if is_truth else lanes

    def block(self, block: Block, values: Sequence[Value]) -> None:
        """Those of the values that are of a block, in order."""
        for value in values:
            if self.program.instructions[value].block == block:
                self.compute(value)

    def compute(self, value: Value) -> None:
        """One value: as the host left it, or by its operation."""
        m, instruction = self.m, self.program.instructions[value]
        if value in self.plan.hoisted:
            real = m.argument(name_of(value)) if instruction.block == "prologue" else m.column(name_of(value))
            self.values[value] = truth_of(m, real) if instruction.type == "truth" else real
            return
        self.values[value] = written(m, instruction.operation, self.values, self.read)
        if self.watch is not None:
            self.watch(value, self.values[value])

    def read(self, operation: Reading) -> Lanes:
        """What has no operands and hangs on the path."""
        match operation:
            case Constant(number):
                return self.m.real(float(number))
            case DayConstant(day):
                return self.m.real(day)
            case Parameter(index):
                return self.parameters[index]
            case EventDay(index):
                return self.days[index]
            case Series(index):
                return self.drivers[index]
            case StateIn(index):
                return self.m.kept(f"state {index}")
            case DayParameter() | PeriodStart() | PeriodEnd() | Table():
                raise ValueError(f"{operation} hangs on no path")
