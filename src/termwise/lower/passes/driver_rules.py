"""What happens to a driver when an event happens that the run itself decides: jumps, and another growth from then on.

Such an event is seen in the period after its own, so a driver may jump by a rule about itself. A jump multiplies what
the driver comes to from the event's day on; another growth takes the place of the growth that the driver would have.
That is the driver's own: what it says of certain days, and from the day of a drawn event on what that event begins.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache, reduce

from msgspec import Struct
from msgspec.structs import replace

from termwise.base.dates import Moment, position
from termwise.ir.program import NEVER, DayTable, DrawnSeries, NumberTable, Origin, State, Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.events import is_drawn
from termwise.lower.passes.rates import rate_per_year
from termwise.model.declaration import Driver, Growth, Jump, Rule


def decided(lo: Lowers, declared: Driver, growth: Sequence[Growth]) -> tuple[list[Jump], list[Growth]]:
    """The jumps and regimes that hang on events the run decides; the others belong to the drawn series."""
    jumps = [jump for jump in declared.jumps if not is_drawn(lo.facts, jump.event)]
    return jumps, [one for one in growth if one.after is not None and not is_drawn(lo.facts, one.after)]


class _Begun(Struct, frozen=True):
    """The day of an event that begins a growth, and the place at which that growth is stated."""

    place: int
    day: Value


class _Own(Struct, frozen=True):
    """A stretch of the driver's own growth by `factor` a year: its certain days, and its positions where drawn events
    bound it. `begun` is the drawn event that begins it.
    """

    factor: Value
    label: str
    days: tuple[int, int]
    begun: _Begun | None = None
    since: Value | None = None
    until: Value | None = None


class _Other(Struct, frozen=True):
    """Growth by `factor` a year in the place of the driver's own, when one of the events that begin it is `seen`:
    between two positions where they may lie within the period.
    """

    factor: Value
    begun: tuple[_Begun, ...]
    seen: Value
    since: Value | None = None
    until: Value | None = None


class Ruled:
    """One driver's open periods, and the series that it is drawn as."""

    def __init__(self, lo: Lowers, declared: Driver, series: DrawnSeries) -> None:
        self.lo = lo
        self.name = declared.name
        self.series = series
        self.open = tuple(value is None for value in series.known)
        last = max((place for place, value in enumerate(series.known) if value is not None), default=-1)
        self.open_from = lo.grid.periods[last].end if last >= 0 else lo.grid.periods[0].start
        self.grows_from = self.open_from if series.flow or series.base is None else series.base[0]

    def jumped(self, value: Value, jumps: Sequence[Jump]) -> Value:
        """The driver with its jumps: once the history is over, from the day of each event on."""
        lo, b = self.lo, self.lo.builder
        for jump in jumps:
            with lo.saying(self.name, f"jumps when {jump.event}"):
                day = lo.event_before(jump.event)
                counts = b.at_most(lo.given_day(f"{self.name}: open from", self.open_from), day)
                days = b.days_between(b.latest(day, b.period_start()), b.period_end())
                part = b.divide(days, b.days_in_period())
                if not self.series.flow:
                    part = b.when(b.less(day, b.period_end()), b.number(1))
                size = lo.number(jump.size, f"{self.name}: jump")
                value = b.multiply(value, b.add(b.number(1), b.when(counts, b.multiply(size, part))))
        return value

    def grown(self, value: Value, growth: Sequence[Growth], ruled: Sequence[Growth]) -> Value:
        """The driver with another growth after events: its own growth taken out of every day since, the other put in.

        Of all events that begin one of `growth` the last that has happened says the growth; of several on one day
        the one that is stated last. `ruled` are those that hang on what the run decides.
        """
        lo, b, events = self.lo, self.lo.builder, " or ".join(one.after or "" for one in ruled)
        with lo.saying(self.name, f"grows otherwise after {events}"):
            self._refuse_ends(growth)
            others = self._others(growth, ruled)
            state = f"{self.name}: growth since {events}"
            before = b.state(State(state, "number", Fraction(1), Origin(self.name, state)))
            whole, half = before, before
            for own, other in ((own, other) for own in self._own(growth, ruled) for other in others):
                years, to_middle = self._years(own, other)
                ratio, replaced = b.divide(other.factor, own.factor), self._replaces(other, own)
                held = b.when(replaced, years)
                whole = b.multiply(whole, b.power(ratio, held))
                part = b.divide(held, b.number(2)) if to_middle is None else b.when(replaced, to_middle)
                half = b.multiply(half, b.power(ratio, part))
            lo.carry_number(state, whole)
            return b.multiply(value, half if self.series.flow else whole)

    def _refuse_ends(self, growth: Sequence[Growth]) -> None:
        if any(one.after is not None and one.until is not None for one in growth):
            raise NotLoweredError("growth after an event that ends on a day is not followed beside growth by a rule")

    def _others(self, growth: Sequence[Growth], ruled: Sequence[Growth]) -> list[_Other]:
        """What grows in the place of the driver's own: by rules seen when periods end the growth after the last event
        alone; else the growth after each of them, from its event to the next one.
        """
        stated = [(place, one) for place, one in enumerate(growth) if one in ruled]
        if all(_by_rule(self.lo, one.after or "") for _, one in stated):
            return [self._after_the_last(stated)]
        found = [self._after(place, one) for place, one in stated]
        begun = [one for other in found for one in other.begun]
        return [
            replace(other, since=self._first([one.day]), until=self._next(one, begun))
            for other, one in zip(found, begun, strict=True)
        ]

    def _after_the_last(self, stated: Sequence[tuple[int, Growth]]) -> _Other:
        """Growth after the last of the events that has happened; of several on one day the one stated last."""
        b = self.lo.builder
        begun: list[_Begun] = []
        since, rate, last = b.false(), b.number(1), b.never()
        for place, growth in stated:
            one = self._after(place, growth)
            day = one.begun[0].day
            newer = b.both(one.seen, b.either(b.opposite(since), b.at_most(last, day)))
            since, rate, last = b.either(since, one.seen), b.select(newer, one.factor, rate), b.select(newer, day, last)
            begun += one.begun
        return _Other(rate, tuple(begun), since)

    def _after(self, place: int, growth: Growth) -> _Other:
        lo, b, event = self.lo, self.lo.builder, growth.after or ""
        factor = b.add(b.number(1), rate_per_year(lo, growth.rate, f"{self.name}: growth after {event}"))
        day = lo.event_before(event)
        return _Other(factor, (_Begun(place, day),), b.less(day, b.period_end()))

    def _replaces(self, other: _Other, own: _Own) -> Value:
        """Whether another growth takes the place of a stretch of the own one: that of a drawn event only when later."""
        b, drawn = self.lo.builder, own.begun
        if drawn is None:
            return other.seen
        return b.any_of(b.both(b.less(one.day, b.period_end()), self._later(one, drawn)) for one in other.begun)

    def _later(self, one: _Begun, other: _Begun) -> Value:
        """Whether an event is later than another; on one day what is stated later."""
        b = self.lo.builder
        return b.at_most(other.day, one.day) if one.place > other.place else b.less(other.day, one.day)

    def _own(self, growth: Sequence[Growth], ruled: Sequence[Growth]) -> Iterator[_Own]:
        """The driver's own growth: what it says of certain days, until the first drawn event happens; then of each
        drawn event what it begins, until the next one happens.
        """
        lo, b = self.lo, self.lo.builder
        places = [place for place, one in enumerate(growth) if one not in ruled]
        stated = list(zip(places, self.series.regimes, strict=True))
        drawn = [
            (_Begun(at, lo.event(growth[at].after or "")), one.rate) for at, one in stated if one.after is not None
        ]
        first = self._first([begun.day for begun, _ in drawn])
        begins = 0
        certain = [(one.rate, one.until) for _, one in stated if one.after is None]
        for place, (rate, until) in enumerate([*certain, (None, NEVER)]):
            factor = b.number(1) if rate is None else b.add(b.number(1), rate)
            yield _Own(factor, f" {place + 1}", (begins, until), until=first)
            begins = max(begins, until)
        for begun, rate in drawn:
            factor, following = b.add(b.number(1), rate), self._next(begun, [one for one, _ in drawn])
            yield _Own(factor, "", (0, NEVER), begun, self._first([begun.day]), following)

    def _next(self, begun: _Begun, events: Sequence[_Begun]) -> Value | None:
        """The position of the first of the events that is later than one of them; None of no other."""
        b, others = self.lo.builder, [one for one in events if one != begun]
        return self._first([b.select(self._later(one, begun), one.day, b.never()) for one in others])

    def _first(self, days: Sequence[Value]) -> Value | None:
        """The position of the first of some days; None of none."""
        b, periods = self.lo.builder, self.lo.grid.periods
        return b.on_day(_positions(periods[0].start, periods[-1].end), b.earliest(days)) if days else None

    def _position(self, day: Moment) -> Fraction:
        return position(day) - position(self.lo.grid.periods[0].start)

    def _years(self, own: _Own, other: _Other) -> tuple[Value, Value | None]:
        """How many years of the open period both hold, and how many of a flow until the middle of the period; None for
        half of them.
        """
        b, name = self.lo.builder, f"{self.name}: years of growth{own.label}"
        spans = [self._span(place, own.days) for place in range(len(self.open))]
        whole = b.table(NumberTable(name, tuple(end - start for start, end, _ in spans)))
        since, until = _of_both(b.maximum, own.since, other.since), _of_both(b.minimum, own.until, other.until)
        middle = tuple(max(min(end, half) - start, Fraction(0)) for start, end, half in spans)
        halves = all(2 * part == end - start for part, (start, end, _) in zip(middle, spans, strict=True))
        bounded = since is not None or until is not None
        to_middle = None
        if self.series.flow and (bounded or not halves):
            to_middle = b.table(NumberTable(f"{name} until its middle", middle))
        if not bounded:
            return whole, to_middle
        starts = b.table(NumberTable(f"{name} from", tuple(start for start, _, _ in spans)))

        def between(years: Value) -> Value:
            over = b.number(0) if since is None else b.clamp(b.subtract(since, starts), b.number(0), years)
            held = years if until is None else b.clamp(b.subtract(until, starts), b.number(0), years)
            return b.positive_part(b.subtract(held, over))

        return between(whole), None if to_middle is None else between(to_middle)

    def _span(self, place: int, days: tuple[int, int]) -> tuple[Fraction, Fraction, Fraction]:
        """From where to where some days lie within what is open of a period, one point if nowhere, and its middle."""
        period = self.lo.grid.periods[place]
        start = min(max(period.start, days[0], self.grows_from), period.end)
        end = max(min(period.end, days[1]), start) if self.open[place] else start
        return self._position(start), self._position(end), self._position(Fraction(period.start + period.end, 2))


def _of_both(choose: Callable[[Value, Value], Value], one: Value | None, other: Value | None) -> Value | None:
    """What is chosen of two positions, of which there may be one or none."""
    found = [each for each in (one, other) if each is not None]
    return reduce(choose, found) if found else None


def _by_rule(lo: Lowers, event: str) -> bool:
    """Whether a rule says when an event happens: on the last day of a period, so none lies within a later one."""
    declared = lo.facts.names().events.get(event)
    return declared is not None and isinstance(declared.chance, Rule)


@lru_cache(maxsize=16)  # every driver and every view of a deal asks for the same
def _positions(start: int, end: int) -> DayTable:
    """Where each day lies, in years since `start`; later days lie at `end`."""
    values = tuple(position(day) - position(start) for day in range(start, end + 1))
    return DayTable("years since the first day", start, values, values[-1])
