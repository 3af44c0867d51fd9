"""`make bench`, fourth part: a number of the reference deal is moved, as by a slider, answered and drawn.

Processor time is that of all threads together; on a machine that does other work as well it is what can be compared.
"""

import time
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from statistics import median, quantiles
from typing import NamedTuple

from bench.simulation import REFERENCE
from termwise import load
from termwise.report.charts import Look, svg
from termwise.report.charts.cash_fan import CashFan
from termwise.session.pictures import MOVING, pictures_of
from termwise.session.what_if import Settings, WhatIf

_MOVES = 30
_GOAL = 0.030
"""Seconds from a changed number to its answer, in the median."""


def moved() -> dict[str, Iterable[Settings]]:
    """What is moved, step by step: a rate of growth, an open number, two days of events."""
    first = date(2027, 1, 1)
    return {
        "a rate of growth": ({"growth:openai_revenue": Decimal(step) / 100} for step in range(_MOVES)),
        "an open number of a clause": (
            {"term:revenue_share.rate": Decimal(100 + step) / 1000} for step in range(_MOVES)
        ),
        "the day of an event": ({"day:ipo": first + timedelta(days=20 * step)} for step in range(_MOVES)),
        "the day of an event that clauses decide": (
            {"day:agi_verified": first + timedelta(days=20 * step)} for step in range(_MOVES)
        ),
    }


class Timed(NamedTuple):
    """Seconds by move: until it was answered, the processor's for that, from there until all charts were drawn; and
    until the cash alone was answered and drawn, as while a slider is dragged.
    """

    answered: list[float]
    processor: list[float]
    drawn: list[float]
    dragged: list[float]


def timed(asked: WhatIf, steps: Iterable[Settings]) -> Timed:
    """What each of some moves takes."""
    found = Timed([], [], [], [])
    for settings in steps:
        begin = time.perf_counter()
        for picture in pictures_of(asked.answer(settings, only=MOVING[CashFan]), (CashFan,)):
            svg(picture, Look(sketch=True))
        found.dragged.append(time.perf_counter() - begin)
        begin, busy = time.perf_counter(), time.process_time()
        futures = asked.answer(settings)
        answered = time.perf_counter()
        found.processor.append(time.process_time() - busy)
        for picture in pictures_of(futures):
            svg(picture)
        found.drawn.append(time.perf_counter() - answered)
        found.answered.append(answered - begin)
    return found


def _told(name: str, found: Timed) -> str:
    """The first move apart: what it needs is made for it."""
    first, ms = (found.dragged[0] + found.answered[0]) * 1000, 1000.0
    later = (found.dragged[1:], found.answered[1:], found.drawn[1:])
    spread = [f"{median(one) * ms:.0f} ms | {quantiles(one, n=20)[-1] * ms:.0f} ms" for one in later]
    busy = f"{median(found.processor[1:]) * ms:.0f} ms"
    return f"| {name} | {first:.0f} ms | {spread[0]} | {spread[1]} | {busy} | {spread[2]} |"


def table() -> str:
    """The figures as Markdown."""
    session = load(REFERENCE)
    rows = [
        f"Goal: a changed number answered in less than {_GOAL * 1000:.0f} ms in the median.\n",
        "| moved, 4,096 paths | first | cash, drawn | 95 % | all: median | 95 % | processor | charts: median | 95 % |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    with session.what_if(session.view(lowest="reported")) as asked:
        begin = time.perf_counter()
        asked.answer({})
        rows.append(f"| nothing yet | {time.perf_counter() - begin:.1f} s | | | | | | | |")
        rows += [_told(name, timed(asked, steps)) for name, steps in moved().items()]
    return "\n".join(rows)
