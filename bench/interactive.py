"""`make bench`, fourth part: a number of the reference deal is moved, as by a slider, and answered."""

import time
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from statistics import median, quantiles

from bench.simulation import REFERENCE
from termwise import load
from termwise.session.what_if import Settings, WhatIf

_MOVES = 40


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


def timed(asked: WhatIf, steps: Iterable[Settings]) -> tuple[float, float, float]:
    """Seconds to the first answer, and the median and the 95 % quantile of those after it."""
    taken = []
    for settings in steps:
        begin = time.perf_counter()
        asked.answer(settings)
        taken.append(time.perf_counter() - begin)
    return taken[0], median(taken[1:]), quantiles(taken[1:], n=20)[-1]


def table() -> str:
    """The figures as Markdown."""
    session = load(REFERENCE)
    rows = ["| moved, 4,096 paths | first | median | 95 % within |", "|---|---:|---:|---:|"]
    with session.what_if(session.view(lowest="reported")) as asked:
        begin = time.perf_counter()
        asked.answer({})
        rows.append(f"| nothing yet | {time.perf_counter() - begin:.1f} s | | |")
        for name, steps in moved().items():
            first, middle, most = timed(asked, steps)
            rows.append(f"| {name} | {first * 1000:.0f} ms | {middle * 1000:.0f} ms | {most * 1000:.0f} ms |")
    return "\n".join(rows)
