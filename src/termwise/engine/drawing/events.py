"""Days of events: whether one ever happens, and after how long; or a chance every day."""

from fractions import Fraction

from termwise.engine.drawing.parameters import logs_of, middle_and_spread
from termwise.engine.drawing.words import uniform
from termwise.engine.machine.normal import normal
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.engine.machine.special import exp, floor, log, nearest
from termwise.ir.program import NEVER, DrawnEvent

LAST_DAY = 3_652_059
"""The ordinal of 9999-12-31: what would happen later never happens."""

HALF_A_DAY = Fraction(1, 2)
"""What a least wait of no days counts as: a lognormal wait is never nothing, but may round to it."""


def drawn_day(m: Machine[Lanes], event: DrawnEvent, begins: Lanes | None, words: list[Lanes]) -> Lanes:
    """The day of an event that is not pinned.

    `begins` is the day of the event it follows, None when it counts from its own day. The first word says whether
    it happens, the second one when: the waiting time is lognormal and rounded to whole days; with a hazard it is the
    number of days before the first that brings the event, the first day being tried too.
    """
    never = m.real(float(NEVER))
    name = f"event:{event.name}"
    if event.hazard_per_day is not None:
        trials = m.divide(m.subtract(m.real(0.0), log(m, uniform(m, words[1]))), m.argument(f"{name}:hazard"))
        wait = floor(m, trials)
    elif event.low_days is not None and event.high_days is not None:
        spread = m.multiply(m.argument(f"{name}:spread"), normal(m, words[1]))
        wait = nearest(m, exp(m, m.add(m.argument(f"{name}:middle"), spread)))
    else:
        return never
    day = m.add(m.argument(f"{name}:begins") if begins is None else begins, wait)
    happens = m.at_most(day, m.real(float(LAST_DAY)))
    if event.chance is not None:
        happens = m.both(happens, m.less(uniform(m, words[0]), m.argument(f"{name}:chance")))
    return m.select(happens, day, never)


def numbers_of(event: DrawnEvent) -> dict[str, float]:
    """The numbers that `drawn_day` reads, or the pinned day; both of an event that can be set."""
    name = f"event:{event.name}"
    numbers = {} if event.pinned is None else {name: float(event.pinned)}
    if not event.drawn:
        return numbers
    if event.settable:
        numbers = {name: 0.0, **numbers, f"{name}:set": float(event.pinned is not None)}
    if event.after is None:
        numbers[f"{name}:begins"] = float(NEVER if event.origin_day is None else event.origin_day)
    if event.chance is not None:
        numbers[f"{name}:chance"] = float(event.chance)
    if event.hazard_per_day is not None:
        numbers[f"{name}:hazard"] = 0.0 - logs_of(1 - event.hazard_per_day)[0]
    elif event.low_days is not None and event.high_days is not None:
        low, high = logs_of(*(max(Fraction(days), HALF_A_DAY) for days in (event.low_days, event.high_days)))
        numbers[f"{name}:middle"], numbers[f"{name}:spread"] = middle_and_spread(low, high)
    return numbers
