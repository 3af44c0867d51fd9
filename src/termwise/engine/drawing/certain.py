"""What is the same on every path: numbers of the prologue and drivers that hang on nothing drawn."""

from fractions import Fraction

from termwise.engine.evaluate import Datum, Frame, evaluate
from termwise.ir.operands import operands, read_by_series
from termwise.ir.program import NEVER, EventDay, Parameter, Program, Value


class Certain:
    """Which values are certain is structure; what they are are numbers."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._flags: list[bool] = []
        for instruction in program.instructions:
            if instruction.block == "body":
                break
            match instruction.operation:
                case Parameter(index):
                    flag = not program.parameters[index].drawn
                case EventDay(index):
                    flag = self.event(index)
                case operation:
                    flag = all(self._flags[value] for value in operands(operation))
            self._flags.append(flag)

    def value(self, value: Value) -> bool:
        """Whether a value of the prologue is the same on all paths."""
        return self._flags[value]

    def event(self, index: int) -> bool:
        """Whether an event's day is the same on all paths."""
        return not self.program.events[index].drawn

    def growth(self, index: int) -> bool:
        """Whether a driver grows alike on all paths."""
        regimes = self.program.series[index].regimes
        return self.turns(index) and all(self.value(regime.rate) for regime in regimes)

    def turns(self, index: int) -> bool:
        """Whether a driver changes its growth on the same days on all paths."""
        regimes = self.program.series[index].regimes
        return all(regime.after is None or self.event(regime.after) for regime in regimes)

    def jumps(self, index: int) -> bool:
        """Whether a driver jumps alike on all paths."""
        return all(self.event(event) and self.value(size) for event, size in self.program.series[index].jumps)

    def driver(self, index: int) -> bool:
        """Whether a driver is the same on all paths: then it is the column `driver:NAME`."""
        varied = self.program.series[index].variation_per_year is not None
        return not varied and self.growth(index) and self.jumps(index)

    def numbers(self, index: int) -> dict[Value, Fraction]:
        """The certain ones among the numbers a driver reads, by value number."""
        return {value: self._number(value) for value in read_by_series(self.program.series[index]) if self.value(value)}

    def event_days(self) -> tuple[int, ...]:
        """Pinned days; `NEVER` for what is drawn."""
        return tuple(NEVER if event.pinned is None else event.pinned for event in self.program.events)

    def _number(self, value: Value) -> Fraction:
        needed, open_values = {value}, [value]
        while open_values:
            read = operands(self.program.instructions[open_values.pop()].operation)
            open_values += [one for one in read if one not in needed]
            needed |= set(read)
        parameters = tuple(one.certain or Fraction(0) for one in self.program.parameters)
        values: list[Datum] = [0] * (value + 1)
        frame = Frame(self.program, self.event_days(), parameters, values)
        for one in sorted(needed):
            values[one] = evaluate(self.program.instructions[one].operation, frame)
        return Fraction(values[value])
