"""How long after its own period what a movement moves can still fall due, proven from the program alone.

Days are bounded from below and above, operation by operation. Where that leaves a day open, it is asked whether the
amount is nothing unless the day lies in the period: what is paid when an event happens is paid in its period.
Days and events are run-time arguments, so nothing is concluded from their values; calendars, and which numbers of a
table are above zero, are taken as they are.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from termwise.ir.absence import is_nothing_unless
from termwise.ir.operands import operands
from termwise.ir.program import (
    NEVER,
    CalendarShift,
    Compare,
    Constant,
    DayBinary,
    DayConstant,
    Logic,
    Movement,
    Period,
    PeriodEnd,
    PeriodStart,
    Program,
    Select,
    Shift,
    Table,
    Value,
)

Bounds = tuple[int, int]
"""The earliest and the latest a day can be."""

_ANY: Bounds = (1, NEVER)


def lag(program: Program, movement: Movement) -> int:
    """The most periods that lie between the period of a movement and the one in which it falls due.

    After the last period counts as one more period. Zero means that all of it falls due in its own period.
    """
    quiet = _quiet(program, movement.amount)
    most = _most(program, _latest_due(program, movement.on, (), quiet))
    if not most:
        return 0
    needed = tuple(
        truth
        for truth in _truths_about(program, movement)
        if is_nothing_unless(program.instructions, movement.amount, truth)
    )
    return min(most, _most(program, _latest_due(program, movement.on, needed, quiet)))


def _most(program: Program, last: list[int]) -> int:
    ends = [period.end for period in program.periods]
    return max((bisect_right(ends, day) - number for number, day in enumerate(last)), default=0)


def _quiet(program: Program, amount: Value) -> frozenset[int]:
    """The periods in which tables say that nothing is moved: those in which no year ends, of what is paid yearly."""
    quiet: set[int] = set()
    for truth in _beneath(program, amount):
        holds = _by_tables(program, truth)
        if not all(holds) and is_nothing_unless(program.instructions, amount, truth):
            quiet.update(number for number, is_so in enumerate(holds) if not is_so)
    return frozenset(quiet)


def _by_tables(program: Program, truth: Value) -> list[bool]:
    """Whether a truth that says which numbers of a table are above zero holds, by period; all true for any other."""
    operation = program.instructions[truth].operation
    if isinstance(operation, Compare) and operation.relation == "less":
        zero, table = (program.instructions[value].operation for value in (operation.left, operation.right))
        if isinstance(zero, Constant) and zero.number == 0 and isinstance(table, Table):
            return [value > 0 for value in program.tables[table.index].values]
    return [True] * len(program.periods)


def _latest_due(program: Program, on: Value, holding: tuple[Value, ...], quiet: frozenset[int]) -> list[int]:
    """For every period the latest day; `holding` are truths that hold whenever anything is moved."""
    shifted: dict[tuple[int, Bounds], Bounds] = {}
    found = []
    for number, period in enumerate(program.periods):
        if number in quiet:
            found.append(period.start)
            continue
        reading = _Reading(program, period, shifted)
        facts: dict[Value, Bounds] = {}
        for truth in holding:
            facts = reading.given(truth, facts)
        found.append(max(reading.bounds(on, facts)[1], period.start))
    return found


def _truths_about(program: Program, movement: Movement) -> Iterator[Value]:
    """The truths an amount reads that compare a day on which its due day hangs."""
    days = _beneath(program, movement.on)
    for value in sorted(_beneath(program, movement.amount)):
        match program.instructions[value].operation:
            case Compare(left=left, right=right) if {left, right} & days:
                yield value
            case _:
                continue


def _beneath(program: Program, top: Value) -> set[Value]:
    """A value and everything it reads."""
    waiting, found = [top], set[Value]()
    while waiting:
        value = waiting.pop()
        if value not in found:
            found.add(value)
            waiting.extend(operands(program.instructions[value].operation))
    return found


class _Reading:
    """What is known of the days of one period."""

    def __init__(self, program: Program, period: Period, shifted: dict[tuple[int, Bounds], Bounds]) -> None:
        self._program = program
        self._period = period
        self._shifted = shifted

    def bounds(self, day: Value, facts: Mapping[Value, Bounds]) -> Bounds:
        """The earliest and latest a day can be, given facts about some days."""
        low, high = self._computed(day, facts)
        least, most = facts.get(day, _ANY)
        return max(low, least), min(high, most)

    def _computed(self, day: Value, facts: Mapping[Value, Bounds]) -> Bounds:
        match self._program.instructions[day].operation:
            case DayConstant(ordinal):
                return ordinal, ordinal
            case PeriodStart():
                return self._period.start, self._period.start
            case PeriodEnd():
                return self._period.end, self._period.end
            case Shift(index, moved):
                return self._moved(index, self.bounds(moved, facts))
            case DayBinary(operator, left, right):
                (one, two), (three, four) = self.bounds(left, facts), self.bounds(right, facts)
                choose = min if operator == "earliest" else max
                return choose(one, three), choose(two, four)
            case Select(condition, then, otherwise):
                (one, two), (three, four) = (
                    self.bounds(then, self.given(condition, facts)),
                    self.bounds(otherwise, facts),
                )
                return min(one, three), max(two, four)
            case _:
                return _ANY

    def given(self, truth: Value, facts: Mapping[Value, Bounds]) -> dict[Value, Bounds]:
        """The facts, and what follows when a truth holds."""
        more = dict(facts)
        match self._program.instructions[truth].operation:
            case Logic("and", left, right):
                return self.given(right, self.given(left, more))
            case Compare("less" | "at_most" as relation, left, right) if self._program.instructions[left].type == "day":
                step = 1 if relation == "less" else 0
                (least, low), (high, most) = self.bounds(left, facts), self.bounds(right, facts)
                more[left] = (least, min(low, most - step))
                more[right] = (max(high, least + step), most)
        return more

    def _moved(self, index: int, bounds: Bounds) -> Bounds:
        if (index, bounds) not in self._shifted:
            self._shifted[index, bounds] = _range_of(self._program.shifts[index], bounds)
        return self._shifted[index, bounds]


def _range_of(shift: CalendarShift, bounds: Bounds) -> Bounds:
    """Where the days between the bounds can land."""
    low, high = (max(day - shift.first, 0) for day in bounds)
    landings = shift.days[low : high + 1]
    beyond = high >= len(shift.days)
    return min(landings, default=NEVER), NEVER if beyond or not landings else max(landings)
