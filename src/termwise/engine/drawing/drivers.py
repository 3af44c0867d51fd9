"""What drivers come to on a path: `growth.Path` with variation, on any machine.

A driver that varies is what it would be without, times exp(s * W - s * s * t / 2): W is its walk, s its variation per
year, t the years from the end of its history to the period's end. So its mean over paths follows its growth.
"""

from collections.abc import Sequence

from termwise.engine.drawing.bridge import REFILL, begin_walk, draw_ahead, pass_node, step
from termwise.engine.drawing.jumps import begin_jumps, jumped
from termwise.engine.drawing.layout import Layout
from termwise.engine.drawing.regimes import (
    begin_certain_turns,
    begin_drawn_turns,
    with_certain_turns,
    with_drawn_turns,
)
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.engine.machine.special import exp
from termwise.ir.program import DrawnSeries


def begin(m: Machine[Lanes], layout: Layout, days: Sequence[Lanes], values: Sequence[Lanes]) -> None:
    """Before the periods: everything the drivers need of event days and of the prologue's values."""
    certain = layout.certain
    for index, series in enumerate(layout.program.series):
        rates = [values[regime.rate] for regime in series.regimes] if not certain.growth(index) else []
        if not certain.turns(index):
            begin_drawn_turns(m, series, days, rates)
        elif not certain.growth(index):
            begin_certain_turns(m, series, rates)
        if not certain.jumps(index):
            begin_jumps(m, series, days, [values[size] for _, size in series.jumps])
        if series.variation_per_year is not None:
            spread = values[series.variation_per_year]
            m.keep(f"driver:{series.name}:variation", spread)
            m.keep(f"driver:{series.name}:half_square", m.multiply(m.multiply(m.real(0.5), spread), spread))
            begin_walk(m, layout, series.name)
            if layout.partners[index]:
                m.keep(f"driver:{series.name}:mixed", m.real(0.0))


def in_period(m: Machine[Lanes], layout: Layout) -> list[Lanes]:
    """Within a period: flows as the amount over it, levels at its end."""
    varied = [index for index, one in enumerate(layout.program.series) if one.variation_per_year is not None]
    if varied:
        m.in_periods(REFILL, lambda: draw_ahead(m, [layout.program.series[index].name for index in varied]))
    walks = _walks(m, layout, varied)
    return [_value(m, layout, index, walks.get(index)) for index in range(len(layout.program.series))]


def end_period(m: Machine[Lanes], layout: Layout) -> None:
    """At the end of a period: walks that are at a node turn to the next one.

    Apart from `in_period`, so that no branch stands between the drivers' steps and what is made of them.
    """
    for series in layout.program.series:
        if series.variation_per_year is not None:
            pass_node(m, series.name)


def _walks(m: Machine[Lanes], layout: Layout, varied: Sequence[int]) -> dict[int, Lanes]:
    """By driver, its walk at the period's end, mixed with those it is correlated with."""
    series = layout.program.series
    steps = {index: step(m, series[index].name) for index in varied}
    walks: dict[int, Lanes] = {}
    for index, (walk, own) in steps.items():
        others = layout.partners[index]
        if not others:
            walks[index] = walk
            continue
        name = f"driver:{series[index].name}"
        moved = m.multiply(m.column(f"{name}:own"), own)
        for other in others:
            share = m.multiply(m.column(f"{name}:with:{series[other].name}"), steps[other][1])
            moved = m.add(moved, share)
        walks[index] = m.add(m.kept(f"{name}:mixed"), moved)
        m.keep(f"{name}:mixed", walks[index])
    return walks


def _value(m: Machine[Lanes], layout: Layout, index: int, walk: Lanes | None) -> Lanes:
    """The history, or what is certain of the future times what is not: the one is zero where the other is not."""
    series, certain = layout.program.series[index], layout.certain
    name = f"driver:{series.name}"
    if certain.driver(index):
        return m.column(name)
    value = m.column(f"{name}:ahead")
    exponent = _exponent(m, layout, index, walk)
    if exponent is not None:
        value = m.multiply(value, exp(m, exponent))
    if not certain.jumps(index):
        value = m.multiply(value, jumped(m, series))
    return m.add(m.column(f"{name}:known"), value) if has_history(series) else value


def has_history(series: DrawnSeries) -> bool:
    """Whether any period is known."""
    return bool(series.known) and series.known[0] is not None


def _exponent(m: Machine[Lanes], layout: Layout, index: int, walk: Lanes | None) -> Lanes | None:
    """The logarithm of all that multiplies and is not certain, but for jumps; None when there is nothing."""
    series, certain = layout.program.series[index], layout.certain
    grown = None
    if not certain.turns(index):
        grown = with_drawn_turns(m, series)
    elif not certain.growth(index):
        grown = with_certain_turns(m, series)
    if walk is None:
        return grown
    name = f"driver:{series.name}"
    drift = m.multiply(m.kept(f"{name}:half_square"), m.column(f"{name}:time"))
    varied = m.subtract(m.multiply(m.kept(f"{name}:variation"), walk), drift)
    return varied if grown is None else m.add(grown, varied)
