"""The joiner of the passes: each asks the others through it, and what is worked out once is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from fractions import Fraction

from termwise.base.dates import FIRST_YEAR, Duration
from termwise.base.source import Span
from termwise.ir.builder import Builder
from termwise.ir.falling import Falling
from termwise.ir.program import NEVER, Movement, Origin, Output, State, Value
from termwise.lower.asking import Account, Delivery, NotLoweredError, Term, Use, WarrantUnits
from termwise.lower.grid import Grid
from termwise.lower.passes import conditions, drivers, events, expressions, holdings, moments, powers, times
from termwise.lower.passes.cap_table import CapTable
from termwise.lower.passes.numbers import parameter_of
from termwise.lower.running import Running
from termwise.model.deal import Deal
from termwise.model.expression import Expression
from termwise.model.moment import Moment, On, Shifted
from termwise.model.walk import parts
from termwise.standing.asking import Asking
from termwise.standing.solver import solver_of
from termwise.view.agreement import Agreement
from termwise.view.course import Course


class Lowering:
    """The lowering of one agreement. Circular questions are not lowered."""

    def __init__(self, agreement: Agreement) -> None:
        deal = agreement.deal
        self.agreement = agreement
        self.facts: Asking = solver_of(agreement)
        self.grid = Grid(deal, *_moved_days(deal, agreement.course))
        self.builder = Builder(deal.title, deal.currency, self.grid.periods)
        self.running = Running(self.builder)
        self.movements: list[Movement] = []
        self.deliveries: list[Delivery] = []
        self._events_before: dict[str, None] = {}
        self._delivered: dict[str, Value] = {}
        self.accounts: dict[str, Account] = {}
        self.purchases: list[tuple[str, str, str, str]] = []
        self.warrants: list[WarrantUnits] = []
        self.tables: dict[str, CapTable] = {}
        self._held: set[tuple[str, str, str, str | None]] = set()
        self._origin = Origin(deal.title, "the deal")
        self._asked: dict[tuple[str, ...], Value | NotLoweredError] = {}
        self._numbers: dict[tuple[str, Expression], Value] = {}
        self._bring: dict[str, list[str]] = {}
        self._terms: dict[str, tuple[Term, ...]] = {}
        self._uses: dict[str, tuple[Use, ...]] = {}
        self._named: dict[tuple[str, object], str] = {}
        self._taken: set[str] = set()
        self._carried_days: set[str] = set()
        self._totals: dict[str, Value] = {}
        self._busy: set[tuple[str, ...]] = set()
        self._falling: Falling | None = None
        self._ends_read = False
        self._totals_due: dict[str, Value] = {}

    @contextmanager
    def saying(self, name: str, what: str, amendment: str | None = None) -> Iterator[None]:
        """Operations added within the block are said to come from there."""
        before = self._origin
        self._origin = Origin(name, what, amendment, self._span(name))
        try:
            with self.builder.origin(self._origin):
                yield
        finally:
            self._origin = before

    @contextmanager
    def at_the_end(self) -> Iterator[None]:
        """Within the block the ledger and holdings are read as the period leaves them, all of it being entered."""
        self._falling = self._falling or Falling(self.builder, self.movements, "asked")
        with self._reading(ends=True):
            yield

    @contextmanager
    def _reading(self, *, ends: bool) -> Iterator[None]:
        before, self._ends_read = self._ends_read, ends
        try:
            yield
        finally:
            self._ends_read = before

    # -- the passes ------------------------------------------------------------------------------------

    def number(self, expression: Expression, about: str) -> Value:
        """A quantity in base units; of a rate per time the amount over the period."""
        return expressions.number(self, expression, about)

    def truth(self, expression: Expression, about: str) -> Value:
        """Whether a condition holds at the end of the period."""
        return conditions.truth(self, expression, about)

    def since(self, expression: Expression, about: str) -> Value:
        """The first day a condition holds."""
        return conditions.since(self, expression, about)

    def moment(self, moment: Moment, about: str, *, last: bool = False) -> Value:
        """The day of a moment; of a month or a year its first day, or its `last`."""
        return moments.moment(self, moment, about, last=last)

    def event(self, name: str) -> Value:
        """The day an event happens."""
        return self._once(("event", name), lambda: events.event(self, name))

    def event_before(self, name: str) -> Value:
        """The day an event happens as far as the period before has seen; never until then."""
        self._events_before[name] = None
        label = f"{name}: seen before"
        return self.builder.state(State(label, "day", Fraction(NEVER), Origin(name, "seen by the period before")))

    def driver(self, name: str) -> Value:
        """A driver in the period: a level at its end, a flow as the amount over it."""
        return self._once(("driver", name), lambda: drivers.driver(self, name))

    def held(self, kind: str, holder: str, company: str, basis: str | None = None) -> Value:
        """The "stake" or the "units" of a company a party held when the period began."""
        asked = (kind, holder, company, basis)
        value = self._once((*asked[:3], basis or ""), lambda: holdings.held_before(self, asked))
        self._held.add(asked)
        return self._held_after(asked) if self._ends_read else value

    def terms(self, clause: str) -> tuple[Term, ...]:
        """The wordings of a clause with their times."""
        if clause not in self._terms:
            key = ("terms", clause)
            with self._guarded(key), self._reading(ends=False):
                self._terms[clause] = times.terms(self, clause)
        return self._terms[clause]

    def uses(self, clause: str) -> tuple[Use, ...]:
        """The uses of a power that the run itself decides, by its wordings."""
        if clause not in self._uses:
            with self._guarded(("uses", clause)), self._reading(ends=False):
                self._uses[clause] = powers.uses(self, clause)
        return self._uses[clause]

    # -- numbers and days of the text --------------------------------------------------------------------

    def parameter(self, name: str, expression: Expression) -> Value:
        """A number of the text, in base units, its time unit apart.

        The same words of a clause are one number, in however many wordings and stretches of it they stand. Wordings are
        counted by it where they bring another, so that its draws hang on no amendment that leaves it as it is.
        """
        stretch, _, role = name.rpartition(": ")
        wording, colon, rest = stretch.partition(": ")
        clause = self._without_number(wording)
        key = (f"{clause}: {role}", expression)
        if key not in self._numbers:
            bring = self._bring.setdefault(key[0], [])
            if wording not in bring:
                bring.append(wording)
            place = bring.index(wording) + 1
            own = wording if wording == clause else f"{clause}.{place}" if place > 1 else clause
            unique = self._name(f"{own}{colon}{rest}: {role}" if stretch else name, expression)
            self._numbers[key] = self.builder.parameter(parameter_of(unique, expression, self._origin))
        return self._numbers[key]

    def given_day(self, name: str, ordinal: int) -> Value:
        """A run-time day under the name of what it is for."""
        return self.builder.given_day(self._name(name, ordinal), ordinal)

    def last_day(self) -> Value:
        """The last day of the period."""
        return self.builder.shift(self.grid.yesterday(), self.builder.period_end())

    def carry_number(self, name: str, value: Value) -> None:
        """What a carried number is after this period."""
        self.builder.carry(name, value)

    def carry_day(self, name: str, value: Value) -> None:
        """What a carried day is after this period; once for each name."""
        if name not in self._carried_days:
            self._carried_days.add(name)
            self.builder.carry(name, value)

    # -- the ledger ------------------------------------------------------------------------------------------

    def so_far(self, name: str) -> Value:
        """A total of the ledger as the previous period left it: "paid:CLAUSE", "cash:PARTY", "bought:PARTY:ASSET", …"""
        if self._ends_read and self._falling is not None:
            return self._due_so_far(name, self._falling)
        if name not in self._totals:
            origin = Origin(name.split(":")[1], f"{name.partition(':')[0]} so far")
            self._totals[name] = self.builder.state(State(name, "number", Fraction(0), origin))
        return self._totals[name]

    def move(self, movement: Movement) -> None:
        """Enter a movement in the ledger."""
        self.movements.append(movement)
        self.builder.effect(movement)

    def note_purchase(self, clause: str, buyer: str, asset: str, seller: str) -> None:
        """Remember which asset the purchases of a clause from a seller are of."""
        if (clause, buyer, asset, seller) not in self.purchases:
            self.purchases.append((clause, buyer, asset, seller))

    def deliver(self, delivery: Delivery) -> None:
        """Enter a delivery of the period."""
        self.deliveries.append(delivery)

    def quantities(self, buyer: str | None, asset: str, seller: str | None = None) -> list[Value]:
        """The quantities of an asset or its parts delivered in this period (to one buyer, by one seller)."""
        return [
            one.quantity
            for one in self.deliveries
            if (one.asset == asset or one.asset.startswith(f"{asset}."))
            and buyer in (None, one.buyer)
            and seller in (None, one.seller)
        ]

    def bought(self, buyer: str, asset: str, seller: str | None = None) -> list[Value]:
        """The amounts of this period for which a party buys an asset or a part of it (from one seller)."""
        return [m.amount for m in self.movements if self._buys(m, buyer, asset, seller)]

    def _buys(self, m: Movement, buyer: str, asset: str, seller: str | None = None) -> bool:
        return (m.kind, m.payer) == ("purchase", buyer) and any(
            (clause, who, of) == (m.clause, buyer, m.payee)
            and (what == asset or what.startswith(f"{asset}."))
            and seller in (None, of)
            for clause, who, what, of in self.purchases
        )

    def finish(self) -> None:
        """Carry on every total, every holding asked for and every running number; state what is delivered."""
        for asked in sorted(self._held, key=str):
            self.builder.carry(holdings.told(asked), self._held_after(asked))
        for asset, before in self._delivered.items():
            self.builder.carry(f"delivered:{asset}", self.builder.add(before, self._delivered_now(asset)))
        self._carry_events()
        for clause in dict.fromkeys(one.clause for one in self.deliveries):
            delivered = self.builder.total([one.quantity for one in self.deliveries if one.clause == clause])
            self.builder.effect(Output(f"delivered:{clause}", delivered))
        for name, before in self._totals.items():
            self.builder.carry(name, self.builder.add(before, self._moved(name)))
        self.running.finish()

    def _carry_events(self) -> None:
        """What was asked of events as the period before saw them; one that cannot be followed never happens."""
        while self._events_before:
            name, _ = self._events_before.popitem()
            day = self.builder.never()
            try:
                day = self.event(name)
            except NotLoweredError as missing:
                self.leave_out(name, f"{missing}: it is taken as never happening")
            self.carry_day(f"{name}: seen before", day)

    def _held_after(self, asked: tuple[str, str, str, str | None]) -> Value:
        kind, holder, company, basis = asked
        table = self.tables[company]
        return table.stake(holder, basis) if kind == "stake" else table.units(holder, basis)

    def _moved(self, name: str) -> Value:
        """What the period adds to a total of the ledger."""
        return self._sum(name, [m.amount for m in self.movements])

    def _sum(self, name: str, amounts: list[Value]) -> Value:
        """The sum of those amounts, one for each movement, that count in a total; what is paid counts against cash."""
        b = self.builder
        signs = [self._sign(name, m) for m in self.movements]
        plus = [amount for amount, sign in zip(amounts, signs, strict=True) if sign > 0]
        return b.subtract(b.total(plus), b.total([a for a, sign in zip(amounts, signs, strict=True) if sign < 0]))

    def _sign(self, name: str, m: Movement) -> int:
        """Whether a movement counts in a total of the ledger: 1, -1 against it, 0 not at all."""
        match name.split(":"):
            case ["paid", clause]:
                return int(m.clause == clause and m.kind != "make-up")
            case ["principal", clause]:
                return int(m.clause == clause and m.kind not in {"make-up", "late interest"})
            case ["cash", party]:
                return (m.payee == party) - (m.payer == party)
            case ["bought", buyer, asset]:
                return int(self._buys(m, buyer, asset))
            case _:
                raise ValueError(name)

    def delivered_so_far(self, asset: str) -> Value:
        """The quantity of an asset delivered as the previous period left it."""
        name = f"delivered:{asset}"
        before = self.builder.state(State(name, "number", Fraction(0), Origin(asset, "delivered so far")))
        self._delivered[asset] = before
        return self.builder.add(before, self._delivered_now(asset)) if self._ends_read else before

    def _delivered_now(self, asset: str) -> Value:
        return self.builder.total(self.quantities(None, asset))

    def _due_so_far(self, name: str, falling: Falling) -> Value:
        """A total of the ledger with all that falls due up to the end of the period."""
        if name not in self._totals_due:
            b, of = self.builder, name.split(":")[1]
            left_out = {clause: why for clause, why in b.stated().left_out if name == f"paid:{clause}"}
            if left_out and not any(m.clause == of for m in self.movements):
                raise NotLoweredError(f"of `{of}` no money is followed: {left_out[of]}")
            due = [b.total([one.amount for one in falling.due(index)]) for index in range(len(self.movements))]
            label = f"{name}, by the day due"
            before = b.state(State(label, "number", Fraction(0), Origin(of, "so far, by the day it falls due")))
            self._totals_due[name] = b.add(before, self._sum(name, due))
            b.carry(label, self._totals_due[name])
        return self._totals_due[name]

    def leave_out(self, name: str, why: str) -> None:
        """Note what the program does not follow, under the name of the clause if `name` tags one of its wordings."""
        self.builder.leave_out(self._without_number(name), why)

    def _without_number(self, name: str) -> str:
        """The clause whose second, third, … wording the name tags (`x.2`); else the name itself."""
        clause, _, number = name.rpartition(".")
        return clause if number.isdigit() and self.agreement.clause(name) is None else name

    # -- each thing once -----------------------------------------------------------------------------------

    def _once(self, key: tuple[str, ...], work: Callable[[], Value]) -> Value:
        if key not in self._asked:
            with self._guarded(key), self._reading(ends=False):
                try:
                    self._asked[key] = work()
                except NotLoweredError as missing:
                    self._asked[key] = missing
        found = self._asked[key]
        if isinstance(found, NotLoweredError):
            raise found
        return found

    @contextmanager
    def _guarded(self, key: tuple[str, ...]) -> Iterator[None]:
        if key in self._busy:
            raise NotLoweredError(f"what `{key[1]}` hangs on leads back to itself")
        self._busy.add(key)
        try:
            yield
        finally:
            self._busy.discard(key)

    def _name(self, wanted: str, what: object) -> str:
        """The name itself, or with a number behind where something else has it already."""
        if (wanted, what) not in self._named:
            name, count = wanted, 1
            while name in self._taken:
                count += 1
                name = f"{wanted} ({count})"
            self._taken.add(name)
            self._named[wanted, what] = name
        return self._named[wanted, what]

    def _span(self, name: str) -> Span | None:
        history = self.agreement.clause(name)
        return None if history is None else history.versions[-1].clause.span


def _moved_days(deal: Deal, course: Course) -> tuple[date, date]:
    """The first and the last day that the calendar may move: every day the text or the course names, every day of
    the deal and a year after, as far beyond as the text counts before a day, and what is paid late from there.
    """
    said = [
        one for one in parts((deal.clauses, deal.amendments, deal.events)) if isinstance(one, Shifted | On | Duration)
    ]
    lengths = [moment.by for moment in said if isinstance(moment, Shifted)]
    back = timedelta(days=sum(_most_days(length.negated()) for length in lengths if _most_days(length) < 0))
    named = [moment.day for moment in said if isinstance(moment, On)] + [
        amendment.dated for amendment in deal.amendments
    ]
    named += [reach.earliest for reach in course.reaches.values() if reach.earliest is not None]
    first = min([deal.start, *(day for day in named if day.year > FIRST_YEAR)])
    ahead = [_most_days(one) for one in said if isinstance(one, Duration)] if course.late_pins else []
    return first - back, deal.end + timedelta(days=366 + max([0, *ahead])) + back


def _most_days(length: Duration) -> int:
    """The most days a length of time takes; below zero when it counts back."""
    return 366 * length.years + 31 * length.months + length.days + 2 * length.business_days
