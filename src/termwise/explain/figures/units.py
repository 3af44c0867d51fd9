"""What every value of a program counts: money, a share, days; inferred from what is sure.

A program has numbers without dimensions. Sure are: amounts that move are money, drivers are what the deal declares,
lengths of time are days. The rest follows from the arithmetic: a sum is of one kind, a share of money is money.
"""

from collections.abc import Mapping

from termwise.base.units import CURRENCIES, TIME_UNITS
from termwise.explain.figures.unit import Unit
from termwise.ir.program import (
    Binary,
    Compare,
    Constant,
    DaysBetween,
    Movement,
    Output,
    Parameter,
    Program,
    Round,
    Select,
    Series,
    StateIn,
    StateOut,
    Table,
    Units,
    Value,
)
from termwise.model.declaration import Driver


def counted_by(driver: Driver) -> Unit:
    """What a driver counts, as far as it is money or a share."""
    if driver.per is not None and driver.per not in TIME_UNITS:  # a price, a rate of exchange
        return "number"
    if driver.unit in CURRENCIES:
        return "money"
    return "share" if driver.unit == "%" else "number"


def units_of(program: Program, drivers: Mapping[str, Unit]) -> tuple[Unit, ...]:
    """The unit of every value, by value number; "number" where nothing tells. `drivers`: what each driver counts."""
    return _Inference(program, drivers).finished()


class _Inference:
    """A walk over the operations until nothing new is learnt. What is learnt first stays."""

    def __init__(self, program: Program, drivers: Mapping[str, Unit]) -> None:
        self._program = program
        self._drivers = drivers
        self._known: dict[Value, Unit] = {}
        self._written: dict[int, Value] = {e.index: e.value for e in program.effects if isinstance(e, StateOut)}

    def finished(self) -> tuple[Unit, ...]:
        self._seed()
        before = -1
        while before != len(self._known):
            before = len(self._known)
            for value, instruction in enumerate(self._program.instructions):
                self._follow(value, instruction.operation)
        return tuple(self._known.get(value, self._by_type(value)) for value in range(len(self._program.instructions)))

    def _by_type(self, value: Value) -> Unit:
        kind = self._program.instructions[value].type
        return kind if kind != "number" else "number"

    def _seed(self) -> None:
        for effect in self._program.effects:
            match effect:
                case Movement(amount=amount):
                    self._learn(amount, "money")
                case Units(amount=amount):
                    self._learn(amount, "units")
                case Output(name=name, value=value):
                    self._learn(value, _of_output(name))
                case StateOut():
                    pass
        for series in self._program.series:
            for rate in series.regimes:
                self._learn(rate.rate, "share")
            for _, size in series.jumps:
                self._learn(size, "share")
        for value, instruction in enumerate(self._program.instructions):
            match instruction.operation:
                case Series(index):
                    self._learn(value, self._drivers.get(self._program.series[index].name))
                case DaysBetween():
                    self._learn(value, "days")
                case Parameter(index):
                    self._learn(value, _of_parameter(self._program.parameters[index].unit, self._program.currency))
                case Table(index) if not self._program.tables[index].name.endswith(": known"):
                    self._learn(value, "share")
                case _:
                    pass

    def _learn(self, value: Value, unit: Unit | None) -> None:
        instruction = self._program.instructions[value]
        if unit is not None and instruction.type == "number" and not isinstance(instruction.operation, Constant):
            self._known.setdefault(value, unit)

    def _follow(self, value: Value, operation: object) -> None:
        match operation:
            case Round(_, left, right) | Binary("add" | "subtract" | "minimum" | "maximum", left, right):
                self._same(value, left, right)
            case Select(_, then, otherwise):
                self._same(value, then, otherwise)
            case Compare(_, left, right):
                self._same(left, right)
            case StateIn(index) if index in self._written:
                self._same(value, self._written[index])
            case Binary("multiply", left, right):
                self._product(value, left, right)
            case Binary("divide", left, right):
                self._product(left, value, right)
            case _:
                pass

    def _same(self, *values: Value) -> None:
        unit = next((self._known[value] for value in values if value in self._known), None)
        for value in values:
            self._learn(value, unit)

    def _product(self, product: Value, left: Value, right: Value) -> None:
        """`product = left x right`: a share of something is that thing again."""
        whole, one, other = (self._known.get(value) for value in (product, left, right))
        if one == "share" and other is not None:
            self._learn(product, other)
        elif other == "share" and one is not None:
            self._learn(product, one)
        elif whole is not None and one == whole:
            self._learn(right, "share")
        elif whole is not None and other == whole:
            self._learn(left, "share")
        elif whole is not None and one == "share":
            self._learn(right, whole)
        elif whole is not None and other == "share":
            self._learn(left, whole)


def _of_parameter(unit: str, currency: str) -> Unit | None:
    """What a number of the text counts, from its unit; money per time is money over a period."""
    above, _, below = unit.partition(" per ")
    if below and below not in TIME_UNITS:
        return None
    return "money" if above == currency else "share" if above == "%" else None


def _of_output(name: str) -> Unit | None:
    match name.partition(":")[0].split()[0]:
        case "in_force":
            return "days"
        case "stake":
            return "share"
        case "units" | "vested" | "exercised":
            return "units"
        case "valuation" | "price" | "conversion" | "committed" | "unfunded" | "bought" | "value" | "make-up":
            return "money"
        case _:
            return None
