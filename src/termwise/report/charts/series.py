"""Something over time: a middle, and bands of what it may be."""

from datetime import date
from math import isfinite

from msgspec import Struct

from termwise.report.charts.subject import Subject


class Band(Struct, frozen=True):
    """Between which values a share of all futures lies, day by day: 0.9 of them between `low` and `high`."""

    share: float
    low: tuple[float, ...]
    high: tuple[float, ...]


class Series(Struct, frozen=True):
    """Something over time: `middle` on every one of `days`, in order; `bands` the widest first.

    The unit is that of the chart; shares are fractions. `figures` say what the value on each day is, for links:
    none, or one a day. ValueError when lengths
    differ, or for what is no number.
    """

    label: str
    days: tuple[date, ...]
    middle: tuple[float, ...]
    bands: tuple[Band, ...] = ()
    subject: Subject | None = None
    figures: tuple[Subject | None, ...] = ()

    def __post_init__(self) -> None:
        lengths = {
            len(self.days),
            len(self.middle),
            *(len(side) for band in self.bands for side in (band.low, band.high)),
        }
        if len(lengths) > 1 or len(self.figures) not in (0, len(self.days)):
            raise ValueError(f"{self.label}: a value for every day is needed")
        finite(self.label, *self.middle, *(value for band in self.bands for value in (*band.low, *band.high)))


def finite(label: str, *values: float) -> None:
    """Raises ValueError, with the label, when one of the values is infinite or no number."""
    if not all(map(isfinite, values)):
        raise ValueError(f"{label}: a value is infinite or not a number")
