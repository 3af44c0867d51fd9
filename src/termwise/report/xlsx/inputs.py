"""The sheet `Inputs`: every number the model rests on, in blue, under a name that formulas read it by."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from termwise.base.units import CURRENCIES, UNITS
from termwise.explain.figures.unit import Unit
from termwise.explain.figures.words import event_words, parameter_words
from termwise.ir.program import NEVER, WAITING, DrawnEvent, Program
from termwise.model.clause import Citation
from termwise.model.declaration import Driver, Party
from termwise.model.expression import Quantity
from termwise.model.text import moment_text, quantity_text
from termwise.report.xlsx.amounts import WHOLE, format_of, full_amount, unit_words
from termwise.report.xlsx.cells import Cell, Content, Look, Name, Part, Print, Sheet
from termwise.report.xlsx.contents import BookContents
from termwise.report.xlsx.days import NEVER_NAME, NEVER_SERIAL, serial, serial_of
from termwise.report.xlsx.grid import DAY, PERCENT
from termwise.report.xlsx.history import History, value_of
from termwise.report.xlsx.names import Naming
from termwise.report.xlsx.needed import Needed

VALUE = 1
"""The column of the values."""
_HEADS = (
    "input",
    "value",
    "unit",
    "what it is",
    "clause, driver or event",
    "how it is known",
    "source",
    "name in formulas",
)
_WIDTHS = {0: 40.0, 1: 22.0, 2: 16.0, 3: 44.0, 4: 24.0, 5: 40.0, 6: 44.0, 7: 40.0}
_TODAY = "valuation_day"


class Inputs(Struct, frozen=True):
    """The sheet, and the names: of parameters, days and events by index, of known values by driver and place, of
    discount rates by party.
    """

    sheet: Sheet
    parameters: dict[int, str]
    days: dict[int, str]
    events: dict[int, str]
    known: dict[str, dict[int, str]]
    rates: dict[str, str]
    today: str = _TODAY


def inputs(contents: BookContents, needed: Needed, histories: dict[str, History], units: dict[int, Unit]) -> Inputs:
    """The inputs of everything needed. `units` says what each parameter counts, by index."""
    writer = _Writer(contents, needed, units)
    writer.numbers()
    writer.known(histories)
    writer.the_events()
    writer.rates_of_parties()
    writer.dates()
    return writer.finished()


class _Row(Struct, frozen=True):
    """One input: what it is called, its value, and what is told of it."""

    label: str
    value: Content
    number: str
    unit: str
    what: str
    about: str
    known: str
    source: str
    formula: str | None = None
    fixed: bool = False


class _Writer:
    def __init__(self, contents: BookContents, needed: Needed, units: dict[int, Unit]) -> None:
        self.contents, self.needed, self.units = contents, needed, units
        self.program: Program = contents.run.program
        self.naming = Naming((NEVER_NAME, _TODAY))
        self.cells: dict[tuple[int, int], Cell] = {
            (0, 0): Cell("Inputs", Look("title")),
            (1, 0): Cell(
                "Change a blue cell and everything recalculates. For an event that never comes, write =never.",
                Look("subtitle"),
            ),
            **{
                (3, column): Cell(head, Look("figure head" if column == VALUE else "head"))
                for column, head in enumerate(_HEADS)
            },
        }
        self.row = 4
        self.names: list[Name] = []
        self.by_parameter: dict[int, str] = {}
        self.by_day: dict[int, str] = {}
        self.by_event: dict[int, str] = {}
        self.by_known: dict[str, dict[int, str]] = {}
        self.by_party: dict[str, str] = {}
        self.sources = _sources(contents)

    def finished(self) -> Inputs:
        sheet = Sheet("Inputs", self.cells, _WIDTHS, (4, 2), tuple(self.names), Print(4, 1, 1), tab="#0b5cad")
        return Inputs(sheet, self.by_parameter, self.by_day, self.by_event, self.by_known, self.by_party)

    def _section(self, title: str) -> None:
        self.row += 1
        self.cells[self.row, 0] = Cell(title, Look("section"))
        self.row += 1

    def _put(self, row: _Row, name: str) -> str:
        """One input under a name of its own, which is given back."""
        given = name if name in (NEVER_NAME, _TODAY) else self.naming.name(name)
        parts: dict[int, Part] = {0: "wrapped", 2: "unit", 4: "text"}
        texts = {0: row.label, 2: row.unit, 3: row.what, 4: row.about, 5: row.known, 6: row.source}
        for column, text in texts.items():
            self.cells[self.row, column] = Cell(text, Look(parts.get(column, "wrapped")))
        part: Part = "figure" if row.formula is not None else ("known" if row.fixed else "input")
        self.cells[self.row, VALUE] = Cell(row.value, Look(part, row.number), row.formula)
        self.cells[self.row, 7] = Cell(given, Look("note"))
        self.names.append(Name(given, self.row, VALUE))
        self.row += 1
        return given

    # -- numbers --------------------------------------------------------------------------------------

    def numbers(self) -> None:
        """The numbers of clauses, then how drivers move."""
        drivers = {series.name for series in self.program.series}
        found = sorted(self.needed.parameters)
        of_clauses = [index for index in found if self.program.parameters[index].origin.name not in drivers]
        of_drivers = [index for index in found if self.program.parameters[index].origin.name in drivers]
        for title, indices in (("Numbers of the clauses", of_clauses), ("How drivers move", of_drivers)):
            if indices:
                self._section(title)
            for index in indices:
                self._number(index)

    def _number(self, index: int) -> None:
        parameter, value = self.program.parameters[index], self.contents.run.draws.parameters[index]
        (unit, number), origin = self._unit(index, value), parameter.origin
        if parameter.undisclosed:
            known = parameter_words(parameter)
        else:
            known = parameter_words(parameter) or (
                f"stated, set by {origin.amendment}" if origin.amendment else "stated"
            )
        row = _Row(
            label=parameter.name,
            value=float(value),
            number=number,
            unit=unit,
            what=origin.what,
            about=origin.name,
            known=known,
            source=self.sources.get(origin.name, ""),
        )
        self.by_parameter[index] = self._put(row, parameter.name)

    def _unit(self, index: int, value: Fraction) -> tuple[str, str]:
        """What a number counts, in words, and how it is shown: as the text says, else as what follows from it."""
        said, currency = self.program.parameters[index].unit, self.contents.currency
        if said.partition(" ")[0] == "%":
            return said, PERCENT
        if said == currency or said.startswith(f"{currency} per "):
            return said, full_amount(value)
        unit = self.units.get(index, "number")
        number = WHOLE if value.denominator == 1 else "General"
        return said or unit_words(unit, currency), number if said or unit == "number" else format_of(unit, value)

    def known(self, histories: dict[str, History]) -> None:
        """The stated values of drivers, as they count: in base units, per the driver's unit of time."""
        drivers = {driver.name: driver for driver in self.contents.agreement.deal.drivers}
        used = {name: history for name, history in histories.items() if history.used}
        if used:
            self._section("Known values of drivers")
        for name, history in used.items():
            driver, names = drivers[name], self.by_known.setdefault(name, {})
            for place in history.used:
                names[place] = self._put(self._known_row(driver, history, place), f"{name} {_when(history, place)}")

    def _known_row(self, driver: Driver, history: History, place: int) -> _Row:
        point = history.points[place]
        value = value_of(point, driver)
        share = driver.unit == "%"
        return _Row(
            label=f"{driver.name} {_when(history, place)}",
            value=float(value),
            number=PERCENT if share else full_amount(value),
            unit=unit_of(driver),
            what=driver.title or "",
            about=driver.name,
            known=f"stated as {quantity_text(point.value, self.contents.currency)}",
            source=self.sources.get(driver.name, ""),
        )

    # -- events ---------------------------------------------------------------------------------------

    def the_events(self) -> None:
        """The days of events on the central course; one that waits for another follows it."""
        if self.needed.events:
            self._section("Events")
        told = {event.name: event.settled for event in self.contents.events}
        titles = {event.name: event.title for event in self.contents.agreement.deal.events}
        for index in sorted(self.needed.events):
            event, day = self.program.events[index], self.contents.run.draws.event_days[index]
            name = event.name.removesuffix(WAITING)
            waits = event.name.endswith(WAITING)
            row = _Row(
                label=event.name,
                value=serial(day),
                number=DAY,
                unit="day",
                what="how long one waits for it" if waits else (titles.get(name) or ""),
                about=name,
                known=f"{told.get(name, 'central')}: {event_words(event, day, self.program)}",
                source=self.sources.get(name, ""),
                formula=self._after(event, day),
            )
            self.by_event[index] = self._put(row, event.name)

    def _after(self, event: DrawnEvent, day: int) -> str | None:
        """The formula of an event that waits for another, when it comes at all."""
        if event.pinned is not None or event.after is None:
            return None
        before = self.contents.run.draws.event_days[event.after]
        if NEVER in (day, before):
            return None
        name = self.by_event[event.after]
        return f"IF({name}>={NEVER_NAME},{NEVER_NAME},{name}+{day - before})"

    # -- the rest -------------------------------------------------------------------------------------

    def rates_of_parties(self) -> None:
        """The discount rates of the parties that have a certain one, and the day that is discounted to."""
        self._section("Present value")
        for party in self.contents.agreement.deal.parties:
            rate = discount_rate(party)
            if rate is not None:
                row = _Row(
                    label=f"discount rate of {party.name}",
                    value=float(rate),
                    number=PERCENT,
                    unit="% per year",
                    what=f"what {party.full_name} discounts at",
                    about=party.name,
                    known="stated",
                    source=self.sources.get(party.name, ""),
                )
                self.by_party[party.name] = self._put(row, f"discount_rate_{party.name}")
        today = _Row(
            "day of the view",
            serial_of(self.contents.today),
            DAY,
            "day",
            "what falls due after it is discounted to it",
            "",
            "",
            "",
        )
        self._put(today, _TODAY)

    def dates(self) -> None:
        """Days of the text. They are fixed here: schedules and periods hang on them."""
        self._section("Dates of the text (to change one, change the deal and export again)")
        never = _Row(
            "never", NEVER_SERIAL, DAY, "day", "the day that never comes, later than every date", "", "", "", fixed=True
        )
        self._put(never, NEVER_NAME)
        for index in sorted(self.needed.days):
            name, day = self.program.days[index]
            row = _Row(name, serial(day), DAY, "day", "", name.partition(":")[0], "", "", fixed=True)
            self.by_day[index] = self._put(row, name)


def discount_rate(party: Party) -> Fraction | None:
    """The certain rate per year at which a party discounts."""
    rate = party.discount_rate
    return Fraction(rate.value) if isinstance(rate, Quantity) and rate.value > -1 else None


def unit_of(driver: Driver) -> str:
    """The unit that a driver's values count in: the base unit, per its unit of time."""
    base = driver.unit if driver.unit in CURRENCIES else _base_word(driver.unit)
    return base if driver.per is None else f"{base} per {driver.per}"


def _base_word(unit: str) -> str:
    return UNITS[unit][0] if unit in UNITS else unit


def _when(history: History, place: int) -> str:
    return moment_text(history.points[place].when)


def _sources(contents: BookContents) -> dict[str, str]:
    """The sources of clauses, drivers, events and parties, by name, in words."""
    deal = contents.agreement.deal
    titles = {source.name: source.title for source in deal.sources}

    def words(citations: Iterable[Citation]) -> str:
        return "; ".join(dict.fromkeys(titles.get(one.source) or one.source for one in citations))

    found = {driver.name: words(driver.sources) for driver in deal.drivers}
    found |= {event.name: words(event.sources) for event in deal.events}
    found |= {party.name: words(party.sources) for party in deal.parties}
    for group in contents.shown.groups:
        for clause in group.clauses:
            found[clause.name] = "; ".join(dict.fromkeys(source.title or source.source for source in clause.sources))
    return found
