"""What pictures read of simulated futures: outputs over time with their spread, without looking any row up twice."""

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from termwise.engine.kernel.rows import first_rows, outputs
from termwise.ir.program import Effect, Output, Period, Program
from termwise.report.charts.series import Band, Series
from termwise.report.charts.subject import Subject
from termwise.session.futures import Futures
from termwise.session.tables import Only

_WIDE, _CLOSE = (0.05, 0.95), (0.25, 0.75)
_MOST_POINTS = 72
_SMOOTH = ("cash so far:", "bought:")
"""The outputs, by how their names begin, that are drawn as smooth lines."""

_STEPS = ("committed:", "stake:")
"""Those that stay level between the days on which they change."""

_GROUPS = (*_SMOOTH, *_STEPS)

OVER_TIME = (*_GROUPS, "paid:", "largest supplier:")
"""The outputs, by how their names begin, that any picture draws over time; of others it reads the end."""


class Reading:
    """Futures, by name of output; what is drawn of them may be cut down to one party or one clause."""

    def __init__(self, futures: Futures, only: Only | None = None) -> None:
        self.futures = futures
        self.only = only or Only()
        stated = outputs(futures.program)
        self._first = {one.name: row for one, row in zip(stated, first_rows(futures.program), strict=True)}
        self._once = {one.name for one in stated if one.at_end}
        self._told = {one.name: one.periods for one in stated if one.periods}
        self.periods = futures.program.periods

    def over_time(self, prefix: str) -> tuple[str, ...]:
        """What follows the prefix in the names of the outputs of every period that begin with it."""
        return tuple(n.removeprefix(prefix) for n in self._first if n.startswith(prefix) and n not in self._once)

    def parties(self, prefix: str) -> tuple[str, ...]:
        """The parties of outputs of every period that begin with the prefix, as far as they are wanted."""
        return tuple(name for name in self.over_time(prefix) if self.only.party in (None, name))

    def wants(self, clause: str, payer: str, payee: str) -> bool:
        """Whether what one party pays another under a clause is wanted."""
        return self.only.clause in (None, clause) and self.only.party in (None, payer, payee)

    def at_end(self, prefix: str) -> tuple[str, ...]:
        """What follows the prefix in the names of the outputs that matter at the end and begin with it."""
        return tuple(n.removeprefix(prefix) for n in self._first if n.startswith(prefix) and n in self._once)

    def told(self, output: str) -> Sequence[int]:
        """The periods of which an output of every period tells: all, or those that are drawn."""
        return self._told.get(output, range(len(self.periods)))

    def rows(self, output: str, numbers: Sequence[int]) -> NDArray[np.int64]:
        """The rows of an output in the periods of these numbers. KeyError where it does not tell of one."""
        told, wanted = np.asarray(self.told(output), np.int64), np.asarray(numbers, np.int64)
        places = np.searchsorted(told, wanted)
        if (told[np.minimum(places, len(told) - 1)] != wanted).any():
            raise KeyError(f"{output} in some of periods {numbers}")
        return np.asarray(self._first[output] + places)

    def mean(self, output: str) -> float:
        """The mean of an output at the end."""
        return float(self.futures.statistics.mean[self.last(output)])

    def last(self, output: str) -> int:
        """The row of an output after the last period."""
        first = self._first[output]
        return first if output in self._once else first + len(self.told(output)) - 1

    def quantile(self, row: int, share: float) -> float:
        """A quantile of a row: 5, 25, 50, 75 or 95 %."""
        found = self.futures.statistics.quantiles
        return float(found.values[row, found.shares.index(share)])

    def values(self, output: str) -> NDArray[np.float64] | None:
        """An output at the end on every path, shape (paths,); None where paths were only counted."""
        return self.futures.statistics.simulated.values(self.last(output))

    def paths(self, output: str) -> NDArray[np.float32] | None:
        """An output in the periods that it tells of on every path, shape (periods, paths); None where paths were only
        counted.
        """
        every = self.futures.statistics.simulated.tally.every
        first = self._first[output]
        return None if every is None else every[first : first + len(self.told(output))]

    def spread(
        self, output: str, label: str, numbers: Sequence[int], subject: Subject, *, least: float = 0.0
    ) -> Series:
        """Median and middle 90 and 50 % of an output at the ends of the periods of these numbers.

        What is nearer to zero than `least` is the rounding of sums that cancel, and drawn as zero.
        """
        found = self.futures.statistics.quantiles
        rows = self.rows(output, numbers)
        values = np.where(np.abs(found.values[rows]) < least, 0.0, found.values[rows])
        by_share = {share: values[:, found.shares.index(share)] for share in (0.5, *_WIDE, *_CLOSE)}
        bands = tuple(
            Band(round(high - low, 6), tuple(by_share[low].tolist()), tuple(by_share[high].tolist()))
            for low, high in (_WIDE, _CLOSE)
        )
        days = last_days(self.periods, numbers)
        return Series(label, days, tuple(by_share[0.5].tolist()), bands, subject)

    def averages(self, output: str, label: str, numbers: Sequence[int], subject: Subject) -> Series:
        """Mean and middle 90 % of an output at the ends of the periods of these numbers."""
        spread = self.spread(output, label, numbers, subject)
        means = self.futures.statistics.mean[self.rows(output, numbers)]
        return Series(label, spread.days, tuple(means.tolist()), spread.bands[:1], subject)

    def changes(self, names: Sequence[str]) -> tuple[int, ...]:
        """The first and the last period, and those at whose end one of these outputs' means or spreads changes."""
        statistics, told = self.futures.statistics, np.asarray(self.told(names[0]), np.int64)
        moved = np.zeros(len(told), bool)
        moved[[0, -1]] = True
        for name in names:
            rows = self.rows(name, told.tolist())
            level = np.column_stack([statistics.mean[rows], statistics.quantiles.values[rows]])
            moved[1:] |= (np.abs(np.diff(level, axis=0)) > 1e-9 * (1 + np.abs(level[1:]))).any(axis=1)
        return thinned(tuple(told[moved].tolist()), self.periods)


def last_days(periods: Sequence[Period], numbers: Sequence[int]) -> tuple[date, ...]:
    """The last days of the periods of these numbers."""
    return tuple(date.fromordinal(periods[number].end - 1) for number in numbers)


def drawn_periods(periods: Sequence[Period]) -> tuple[int, ...]:
    """So many periods that a line through their ends looks smooth, the first and the last among them."""
    return thinned(tuple(range(len(periods))), periods)


def thinned(numbers: tuple[int, ...], periods: Sequence[Period]) -> tuple[int, ...]:
    """Of many periods the last of each quarter, or of each year; ends of years are always kept."""
    for months in (3, 12):
        if len(numbers) <= _MOST_POINTS:
            break
        by_span: dict[int, int] = {}
        for number in numbers:
            day = date.fromordinal(periods[number].end - 1)
            by_span[(day.year * 12 + day.month - 1) // months] = number
        numbers = tuple(dict.fromkeys([numbers[0], *by_span.values(), numbers[-1]]))
    return numbers


def as_drawn(program: Program, today: date, only: Collection[str] | None = None) -> Program:
    """The program telling of smooth lines at the ends that are drawn and where `today` parts them, no more: what takes
    most of the time of an answer. The days on which stakes and commitments change are found among all periods.

    With `only`, outputs whose names begin so are told of at those ends, steps too, and others in the last period alone.
    The programs of every `only` have one shape, so one machine code. Outputs of no chart are left as they are.
    """
    periods = program.periods
    every = tuple(range(len(periods)))
    drawn = tuple(sorted({*drawn_periods(periods), max(begun(periods, today) - 1, 0)}))

    def told(kind: str) -> tuple[int, ...]:
        if only is not None and kind not in only:
            return every[-1:]
        return drawn if only is not None or kind in _SMOOTH else every

    def effect(one: Effect) -> Effect:
        if not isinstance(one, Output) or one.at_end:
            return one
        group = next((place for place, kind in enumerate(_GROUPS, start=1) if one.name.startswith(kind)), None)
        return one if group is None else replace(one, periods=told(_GROUPS[group - 1]), group=group)

    return replace(program, effects=tuple(effect(one) for one in program.effects))


def begun(periods: Sequence[Period], today: date) -> int:
    """How many periods have begun by a day."""
    return sum(period.start <= today.toordinal() for period in periods)


def year_figures(days: Sequence[date], words: str) -> tuple[Subject | None, ...]:
    """For the last day of every year the figure it shows, `words` with the day in place of `{}`; None for others."""
    return tuple(
        Subject("figure", words.format(day)) if number == len(days) - 1 or days[number + 1].year > day.year else None
        for number, day in enumerate(days)
    )
