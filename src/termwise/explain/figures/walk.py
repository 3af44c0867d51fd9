"""From a value back to what it comes from, a few words to each step."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from msgspec.structs import replace

from termwise.base.source import Span
from termwise.explain.figures.step import Kind, Step
from termwise.explain.figures.trace import Place, Term, Trace
from termwise.explain.figures.unit import Unit
from termwise.explain.figures.words import event_words, parameter_words, period_words
from termwise.ir.operands import operands
from termwise.ir.program import (
    Binary,
    Constant,
    DayConstant,
    DayParameter,
    DaysBetween,
    DrawnSeries,
    EventDay,
    Parameter,
    PeriodEnd,
    PeriodStart,
    Series,
    Shift,
    StateIn,
    Table,
)

_NO_WORDS = "the deal"
"""What is said of an operation that joins others and says nothing of itself."""
_DEEPEST = 9
"""Steps below a figure; what lies deeper is told by its value alone."""


Places = Mapping[tuple[str, str | None], Span]
"""Where each text wrote in each clause: (clause, amendment), None being the original."""


class Walk:
    """Steps of one run. `units` says what each value counts, `places` where the texts are."""

    def __init__(self, trace: Trace, units: tuple[Unit, ...], places: Places) -> None:
        self._trace = trace
        self._places = places
        self._units = units
        self._program = trace.run.program

    def step(self, place: Place, depth: int = 0) -> Step:
        """The step of a value, with everything it comes from."""
        terms = self._trace.terms(place)
        if len(terms) > 1:
            found = self._sum(place, terms, depth)
        else:
            found = self._single(place, self._trace.counted(place), depth)
        bounds = tuple(self._bound(*bound) for bound in self._trace.bounds(place))
        return replace(found, parts=(*found.parts, *bounds)) if bounds and depth < _DEEPEST else found

    def leaf(self, place: Place, kind: Kind = "step") -> Step:
        """The step of a value without what it comes from."""
        return self._make(place, kind)

    # -- sums and products ---------------------------------------------------------------------------------

    def _sum(self, place: Place, terms: tuple[Term, ...], depth: int) -> Step:
        if depth >= _DEEPEST:
            return self._make(place, "sum")
        last = {term.place.value: term for term in terms}
        parts = []
        for term in terms:
            whole = last[term.place.value] is term and term.place != place
            step = self.step(term.place, depth + 1) if whole else self.leaf(term.place)
            parts.append(replace(step, sign=term.sign))
        return self._make(place, "sum", tuple(parts))

    def _single(self, place: Place, at: Place, depth: int) -> Step:
        """A value that is no sum: a number of the text, a driver, an event, a product, or an operation."""
        operation = self._trace.instruction(at).operation
        match operation:
            case Parameter(index):
                parameter = self._program.parameters[index]
                what = _short(parameter.name)
                return self._make(at, "text", what=what, note=parameter_words(parameter) or None)
            case DayParameter(index):
                return self._make(at, "text", what=_day_name(self._program.days[index][0]))
            case EventDay(index):
                return self._event(at, index)
            case Series(index):
                return self._driver(at, index, depth)
            case Table(index):
                return self._make(at, "step", what=self._program.tables[index].name)
            case StateIn(index):
                return self._make(at, "carried", what=_short(self._program.states[index].name))
            case Constant() | DayConstant() | PeriodStart() | PeriodEnd():
                return self._make(place, "step")
            case _ if depth >= _DEEPEST:
                return self._make(place, "step")
            case Binary("multiply", _, _):
                factors = self._trace.factors(at)
                return self._make(at, "product", tuple(self.step(f, depth + 1) for f in factors))
            case Binary("divide", _, _) | DaysBetween():
                return self._make(at, "quotient", self._days_of(at, depth))
            case _:
                read = [Place(value, at.period) for value in operands(operation)]
                parts = tuple(self.step(one, depth + 1) for one in read if not self._is_calendar(one))
                return self._make(at, "step", parts)

    def _days_of(self, at: Place, depth: int) -> tuple[Step, ...]:
        """What cuts a stretch of days: the days of the text and of events, not those of the calendar."""
        if depth >= _DEEPEST:
            return ()
        found: dict[tuple[str, Fraction], Step] = {}
        waiting = [Place(value, at.period) for value in operands(self._trace.instruction(at).operation)]
        while waiting:
            one = self._trace.counted(waiting.pop(0))
            operation = self._trace.instruction(one).operation
            if isinstance(operation, EventDay | DayParameter | Parameter | Series):
                step = self._single(one, one, depth + 1)
                found.setdefault((step.what, step.value), step)
            elif not self._is_calendar(one):
                waiting += [Place(value, one.period) for value in operands(operation)]
        return tuple(found.values())

    def _is_calendar(self, place: Place) -> bool:
        operation = self._trace.instruction(place).operation
        if isinstance(operation, PeriodStart | PeriodEnd | Constant | DayConstant | Table):
            return True
        return isinstance(operation, Shift) and self._is_calendar(Place(operation.day, place.period))

    # -- leaves ----------------------------------------------------------------------------------------------

    def _bound(self, place: Place, relation: str) -> Step:
        return self._make(place, "bound", what=f"{relation}: {self._trace.instruction(place).origin.what}")

    def _event(self, at: Place, index: int) -> Step:
        event = self._program.events[index]
        note = event_words(event, self._trace.days(at), self._program)
        place = None if event.origin is None else event.origin.span
        return self._make(at, "event", what=event.name, note=note, owner=(event.name, place))

    def _driver(self, at: Place, index: int, depth: int) -> Step:
        series = self._program.series[index]
        place = None if series.origin is None else series.origin.span
        known = series.known[at.period] is not None
        parts = () if known or depth >= _DEEPEST else tuple(self._growth(at, series, depth))
        note = "known" if known else "grown from what is known"
        return self._make(at, "driver", parts, what=series.name, note=note, owner=(series.name, place))

    def _growth(self, at: Place, series: DrawnSeries, depth: int) -> Iterator[Step]:
        """What a driver grew from: the last known period and the rate in force when the period begins."""
        last = max((i for i, value in enumerate(series.known) if value is not None), default=None)
        if last is not None:
            yield replace(
                self._make(Place(at.value, last), "driver", what="last known"), name=series.name, amendment=None
            )
        start = self._program.periods[at.period].start
        days = self._trace.run.draws.event_days
        by_event = [one for one in series.regimes if one.after is not None and days[one.after] <= start < one.until]
        in_turn = [one for one in series.regimes if one.after is None and start < one.until]
        for regime in (*by_event[-1:], *in_turn)[:1]:
            rate = self._trace.counted(Place(regime.rate, at.period))
            yield replace(self._single(rate, rate, depth + 1), what="grows per year")

    # -- making --------------------------------------------------------------------------------------------------

    def _make(
        self,
        at: Place,
        kind: Kind,
        parts: tuple[Step, ...] = (),
        *,
        what: str | None = None,
        note: str | None = None,
        owner: tuple[str, Span | None] | None = None,
    ) -> Step:
        instruction = self._trace.instruction(at)
        origin = instruction.origin
        if origin.what == _NO_WORDS and what is None:
            what = "together" if kind == "sum" else "what comes of it"
        value, unit = self._trace.number(at), self._units[at.value]
        return Step(
            what=what or origin.what,
            value=value,
            unit=unit,
            kind=kind,
            name=owner[0] if owner else origin.name,
            when=self.when(at.period) if instruction.block == "body" else None,
            amendment=origin.amendment,
            place=owner[1] if owner else self._places.get((origin.name, origin.amendment), origin.span),
            note=note,
            parts=parts,
        )

    def when(self, period: int) -> str:
        """A period in words."""
        return period_words(self._program.periods[period])


def _short(name: str) -> str:
    """The name of a number without the clause before it: "revenue_share.2: rate" is "rate"."""
    return name.partition(": ")[2] or name


def _day_name(name: str) -> str:
    """The name of a day with the clause or text it is of, without the number of its wording."""
    return re.sub(r"(\.\d+)?: ", " ", name, count=1)
