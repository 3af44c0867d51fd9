"""What the passes may ask of each other; `lowering.Lowering` answers."""

from contextlib import AbstractContextManager
from typing import Protocol

from msgspec import Struct

from termwise.ir.builder import Builder
from termwise.ir.program import Movement, Value
from termwise.lower.grid import Grid
from termwise.lower.passes.cap_table import CapTable
from termwise.lower.running import Running
from termwise.model.entitlement import InterestRate
from termwise.model.expression import Expression
from termwise.model.moment import Moment
from termwise.model.sentence import Effect, Sentence
from termwise.standing.asking import Asking
from termwise.view.agreement import Agreement, Version


class NotLoweredError(Exception):
    """Something the program cannot follow; the message is the plain reason, without a full stop."""


class Term(Struct, frozen=True):
    """One wording of a clause and its time: in force on the days `[start, end)` on which `holds` does.

    `holds` None is always; else a truth per period. `pauses` are the disjoint stretches `[from, until)` in which
    the clause is suspended. `sentence` is what it says, an else-branch applied.
    `waits` when a condition precedent may hold a payment back until it is settled. `first` is the clause's
    first day of all, from which steps are counted; `said` the first day on which it says this very sentence, on
    which happens what it says without a day. `tag` names what is carried for this wording alone.
    """

    clause: str
    version: Version
    sentence: Sentence
    tag: str
    start: Value
    end: Value
    first: Value
    said: Value = 0
    holds: Value | None = None
    waits: bool = False
    pauses: tuple[tuple[Value, Value], ...] = ()


class Use(Struct, frozen=True):
    """A power used as its policy says, or a duty violated by what the run decides: when, and when that has effect.

    `by` is the wording that states it. Both days may never come.
    """

    by: Version
    effects: tuple[Effect, ...]
    day: Value
    takes_effect: Value


class Delivery(Struct, frozen=True):
    """A quantity of an asset that a clause delivers from seller to buyer in the period, in base units."""

    clause: str
    buyer: str
    asset: str
    seller: str
    quantity: Value


class WarrantUnits(Struct, frozen=True):
    """A warrant in a period: shares received by exercise, and rights open at its start and at its end."""

    clause: str
    issuer: str
    holder: str
    received: Value
    open_before: Value
    open_after: Value


class Account(Protocol):
    """What is owed under one name, read and changed in order within a period (`passes.accounts.Owed`)."""

    interest: InterestRate | None

    def accrue(self, day: Value) -> None:
        """Interest up to a day of the period."""

    def day_of(self, falls: Value, day: Value) -> Value:
        """The day as it counts here: where nothing falls due in the period, as far as has accrued."""

    def lend(self, amount: Value, falls: Value, day: Value) -> None:
        """More is owed from a day on."""

    def charge(self, amount: Value) -> None:
        """A fee that bears no interest."""

    def owed(self) -> Value:
        """All that is owed at this point."""

    def pay(self, amount: Value) -> None:
        """A payment."""

    def close(self) -> None:
        """Interest up to the end of the period."""


class Lowers(Protocol):
    """The questions that passes ask of each other."""

    agreement: Agreement
    builder: Builder
    facts: Asking
    grid: Grid
    running: Running
    movements: list[Movement]
    warrants: list[WarrantUnits]
    accounts: dict[str, Account]
    tables: dict[str, CapTable]

    def saying(self, name: str, what: str, amendment: str | None = None) -> AbstractContextManager[None]:
        """Operations added within the block are said to come from there."""

    def number(self, expression: Expression, about: str) -> Value:
        """A quantity in base units; of a rate per time the amount over the period."""

    def truth(self, expression: Expression, about: str) -> Value:
        """Whether a condition holds at the end of the period."""

    def since(self, expression: Expression, about: str) -> Value:
        """The first day a condition holds."""

    def given_day(self, name: str, ordinal: int) -> Value:
        """A run-time day under the name of what it is for."""

    def moment(self, moment: Moment, about: str, *, last: bool = False) -> Value:
        """The day of a moment; of a month or a year its first day, or its `last`."""

    def event(self, name: str) -> Value:
        """The day an event happens."""

    def event_before(self, name: str) -> Value:
        """The day an event happens as far as the period before has seen; never until then."""

    def driver(self, name: str) -> Value:
        """A driver in the period: a level at its end, a flow as the amount over it."""

    def terms(self, clause: str) -> tuple[Term, ...]:
        """The wordings of a clause with their times."""

    def held(self, kind: str, holder: str, company: str, basis: str | None = None) -> Value:
        """The "stake" or the "units" of a company a party held when the period began."""

    def uses(self, clause: str) -> tuple[Use, ...]:
        """The uses of a power that the run itself decides, by its wordings."""

    def parameter(self, name: str, expression: Expression) -> Value:
        """A number of the text, in base units, its time unit apart."""

    def so_far(self, name: str) -> Value:
        """A total of the ledger as the previous period left it: "paid:CLAUSE", "cash:PARTY", "bought:PARTY:ASSET", …"""

    def last_day(self) -> Value:
        """The last day of the period."""

    def carry_number(self, name: str, value: Value) -> None:
        """What a carried number is after this period."""

    def carry_day(self, name: str, value: Value) -> None:
        """What a carried day is after this period; once for each name."""

    def move(self, movement: Movement) -> None:
        """Enter a movement in the ledger."""

    def note_purchase(self, clause: str, buyer: str, asset: str, seller: str) -> None:
        """Remember which asset the purchases of a clause from a seller are of."""

    def deliver(self, delivery: Delivery) -> None:
        """Enter a delivery of the period."""

    def delivered_so_far(self, asset: str) -> Value:
        """The quantity of an asset delivered as the previous period left it."""

    def quantities(self, buyer: str | None, asset: str, seller: str | None = None) -> list[Value]:
        """The quantities of an asset or its parts delivered in this period (to one buyer, by one seller)."""

    def bought(self, buyer: str, asset: str, seller: str | None = None) -> list[Value]:
        """The amounts of this period for which a party buys an asset or a part of it (from one seller)."""

    def leave_out(self, name: str, why: str) -> None:
        """Note what the program does not follow."""
