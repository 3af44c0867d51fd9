"""The calendar as drivers see it: where days and periods lie, in calendar years from the program's first year on."""

from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from termwise.base.dates import Moment, position
from termwise.engine.machine.arguments import Reals
from termwise.ir.program import NEVER, Program

_EPOCH = 719_163
"""The ordinal of 1970-01-01."""


class Calendar(Struct, frozen=True, dict=True):
    """Positions in calendar years, one year being 365 or 366 days, counted from 1 January of `year`.

    Arrays have shape (periods,).
    """

    year: int
    starts: Reals
    ends: Reals

    @cached_property
    def at_end(self) -> Reals:
        """Where the periods end."""
        return self.positions(self.ends)

    @cached_property
    def at_middle(self) -> Reals:
        """Where the middles of the periods lie."""
        return self.positions((self.starts + self.ends) / 2)

    @property
    def horizon(self) -> float:
        """Where the last period ends."""
        return float(self.at_end[-1])

    def position(self, moment: Moment) -> float:
        """Where a moment lies; what never comes lies at the horizon."""
        return self.horizon if moment >= NEVER else float(position(moment) - self.year)

    def positions(self, moments: Reals) -> Reals:
        """Where days, or noons, lie: the shape of `moments`."""
        whole = np.floor(moments)
        days = (whole.astype(np.int64) - _EPOCH).astype("datetime64[D]")
        years = days.astype("datetime64[Y]")
        begins = years.astype("datetime64[D]")
        length = ((years + 1).astype("datetime64[D]") - begins).astype(np.float64)
        found: Reals = (_number(years) + 1970 - self.year) + (
            (days - begins).astype(np.float64) + moments - whole
        ) / length
        return found


def _number(years: NDArray[np.datetime64]) -> Reals:
    return years.astype(np.int64).astype(np.float64)


def calendar(program: Program) -> Calendar:
    """The calendar of a program's periods."""
    starts = np.array([period.start for period in program.periods], np.float64)
    ends = np.array([period.end for period in program.periods], np.float64)
    return Calendar(int(position(program.periods[0].start)), starts, ends)
