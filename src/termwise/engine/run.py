"""What running a program on one course of events leaves: entries, units, outputs, and every value on the way."""

from fractions import Fraction

from msgspec import Struct

from termwise.engine.course import Draws
from termwise.engine.evaluate import Datum
from termwise.ir.program import Program, Value


class Entry(Struct, frozen=True):
    """One movement of money: a positive amount from payer to payee.

    `period` is the period that made it, `on` the ordinal of the day it falls due, in that period or later;
    `instruction` the value number of the amount (negative there when the money flows back).
    """

    period: int
    clause: str
    payer: str
    payee: str
    amount: Fraction
    on: int
    kind: str
    instruction: Value


class UnitsIssued(Struct, frozen=True):
    """Units of a company given to a holder in a period; negative when taken back."""

    period: int
    clause: str
    company: str
    holder: str
    share_class: str
    amount: Fraction
    instruction: Value


class Measured(Struct, frozen=True):
    """A named output over the periods: shape (periods,)."""

    name: str
    instruction: Value
    values: tuple[Datum, ...]


class Run(Struct, frozen=True):
    """One course of events, run. Entries and units are in order of periods, then of the program's effects.

    `prologue` holds values by value number, `body` has shape (periods, body operations).
    """

    program: Program
    draws: Draws
    entries: tuple[Entry, ...]
    units: tuple[UnitsIssued, ...]
    outputs: tuple[Measured, ...]
    prologue: tuple[Datum, ...]
    body: tuple[tuple[Datum, ...], ...]

    def value(self, instruction: Value, period: int) -> Datum:
        """What an operation came to in a period; one of the prologue is the same in all. IndexError when absent."""
        first_of_body = len(self.prologue)
        if instruction < first_of_body:
            return self.prologue[instruction]
        return self.body[period][instruction - first_of_body]

    def output(self, name: str) -> Measured:
        """The output of a name; KeyError when the program has none."""
        for measured in self.outputs:
            if measured.name == name:
                return measured
        raise KeyError(name)
