"""Predicates on what surrounds the operations: periods, numbers, events, drivers, tables, states."""

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from termwise.ir.program import DrawnEvent, DrawnSeries, Program, Uncertain, Value


def periods_follow_one_another(program: Program) -> Iterator[str]:
    """Periods have days, and each begins where the one before ends."""
    if not program.periods:
        yield "there is no period"
    for number, period in enumerate(program.periods):
        if period.end <= period.start:
            yield f"period {number} has no day"
    for number, (before, here) in enumerate(pairwise(program.periods), start=1):
        if before.end != here.start:
            yield f"period {number} does not begin where the one before ends"


def names_are_told_apart(program: Program) -> Iterator[str]:
    """Within parameters, days, events, drivers, tables, shifts and states no name stands twice."""
    kinds = {
        "parameter": [one.name for one in program.parameters],
        "day": [name for name, _ in program.days],
        "event": [one.name for one in program.events],
        "driver": [one.name for one in program.series],
        "table": [one.name for one in program.tables],
        "day table": [one.name for one in program.day_tables],
        "shift": [one.name for one in program.shifts],
        "state": [one.name for one in program.states],
    }
    for kind, names in kinds.items():
        for name, count in Counter(names).items():
            if count > 1:
                yield f"{kind} {name} stands {count} times"


def parameters_have_values(program: Program) -> Iterator[str]:
    """A number is certain or uncertain, not both unless it can be set, and an uncertain one can be drawn."""
    for parameter in program.parameters:
        if parameter.settable and parameter.uncertain is None:
            yield f"parameter {parameter.name} can be set and has no distribution"
        elif not parameter.settable and (parameter.certain is None) == (parameter.uncertain is None):
            yield f"parameter {parameter.name} needs a number or a distribution, and not both"
        elif parameter.uncertain is not None:
            yield from (f"parameter {parameter.name} {why}" for why in _undrawable(parameter.uncertain))


def _undrawable(uncertain: Uncertain) -> Iterator[str]:
    if uncertain.shape == "choice":
        if not [option for option in uncertain.options if _within(option, uncertain)]:
            yield "has nothing to choose from"
        return
    if uncertain.a > uncertain.b:
        yield "runs from high to low"
    if uncertain.shape == "lognormal" and uncertain.a <= 0:
        yield "is lognormal and not positive"
    if uncertain.mode is not None and not uncertain.a <= uncertain.mode <= uncertain.b:
        yield "has its mode outside its ends"
    if uncertain.low is not None and uncertain.high is not None and uncertain.low > uncertain.high:
        yield "is truncated to nothing"
    bounded = uncertain.shape in {"uniform", "triangular"}
    if bounded and not (_below(uncertain.low, uncertain.b) and _below(uncertain.a, uncertain.high)):
        yield "is truncated to nothing"


def _below(low: Fraction | None, high: Fraction | None) -> bool:
    return low is None or high is None or low <= high


def _within(option: Fraction, uncertain: Uncertain) -> bool:
    return _below(uncertain.low, option) and _below(option, uncertain.high)


def events_can_be_drawn(program: Program) -> Iterator[str]:
    """An event is pinned, or has a waiting time or a hazard counted from a day or from an event stated before."""
    for index, event in enumerate(program.events):
        if event.pinned is None:
            yield from (f"event {event.name} {why}" for why in _undatable(event, index))


def _undatable(event: DrawnEvent, index: int) -> Iterator[str]:
    if event.chance is not None and not 0 <= event.chance <= 1:
        yield "has an impossible chance"
    if event.after is not None and not 0 <= event.after < index:
        yield "waits for an event that is not stated before"
    if (event.after is None) == (event.origin_day is None):
        yield "needs a day or an event to count from, and not both"
    waits = event.low_days is not None and event.high_days is not None
    if waits == (event.hazard_per_day is not None):
        yield "needs a waiting time or a hazard, and not both"
    if event.low_days is not None and event.high_days is not None and not 0 <= event.low_days <= event.high_days:
        yield "has an impossible waiting time"
    if event.hazard_per_day is not None and not 0 <= event.hazard_per_day <= 1:
        yield "has an impossible hazard"


def tables_cover_the_periods(program: Program) -> Iterator[str]:
    """A table has a number for every period."""
    for table in program.tables:
        if len(table.values) != len(program.periods):
            yield f"table {table.name} has {len(table.values)} numbers for {len(program.periods)} periods"


def shifts_have_days(program: Program) -> Iterator[str]:
    """A calendar move moves at least one day."""
    for shift in program.shifts:
        if not shift.days:
            yield f"shift {shift.name} moves no day"


def day_tables_have_days(program: Program) -> Iterator[str]:
    """A table by days holds a number for at least one day."""
    for table in program.day_tables:
        if not table.values:
            yield f"day table {table.name} has no day"


def states_begin_rightly(program: Program) -> Iterator[str]:
    """A carried state is a number or a day, and a carried day begins at one."""
    for state in program.states:
        if state.type == "truth":
            yield f"state {state.name} carries a truth"
        if state.type == "day" and state.initial.denominator != 1:
            yield f"state {state.name} begins between two days"


def histories_have_no_gaps(program: Program) -> Iterator[str]:
    """A driver's history has one entry per period, none missing before the future, and something to grow from."""
    for series in program.series:
        if len(series.known) != len(program.periods):
            yield f"driver {series.name} has {len(series.known)} entries for {len(program.periods)} periods"
        if any(before is None and here is not None for before, here in pairwise(series.known)):
            yield f"driver {series.name} has a gap in its history"
        if series.base is None and (not series.known or series.known[0] is None):
            yield f"driver {series.name} has nothing to grow from"


def drivers_read_the_prologue(program: Program) -> Iterator[str]:
    """Growth, variation and jumps are numbers of the prologue."""
    for series in program.series:
        for value in _numbers_read(series):
            if not _is_prologue_number(value, program):
                yield f"driver {series.name} reads %{value}, which is no number of the prologue"


def _numbers_read(series: DrawnSeries) -> Iterator[Value]:
    yield from (regime.rate for regime in series.regimes)
    yield from (size for _, size in series.jumps)
    if series.variation_per_year is not None:
        yield series.variation_per_year


def _is_prologue_number(value: Value, program: Program) -> bool:
    if not 0 <= value < len(program.instructions):
        return False
    instruction = program.instructions[value]
    return instruction.block == "prologue" and instruction.type == "number"


def drivers_name_events_and_drivers(program: Program) -> Iterator[str]:
    """Jumps and regimes name events there are, correlations other drivers, within minus one to one."""
    for index, series in enumerate(program.series):
        events = [event for event, _ in series.jumps] + [r.after for r in series.regimes if r.after is not None]
        if not all(0 <= event < len(program.events) for event in events):
            yield f"driver {series.name} hangs on an event there is not"
        for other, coefficient in series.correlated:
            if other == index or not 0 <= other < len(program.series):
                yield f"driver {series.name} is correlated with no other driver"
            if not -1 <= coefficient <= 1:
                yield f"driver {series.name} has an impossible correlation"


def regimes_are_in_order(program: Program) -> Iterator[str]:
    """Regimes that wait for no event end one after another."""
    for series in program.series:
        ends = [regime.until for regime in series.regimes if regime.after is None]
        if any(here <= before for before, here in pairwise(ends)):
            yield f"driver {series.name} has regimes out of order"


PREDICATES: tuple[Callable[[Program], Iterator[str]], ...] = (
    periods_follow_one_another,
    names_are_told_apart,
    parameters_have_values,
    events_can_be_drawn,
    tables_cover_the_periods,
    shifts_have_days,
    day_tables_have_days,
    states_begin_rightly,
    histories_have_no_gaps,
    drivers_read_the_prologue,
    drivers_name_events_and_drivers,
    regimes_are_in_order,
)
