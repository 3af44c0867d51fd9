"""Jumps of drivers at drawn events: factors from their days on, once the history is over."""

from collections.abc import Sequence

from termwise.engine.machine.protocol import Lanes, Machine
from termwise.ir.program import NEVER, DrawnSeries

# -- on any machine ------------------------------------------------------------------------------------------


def begin_jumps(m: Machine[Lanes], series: DrawnSeries, days: Sequence[Lanes], sizes: Sequence[Lanes]) -> None:
    """Before the periods: the days of the jumps, what each multiplies by, and, for a flow, from when to when."""
    name = f"driver:{series.name}"
    one, opens, never = m.real(1.0), m.argument(f"{name}:opens"), m.real(float(NEVER))
    when = [m.select(m.less(days[event], opens), never, days[event]) for event, _ in series.jumps]
    factors = [m.add(one, size) for size in sizes]
    for number, (day, factor) in enumerate(zip(when, factors, strict=True)):
        m.keep(f"{name}:jump:{number}:day", day)
        if not series.flow:
            m.keep(f"{name}:jump:{number}:factor", factor)
            continue
        until, total, repeated = never, one, m.less(one, one)
        for other, (later, by) in enumerate(zip(when, factors, strict=True)):
            until = m.select(m.less(day, later), m.minimum(later, until), until)
            total = m.multiply(total, m.select(m.at_most(later, day), by, one))
            if other < number:
                repeated = m.either(repeated, m.equal(later, day))
        m.keep(f"{name}:jump:{number}:until", until)
        m.keep(f"{name}:jump:{number}:factor", m.select(repeated, m.real(0.0), total))
    if series.flow:
        m.keep(f"{name}:jump:first", _earliest(m, when))


def jumped(m: Machine[Lanes], series: DrawnSeries) -> Lanes:
    """In a period: of a level the product of the jumps so far, of a flow the days, each with the jumps up to it."""
    name = f"driver:{series.name}"
    start, end = m.column("drawing:start"), m.column("drawing:end")
    if series.flow:
        total = m.subtract(m.minimum(m.maximum(m.kept(f"{name}:jump:first"), start), end), start)
        for number in range(len(series.jumps)):
            begins = m.maximum(m.kept(f"{name}:jump:{number}:day"), start)
            ends = m.minimum(m.kept(f"{name}:jump:{number}:until"), end)
            days = m.maximum(m.subtract(ends, begins), m.real(0.0))
            total = m.add(total, m.multiply(m.kept(f"{name}:jump:{number}:factor"), days))
        return total
    product = m.real(1.0)
    for number in range(len(series.jumps)):
        happened = m.less(m.kept(f"{name}:jump:{number}:day"), end)
        factor = m.select(happened, m.kept(f"{name}:jump:{number}:factor"), m.real(1.0))
        product = m.multiply(product, factor)
    return product


def _earliest(m: Machine[Lanes], days: Sequence[Lanes]) -> Lanes:
    found = days[0]
    for day in days[1:]:
        found = m.minimum(day, found)
    return found
