"""A deal run on one course of events: the program, its ledger, and where each number of it comes from."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from termwise.base.units import UNITS
from termwise.engine.course import WithoutValueError, central
from termwise.engine.evaluate import DayOutOfCalendarError
from termwise.engine.growth import ImpossibleGrowthError
from termwise.engine.reference import UndatedEntryError
from termwise.engine.reference import run as run_program
from termwise.engine.run import Entry, Run
from termwise.engine.undisclosed import rests_on_undisclosed
from termwise.explain.figures.asked import FigureAsked
from termwise.explain.figures.step import Explained
from termwise.ir.program import NEVER, WAITING, Program
from termwise.model.deal import Deal
from termwise.model.declaration import EventPin
from termwise.model.sentence import Purchase, PurchaseCommitment, Sentence
from termwise.model.walk import strings_in
from termwise.session.course_told import EventOnCourse, LeftOut, Settled
from termwise.view.agreement import Agreement
from termwise.view.view import View

if TYPE_CHECKING:
    from termwise.measure.table import Table


class NotRunnableError(ValueError):
    """The deal cannot be run on this course; the message says why, without a full stop."""


class Ran(Struct, frozen=True):
    """One run. Money is in base units of `currency`, exact; days are those on which it falls due.

    `rests_on` holds for every entry of the run, in order, the undisclosed numbers it rests on.
    """

    agreement: Agreement
    program: Program
    run: Run
    events: tuple[EventOnCourse, ...]
    left_out: tuple[LeftOut, ...]
    rests_on: tuple[frozenset[str], ...]

    @property
    def deal(self) -> Deal:
        """The deal that is run."""
        return self.agreement.deal

    @property
    def view(self) -> View:
        """From where it is seen."""
        return self.agreement.view

    @property
    def currency(self) -> str:
        """The currency of all money in the run."""
        return self.program.currency

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The ledger, in order of periods."""
        return self.run.entries

    def tables(self) -> "dict[str, Table]":
        """The run as plain tables by name: ledger, cash, outputs, drivers, events, left_out."""
        from termwise.session.run_tables import ToTabulate, exact_tables  # noqa: PLC0415 - most runs are only shown

        units = {driver.name: driver.unit for driver in self.deal.drivers}
        told = ToTabulate(self.run, self.currency, units, self.events, self.left_out, self.rests_on)
        return {table.name: table for table in exact_tables(told)}

    def _repr_html_(self) -> str:
        """The ledger and the cash, as a notebook shows them."""
        tables = self.tables()
        return f"<h4>{escape(self.deal.title)}</h4>{tables['ledger']._repr_html_()}{tables['cash']._repr_html_()}"

    def explain(self, asked: FigureAsked) -> Explained:
        """Why a figure is so. Raises `explain.figures.explained.NotInRunError` when the run has none."""
        from termwise.explain.figures.explained import explain_figure  # noqa: PLC0415 - most commands explain nothing

        return explain_figure(self.run, asked, self.agreement)

    def missing(self, asked: FigureAsked) -> tuple[LeftOut, ...]:
        """What the run leaves out that the figure may need: of its clause, or of every clause that names the party."""
        if asked.kind == "paid":
            return tuple(one for one in self.left_out if one.name == asked.name)
        clauses = self.clauses_naming(asked.company or asked.name)
        return tuple(one for one in self.left_out if one.name in clauses)

    def clauses_naming(self, name: str) -> frozenset[str]:
        """The clauses of the view whose sentence names a party or asset."""
        return frozenset(
            history.name
            for history in self.agreement.clauses
            if any(name in strings_in(version.clause.sentence) for version in history.versions)
        )

    def paid(self, clause: str, day: date) -> Fraction:
        """Money moved under a clause up to a day, it included."""
        return sum((e.amount for e in self._until(day) if e.clause == clause), Fraction(0))

    def cash(self, party: str, day: date) -> Fraction:
        """What a party received less what it paid, up to a day, it included."""
        until = self._until(day)
        received = sum((e.amount for e in until if e.payee == party), Fraction(0))
        return received - sum((e.amount for e in until if e.payer == party), Fraction(0))

    def clauses_buying(self, buyer: str, asset: str) -> frozenset[str]:
        """The clauses by which a party buys an asset or a part of it."""
        return frozenset(
            history.name
            for history in self.agreement.clauses
            for version in history.versions
            if _buys(version.clause.sentence, buyer, asset)
        )

    def purchased(self, buyer: str, asset: str, day: date) -> Fraction:
        """Money for which a party bought an asset or parts of it, up to a day, it included."""
        clauses = self.clauses_buying(buyer, asset)
        bought = (e for e in self._until(day) if e.clause in clauses and e.payer == buyer and e.kind == "purchase")
        return sum((entry.amount for entry in bought), Fraction(0))

    def clauses_delivering(self, asset: str) -> tuple[str, ...]:
        """The clauses by which a quantity of an asset or a part of it is bought."""
        return tuple(
            history.name
            for history in self.agreement.clauses
            if any(_delivers(version.clause.sentence, asset) for version in history.versions)
        )

    def delivered(self, asset: str, day: date) -> tuple[Fraction, str] | None:
        """The quantity of an asset delivered through the period of the day, and its base unit; None without any."""
        total, unit = Fraction(0), None
        for clause in self.clauses_delivering(asset):
            history = self.agreement.clause(clause)
            sentence = None if history is None else history.versions[-1].clause.sentence
            unit = unit or _base_unit(sentence)
            for measured in self.run.outputs:
                if measured.name == f"delivered:{clause}":
                    in_time = zip(self.program.periods, measured.values, strict=True)
                    total += sum((Fraction(value) for at, value in in_time if at.start <= day.toordinal()), Fraction(0))
        return None if unit is None else (total, unit)

    def total(self, driver: str, day: date) -> Fraction | None:
        """A flow accumulated from the deal's start through the period of the day; None when the run has no such driver.

        Of a level the sum has no meaning: None.
        """
        moved = next((one for one in self.run.outputs if one.name == f"driver:{driver}"), None)
        for index, series in enumerate(self.program.series):
            if series.name == driver and series.flow:
                drawn = self.run.draws.series[index] if moved is None else map(Fraction, moved.values)
                amounts = zip(self.program.periods, drawn, strict=True)
                return sum((amount for period, amount in amounts if period.start <= day.toordinal()), Fraction(0))
        return None

    def _until(self, day: date) -> list[Entry]:
        return [entry for entry in self.entries if entry.on <= day.toordinal()]


def run_agreement(agreement: Agreement, part: Callable[[Program], Program] | None = None) -> Ran:
    """The agreement's program on its central course, or a `part` of it. Raises `NotRunnableError`."""
    from termwise.lower.from_agreement import lower  # noqa: PLC0415 - most commands run nothing

    program = lower(agreement)
    if part is not None:
        program = part(program)
    try:
        run = run_program(program, central(program))
    except (WithoutValueError, ImpossibleGrowthError, DayOutOfCalendarError, UndatedEntryError) as fault:
        raise NotRunnableError(str(fault)) from None
    rests = rests_on_undisclosed(program)
    moved = {entry.clause for entry in run.entries}
    return Ran(
        agreement=agreement,
        program=program,
        run=run,
        events=_events(agreement, run),
        left_out=tuple(LeftOut(name, why, name in moved) for name, why in program.left_out),
        rests_on=tuple(rests[entry.instruction] for entry in run.entries),
    )


def _events(agreement: Agreement, run: Run) -> tuple[EventOnCourse, ...]:
    """Every event the program looks at, in its order."""
    pinned = {given.event for given in agreement.view.given} | _pinned(agreement)
    found = []
    for event, ordinal in zip(run.program.events, run.draws.event_days, strict=True):
        if event.name.endswith(WAITING):
            continue
        day = None if ordinal == NEVER or ordinal > date.max.toordinal() else date.fromordinal(ordinal)
        settled: Settled = "central" if day is not None else "never"
        if event.name in pinned:
            settled = "supposed"
        elif event.pinned is not None and day is not None:
            settled = "known"
        found.append(EventOnCourse(event.name, day, settled))
    return tuple(found)


def _buys(sentence: Sentence, buyer: str, asset: str) -> bool:
    if not isinstance(sentence, Purchase | PurchaseCommitment) or sentence.buyer != buyer:
        return False
    return sentence.asset == asset or sentence.asset.startswith(f"{asset}.")


def _delivers(sentence: Sentence, asset: str) -> bool:
    if not isinstance(sentence, Purchase) or sentence.quantity is None:
        return False
    return sentence.asset == asset or sentence.asset.startswith(f"{asset}.")


def _base_unit(sentence: Sentence | None) -> str | None:
    """The word of the unit in which a purchase counts, of size one: `W` for GW, `shares` for m shares."""
    quantity = sentence.quantity if isinstance(sentence, Purchase) else None
    unit = getattr(getattr(quantity, "low", quantity), "unit", None)
    if unit not in UNITS:
        return None
    base = UNITS[unit][0]
    return next(word for word, (symbol, size) in UNITS.items() if symbol == base and size == 1)


def _pinned(agreement: Agreement) -> set[str]:
    """The events that the scenario pins, those of the scenarios it extends included."""
    scenarios = {scenario.name: scenario for scenario in agreement.deal.scenarios}
    found: set[str] = set()
    name, seen = agreement.view.scenario, set[str]()
    while name is not None and name in scenarios and name not in seen:
        seen.add(name)
        found |= {pin.event for pin in scenarios[name].pins if isinstance(pin, EventPin)}
        name = scenarios[name].extends
    return found
