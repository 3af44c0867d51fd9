"""The frame of a random deal: its days, its grid, and which clauses of which kinds it has."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from msgspec import Struct

from termwise.base.dates import Frequency

PARTIES = ("alpha", "beta", "gamma", "delta")
COMPANIES = ("beta", "gamma")
"""Whose shares move."""
ASSETS = ("compute", "compute.chips", "cloud")

STARTS = (date(2025, 1, 1), date(2024, 2, 29), date(2025, 3, 15), date(2023, 11, 17), date(2024, 12, 31))
_LENGTHS: dict[Frequency, tuple[int, int, int]] = {
    "monthly": (30, 3, 15),
    "quarterly": (91, 3, 9),
    "yearly": (365, 2, 4),
    "weekly": (7, 3, 12),
    "daily": (1, 3, 12),
}
"""About how many days a period has, and how many periods a deal has at least and at most."""


class Scene(Struct, frozen=True):
    """What every sentence of one deal may speak of. `end` is the last day; `clauses` are names with their kinds."""

    start: date
    end: date
    today: date
    grid: Frequency
    clauses: tuple[tuple[str, str], ...]

    def named(self, kinds: Sequence[str], beside: str) -> tuple[str, ...]:
        """The clauses of these kinds (of any, without kinds), but the one that speaks."""
        return tuple(name for name, kind in self.clauses if name != beside and (not kinds or kind in kinds))


def scene_of(number: int, clauses: tuple[tuple[str, str], ...]) -> Scene:
    """The frame drawn from a number; 0 is the plainest."""
    draw = Random(number)
    grids: tuple[Frequency, ...] = ("monthly", "quarterly", "quarterly", "yearly", "monthly", "weekly", "daily")
    grid = grids[number % len(grids)]
    days, fewest, most = _LENGTHS[grid]
    start = STARTS[number // len(grids) % len(STARTS)]
    end = start + timedelta(days=days * draw.randint(fewest, most) - draw.choice((1, 1, draw.randint(1, days))))
    if draw.random() < 0.3:
        end = end.replace(day=monthrange(end.year, end.month)[1])
    today = start + timedelta(days=draw.choice((-1, -20, 0, (end - start).days // 3)))
    return Scene(start, end, today, grid, clauses)
