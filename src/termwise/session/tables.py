"""The tables of a run: cash by clause and by party over time, stakes, what each party's future cash is worth."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from termwise.engine.run import Entry, Measured
from termwise.explain.figures.words import parameter_words
from termwise.measure.cash import PeakFunding, payback, peak_funding
from termwise.measure.cash_flow import CashFlow
from termwise.measure.irr import internal_rates
from termwise.measure.present_value import present_value
from termwise.model.expression import Quantity
from termwise.session.course_told import EventOnCourse, LeftOut
from termwise.session.ran import Ran

Span = Literal["year", "quarter", "month"]
"""How wide the columns of a table are, in time."""


class Only(Struct, frozen=True):
    """What the tables are cut down to: what one party receives or pays, what one clause moves; None is all."""

    by: Span = "year"
    party: str | None = None
    clause: str | None = None

    def holds(self, entry: Entry) -> bool:
        """Whether an entry belongs in the tables."""
        return self.party in (None, entry.payer, entry.payee) and self.clause in (None, entry.clause)


class ClauseRow(Struct, frozen=True):
    """What one party paid another under a clause: one amount per column. `undisclosed` names what it rests on."""

    clause: str
    payer: str
    payee: str
    amounts: tuple[Fraction, ...]
    total: Fraction
    undisclosed: tuple[str, ...]


class PartyRow(Struct, frozen=True):
    """What a party received less what it paid, per column.

    `worth` is the value on the day of the view of what falls due after it, at the party's own `rate` per year;
    None without a certain rate. `most_out` is the most it was ever out of pocket, `back_on` the day from which it
    no longer is, `rates` all internal rates of return per year, over everything it received and paid.
    """

    party: str
    amounts: tuple[Fraction, ...]
    total: Fraction
    rate: Fraction | None
    worth: Fraction | None
    most_out: PeakFunding
    back_on: date | None
    rates: tuple[float, ...]
    undisclosed: tuple[str, ...]


class StakeRow(Struct, frozen=True):
    """The fraction of a company a holder has at the end of each year in `RunTables.stake_years`."""

    company: str
    holder: str
    stakes: tuple[Fraction, ...]


class LevelRow(Struct, frozen=True):
    """Something that stands at so much at the end of each year in `RunTables.level_years`: `what` of `of`.

    "committed", "unfunded", "bought" and "make-up bank" are money of a clause; "vested" and "exercised" are units of
    a warrant, "units" those a holder has of a company; "price" is that of a company's share in its latest round,
    "valuation" that of all of them, "value" what a holder's shares are worth at the driver COMPANY_valuation.
    """

    what: str
    of: str
    unit: Literal["money", "units"]
    values: tuple[Fraction, ...]


class DriverRow(Struct, frozen=True):
    """A driver on the course: of a flow its amount in each column, of a level its value at the column's end."""

    driver: str
    unit: str
    flow: bool
    values: tuple[Fraction, ...]


class UndisclosedNumber(Struct, frozen=True):
    """A number that is not public, and the value it was run with. `why` says where that comes from."""

    name: str
    value: Fraction
    why: str
    unit: str = ""


class RunTables(Struct, frozen=True):
    """Everything that is told of a run. `columns` are years (`2027`), quarters (`2027-Q1`) or months (`2027-03`)
    in which money falls due; those without any are left out. `stake_years` are the years at whose end a stake
    is another than a year before.
    """

    title: str
    view_words: str
    currency: str
    worth_on: date
    events: tuple[EventOnCourse, ...]
    columns: tuple[str, ...]
    clauses: tuple[ClauseRow, ...]
    parties: tuple[PartyRow, ...]
    drivers: tuple[DriverRow, ...]
    stake_years: tuple[int, ...]
    stakes: tuple[StakeRow, ...]
    level_years: tuple[int, ...]
    levels: tuple[LevelRow, ...]
    undisclosed: tuple[UndisclosedNumber, ...]
    left_out: tuple[LeftOut, ...]


def tables(ran: Ran, view_words: str, only: Only) -> RunTables:
    """The tables of a run, cut down to `only`."""
    held = [(entry, rests) for entry, rests in zip(ran.entries, ran.rests_on, strict=True) if only.holds(entry)]
    columns = tuple(sorted({_column(entry.on, only.by) for entry, _ in held}))
    clauses = _clauses(held, columns, only.by)
    used = frozenset[str]().union(*(rests for _, rests in held))
    stake_years, stakes = _stakes(ran, only)
    level_years, levels = _levels(ran, only)
    return RunTables(
        title=ran.deal.title,
        view_words=view_words,
        currency=ran.currency,
        worth_on=ran.view.known_by,
        events=ran.events,
        columns=columns,
        clauses=clauses,
        parties=tuple(_parties(ran, held, columns, only)),
        drivers=tuple(_drivers(ran, columns, only.by)),
        stake_years=stake_years,
        stakes=stakes,
        level_years=level_years,
        levels=levels,
        undisclosed=tuple(_undisclosed(ran, used)),
        left_out=tuple(one for one in ran.left_out if only.clause in (None, one.name)),
    )


Held = list[tuple[Entry, frozenset[str]]]


def _column(ordinal: int, by: Span) -> str:
    day = date.fromordinal(ordinal)
    match by:
        case "year":
            return str(day.year)
        case "quarter":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case "month":
            return f"{day.year}-{day.month:02d}"


def _clauses(held: Held, columns: tuple[str, ...], by: Span) -> tuple[ClauseRow, ...]:
    groups: dict[tuple[str, str, str], Held] = {}
    for entry, rests in held:
        groups.setdefault((entry.clause, entry.payer, entry.payee), []).append((entry, rests))
    rows = []
    for (clause, payer, payee), members in groups.items():
        amounts = _sums(((entry.on, entry.amount) for entry, _ in members), columns, by)
        rests_on = tuple(sorted(frozenset[str]().union(*(rests for _, rests in members))))
        rows.append(ClauseRow(clause, payer, payee, amounts, sum(amounts, Fraction(0)), rests_on))
    return tuple(rows)


def _sums(dated: Iterable[tuple[int, Fraction]], columns: tuple[str, ...], by: Span) -> tuple[Fraction, ...]:
    found = dict.fromkeys(columns, Fraction(0))
    for ordinal, amount in dated:
        found[_column(ordinal, by)] += amount
    return tuple(found.values())


def _parties(ran: Ran, held: Held, columns: tuple[str, ...], only: Only) -> Iterable[PartyRow]:
    """Every party that money touches, in the order of the deal."""
    for party in ran.deal.parties:
        own = [
            (entry.on, entry.amount if entry.payee == party.name else -entry.amount, rests)
            for entry, rests in held
            if party.name in (entry.payer, entry.payee) and entry.payer != entry.payee
        ]
        if not own or only.party not in (None, party.name):
            continue
        amounts = _sums(((on, amount) for on, amount, _ in own), columns, only.by)
        rate = party.discount_rate
        per_year = Fraction(rate.value) if isinstance(rate, Quantity) and rate.value > -1 else None
        today = ran.view.known_by
        flows = [CashFlow(date.fromordinal(on), amount) for on, amount, _ in own]
        later = [flow for flow in flows if flow.on > today]
        yield PartyRow(
            party=party.name,
            amounts=amounts,
            total=sum(amounts, Fraction(0)),
            rate=per_year,
            worth=None if per_year is None else present_value(later, per_year, today),
            most_out=peak_funding(flows),
            back_on=payback(flows),
            rates=internal_rates(flows),
            undisclosed=tuple(sorted(frozenset[str]().union(*(rests for _, _, rests in own)))),
        )


def _drivers(ran: Ran, columns: tuple[str, ...], by: Span) -> Iterable[DriverRow]:
    """The drivers of the program over the columns of the money."""
    units = {driver.name: driver.unit for driver in ran.deal.drivers}
    for series, values in zip(ran.program.series, ran.run.draws.series, strict=True):
        found: dict[str, Fraction] = {}
        for period, value in zip(ran.program.periods, values, strict=True):
            name = _column(period.start, by)
            found[name] = found.get(name, Fraction(0)) + value if series.flow else value
        shown = tuple(found.get(column, Fraction(0)) for column in columns)
        yield DriverRow(series.name, units.get(series.name, ""), series.flow, shown)


def _stakes(ran: Ran, only: Only) -> tuple[tuple[int, ...], tuple[StakeRow, ...]]:
    """Stakes at the ends of the years in which one changes."""
    held = [
        measured
        for measured in ran.run.outputs
        if measured.name.startswith("stake:")
        and only.clause is None
        and (only.party is None or only.party in measured.name.split(":"))
    ]
    years, values = _at_year_ends(ran, held)
    rows = []
    for measured in held:
        if any(measured.values):
            _, holder, company = measured.name.split(":")
            rows.append(StakeRow(company, holder, values[measured.name]))
    return years, tuple(sorted(rows, key=lambda row: row.company))


_UNITS = ("vested", "exercised", "units")
_LEVELS = ("committed", "unfunded", "bought", "make-up bank", "price", "valuation", "value", *_UNITS)


def _levels(ran: Ran, only: Only) -> tuple[tuple[int, ...], tuple[LevelRow, ...]]:
    """Commitments, what is left of them, shares in units: at the ends of the years in which one changes."""
    held = [
        measured
        for measured in ran.run.outputs
        if measured.name.partition(":")[0] in _LEVELS
        and any(measured.values)
        and only.party is None
        and (only.clause is None or only.clause in measured.name.split(":"))
    ]
    years, values = _at_year_ends(ran, held)
    rows = []
    for measured in held:
        what, _, of = measured.name.partition(":")
        unit: Literal["money", "units"] = "units" if what in _UNITS else "money"
        rows.append(LevelRow(what, " of ".join(of.split(":")), unit, values[measured.name]))
    return years, tuple(rows)


def _at_year_ends(ran: Ran, held: list[Measured]) -> tuple[tuple[int, ...], dict[str, tuple[Fraction, ...]]]:
    """The years at whose end something held is another than a year before, and what is held then, by name."""
    last = {date.fromordinal(period.end - 1).year: number for number, period in enumerate(ran.program.periods)}
    years, before = [], tuple(Fraction(0) for _ in held)
    for year, number in last.items():
        now = tuple(Fraction(measured.values[number]) for measured in held)
        if now != before:
            years.append(year)
        before = now
    return tuple(years), {m.name: tuple(Fraction(m.values[last[year]]) for year in years) for m in held}


def _undisclosed(ran: Ran, used: frozenset[str]) -> Iterable[UndisclosedNumber]:
    for parameter, value in zip(ran.program.parameters, ran.run.draws.parameters, strict=True):
        if parameter.name in used:
            yield UndisclosedNumber(parameter.name, value, parameter_words(parameter), parameter.unit)
