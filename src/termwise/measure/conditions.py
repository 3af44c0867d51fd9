"""How likely a condition asked of a run is: at the end of each period, ever, and from when on."""

from msgspec import Struct

from termwise.measure.distribution import Distribution, Statistics
from termwise.measure.risk import Chance


class Held(Struct, frozen=True):
    """A condition of the language over the paths of a run, under its `words` (see `lower.asked`).

    `by_period` is the chance that it holds at the end of each period, `ever` that it held at the end of one, or,
    where events alone decide, on any day. `since` is how the first day is spread, NEVER on paths without one.
    """

    words: str
    ever: Chance
    by_period: tuple[Chance, ...]
    since: Distribution


def held(statistics: Statistics, words: str) -> Held:
    """The chances of a condition that was asked when the program was lowered. KeyError when it was not."""
    periods = range(len(statistics.simulated.program.periods))
    return Held(
        words=words,
        ever=_chance(statistics.of(f"ever:{words}")),
        by_period=tuple(_chance(statistics.of(f"holds:{words}", period)) for period in periods),
        since=statistics.of(f"since:{words}"),
    )


def conditions(statistics: Statistics) -> tuple[str, ...]:
    """The words of all conditions asked of the run, in order."""
    names = dict.fromkeys(row.name for row in statistics.rows)
    return tuple(name.removeprefix("ever:") for name in names if name.startswith("ever:"))


def _chance(of: Distribution) -> Chance:
    if of.probability is None:
        raise KeyError(of.name)
    return of.probability
