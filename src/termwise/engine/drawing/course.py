"""The whole of what is drawn on a path, for whoever writes a kernel: see this package's docstring."""

from collections.abc import Sequence

from termwise.engine.drawing import drivers, events
from termwise.engine.drawing.layout import Layout
from termwise.engine.drawing.parameters import drawn
from termwise.engine.drawing.streams import stream
from termwise.engine.drawing.words import leading_words
from termwise.engine.machine.protocol import Lanes, Machine


def parameters(m: Machine[Lanes], layout: Layout) -> list[Lanes]:
    """The program's numbers, in base units: reals by parameter. One that is certain is an argument."""
    found = []
    for parameter in layout.program.parameters:
        name = f"parameter:{parameter.name}"
        if not parameter.drawn or parameter.uncertain is None:
            found.append(m.argument(name))
        else:
            (word,) = leading_words(m, layout, stream("parameter", parameter.name))
            number = drawn(m, name, parameter.uncertain, word)
            found.append(unless_set(m, name, number) if parameter.settable else number)
    return found


def event_days(m: Machine[Lanes], layout: Layout) -> list[Lanes]:
    """The days of the program's drawn events, or `NEVER`: reals by event. A pinned one is an argument."""
    days: list[Lanes] = []
    for event in layout.program.events:
        if not event.drawn:
            days.append(m.argument(f"event:{event.name}"))
        else:
            begins = None if event.after is None else days[event.after]
            words = leading_words(m, layout, stream("event", event.name))
            day = events.drawn_day(m, event, begins, words)
            days.append(unless_set(m, f"event:{event.name}", day) if event.settable else day)
    return days


def unless_set(m: Machine[Lanes], name: str, drawn: Lanes) -> Lanes:
    """What is drawn, or the argument `name` when `name:set` says so."""
    return m.select(m.less(m.real(0.0), m.argument(f"{name}:set")), m.argument(name), drawn)


def before_periods(m: Machine[Lanes], layout: Layout, days: Sequence[Lanes], values: Sequence[Lanes]) -> None:
    """What drivers need before the first period; `days` by event, `values` those of the prologue by value number.

    Of `values` only those are read that a driver reads and that are not certain, and every variation.
    """
    drivers.begin(m, layout, days, values)


def in_period(m: Machine[Lanes], layout: Layout) -> list[Lanes]:
    """Within `each_period`, once and in order: reals by driver, flows as amounts over the period, levels at its end."""
    return drivers.in_period(m, layout)


def end_period(m: Machine[Lanes], layout: Layout) -> None:
    """At the end of each period, once `in_period` has been and its reals are used."""
    drivers.end_period(m, layout)
