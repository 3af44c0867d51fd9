"""How many days of each period a clause is in force."""

from termwise.ir.program import Output, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term


def days_in_force(lo: Lowers, term: Term) -> Value:
    """The days of the period on which this wording is in force."""
    b = lo.builder
    with lo.saying(term.clause, "days in force in the period", term.version.amendment):
        days = running(lo, term, b.latest(term.start, b.period_start()), b.earliest((term.end, b.period_end())))
        return days if term.holds is None else b.when(term.holds, days)


def running(lo: Lowers, term: Term, start: Value, end: Value) -> Value:
    """The days of a stretch on which the clause is not suspended."""
    b = lo.builder
    days = b.days_between(start, end)
    for stops, goes_on in term.pauses:
        days = b.subtract(days, b.days_between(b.latest(start, stops), b.earliest((end, goes_on))))
    return days


def is_suspended_on(lo: Lowers, term: Term, day: Value) -> Value:
    """Whether the clause is suspended on a day."""
    b = lo.builder
    return b.any_of([b.both(b.at_most(stops, day), b.less(day, back)) for stops, back in term.pauses])


def part_in_force(lo: Lowers, term: Term, unit: str) -> Value:
    """The days in force as a fraction of the period's days; with `whole periods` all of a `unit` that has any."""
    if term.version.clause.qualifiers.whole_periods:
        return _touched(lo, term, unit)
    with lo.saying(term.clause, "part of the period in force", term.version.amendment):
        return lo.builder.divide(days_in_force(lo, term), lo.builder.days_in_period())


def _touched(lo: Lowers, term: Term, unit: str) -> Value:
    """1 when the wording is in force on any day of the unit in which the period begins.

    Where the clause has several stretches, each has the part of the whole that it has of their days in the unit.
    """
    b, stretches = lo.builder, lo.terms(term.clause)
    with lo.saying(term.clause, f"in force on any day of the {unit}", term.version.amendment):
        days = _days_of_unit(lo, term, unit)
        if len(stretches) == 1 and stretches[0].tag == term.tag:
            return b.when(b.less(b.number(0), days), b.number(1))
        return b.divide(days, b.total([_days_of_unit(lo, one, unit) for one in stretches]))


def _days_of_unit(lo: Lowers, term: Term, unit: str) -> Value:
    """The days of the unit in which the period begins on which the wording is in force."""
    b = lo.builder
    first = b.shift(lo.grid.first_day(unit), b.period_start())
    after = b.shift(lo.grid.day_after(unit), b.period_start())
    days = running(lo, term, b.latest(term.start, first), b.earliest((term.end, after)))
    return days if term.holds is None else b.when(term.holds, days)


def spread(lo: Lowers, term: Term, unit: str) -> Value:
    """Which part of a sum per `unit` belongs to the period: by its days, or all of it where the unit ends."""
    if not term.version.clause.qualifiers.whole_periods:
        return lo.builder.table(lo.grid.share(unit))
    if lo.grid.ends_with(unit) and unit != lo.grid.unit:
        raise NotLoweredError(f"whole periods of a {unit} are finer than the deal's grid")
    return lo.builder.table(lo.grid.closing(unit))


def is_in_force_on(lo: Lowers, term: Term, day: Value) -> Value:
    """Whether this wording is in force on a day of the period."""
    b = lo.builder
    inside = b.both(b.at_most(term.start, day), b.less(day, term.end))
    if term.pauses:
        inside = b.both(inside, b.opposite(is_suspended_on(lo, term, day)))
    return inside if term.holds is None else b.both(inside, term.holds)


def lower_in_force(lo: Lowers, clause: str) -> None:
    """State the days in force as an output."""
    terms = lo.terms(clause)
    with lo.saying(clause, "days in force in the period"):
        days = lo.builder.total([days_in_force(lo, term) for term in terms])
    lo.builder.effect(Output(f"in_force:{clause}", days))
