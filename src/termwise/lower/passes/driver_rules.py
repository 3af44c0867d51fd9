"""What happens to a driver when an event happens that the run itself decides: jumps, and another growth from then on.

Such an event is seen in the period after its own, so a driver may jump by a rule about itself. A jump multiplies what
the driver comes to from the event's day on; another growth takes the place of the growth that the driver would have.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from termwise.ir.program import NEVER, NumberTable, Origin, Regime, State, Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.events import is_drawn
from termwise.lower.passes.rates import rate_per_year
from termwise.model.declaration import Driver, Growth, Jump


def decided(lo: Lowers, declared: Driver, growth: Sequence[Growth]) -> tuple[list[Jump], list[Growth]]:
    """The jumps and regimes that hang on events the run decides; the others belong to the drawn series."""
    jumps = [jump for jump in declared.jumps if not is_drawn(lo.facts, jump.event)]
    return jumps, [one for one in growth if one.after is not None and not is_drawn(lo.facts, one.after)]


class Ruled:
    """One driver's open periods, and the regimes it is drawn with."""

    def __init__(self, lo: Lowers, declared: Driver, known: tuple[Fraction | None, ...], flow: bool) -> None:
        self.lo = lo
        self.name = declared.name
        self.flow = flow
        self.open = tuple(value is None for value in known)
        last = max((place for place, value in enumerate(known) if value is not None), default=-1)
        self.open_from = lo.grid.periods[last].end if last >= 0 else lo.grid.periods[0].start

    def jumped(self, value: Value, jumps: Sequence[Jump]) -> Value:
        """The driver with its jumps: once the history is over, from the day of each event on."""
        lo, b = self.lo, self.lo.builder
        for jump in jumps:
            with lo.saying(self.name, f"jumps when {jump.event}"):
                day = lo.event_before(jump.event)
                counts = b.at_most(lo.given_day(f"{self.name}: open from", self.open_from), day)
                days = b.days_between(b.latest(day, b.period_start()), b.period_end())
                part = b.divide(days, b.days_in_period())
                if not self.flow:
                    part = b.when(b.less(day, b.period_end()), b.number(1))
                size = lo.number(jump.size, f"{self.name}: jump")
                value = b.multiply(value, b.add(b.number(1), b.when(counts, b.multiply(size, part))))
        return value

    def grown(self, value: Value, regimes: Sequence[Regime], growth: Sequence[Growth]) -> Value:
        """The driver with another growth after events: its own growth taken out of every day since, the other put in.

        Raises `NotLoweredError` where its own growth hangs on events too.
        """
        lo, b, events = self.lo, self.lo.builder, " or ".join(one.after or "" for one in growth)
        if any(regime.after is not None for regime in regimes):
            raise NotLoweredError("growth that hangs on several events, some of them by a rule, is not followed")
        with lo.saying(self.name, f"grows otherwise after {events}"):
            since, rate = self._after_the_last(growth)
            state = f"{self.name}: growth since {events}"
            before = b.state(State(state, "number", Fraction(1), Origin(self.name, state)))
            whole, half = before, before
            for place, years in enumerate(self._years(regimes)):
                own = b.number(1)
                if place < len(regimes):
                    own = b.add(own, regimes[place].rate)
                table = b.table(NumberTable(f"{self.name}: years of growth {place + 1}", years))
                ratio, held = b.divide(rate, own), b.when(since, table)
                whole = b.multiply(whole, b.power(ratio, held))
                half = b.multiply(half, b.power(ratio, b.divide(held, b.number(2))))
            lo.carry_number(state, whole)
            return b.multiply(value, half if self.flow else whole)

    def _after_the_last(self, growth: Sequence[Growth]) -> tuple[Value, Value]:
        """Whether any of the events has happened, and the factor of a year after that which happened last; of several
        on one day the one that is stated last.
        """
        lo, b = self.lo, self.lo.builder
        since, rate, last = b.false(), b.number(1), b.never()
        for one in growth:
            event = one.after or ""
            own = b.add(b.number(1), rate_per_year(lo, one.rate, f"{self.name}: growth after {event}"))
            day = lo.event_before(event)
            seen = b.less(day, b.period_end())
            newer = b.both(seen, b.either(b.opposite(since), b.at_most(last, day)))
            since, rate, last = b.either(since, seen), b.select(newer, own, rate), b.select(newer, day, last)
        return since, rate

    def _years(self, regimes: Sequence[Regime]) -> list[tuple[Fraction, ...]]:
        """How many years of each open period fall in each regime, and in none: shape (regimes + 1, periods)."""
        begins, found = 0, []
        for until in [*(regime.until for regime in regimes), NEVER]:
            found.append(tuple(self._years_in(place, begins, until) for place in range(len(self.open))))
            begins = max(begins, until)
        return found

    def _years_in(self, place: int, begins: int, until: int) -> Fraction:
        period = self.lo.grid.periods[place]
        if not self.open[place]:
            return Fraction(0)
        days = range(max(period.start, begins), min(period.end, until))
        return sum((Fraction(1, _length(day)) for day in days), start=Fraction(0))


def _length(day: int) -> int:
    """The days of the year that a day is in."""
    year = date.fromordinal(day).year
    return date(year + 1, 1, 1).toordinal() - date(year, 1, 1).toordinal()
