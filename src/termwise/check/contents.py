"""The numbers, lengths and years that a rule contains, for comparison with the figures of its prose."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from msgspec import Struct

from termwise.base.dates import Duration
from termwise.check.figures import Figure, Kind
from termwise.model.expression import Between, Interval, Quantity, Triangular, Undisclosed
from termwise.model.moment import On, UndisclosedMoment
from termwise.model.walk import parts

_ABOUT = Decimal("0.05")
"""How far, relative to it, a figure that is said to be approximate may lie from the rule's number."""

_Range = tuple[Decimal, Decimal]


class Contents(Struct, frozen=True):
    """What a rule contains of each kind, as closed ranges. A kind in `unknown` is there and not public."""

    ranges: tuple[tuple[Kind, _Range], ...]
    unknown: frozenset[Kind] = frozenset()

    def has(self, kind: Kind) -> bool:
        """Whether the rule contains anything of the kind."""
        return kind in self.unknown or any(found == kind for found, _ in self.ranges)

    def holds(self, figure: Figure) -> bool:
        """Whether the rule contains the figure, or may."""
        slack = abs(figure.value) * _ABOUT if figure.about else Decimal(0)
        return figure.kind in self.unknown or any(
            kind == figure.kind and low - slack <= figure.value <= high + slack for kind, (low, high) in self.ranges
        )


def contents_of(values: Iterable[Any], days: Iterable[date] = ()) -> Contents:
    """The contents of parts of the model and of further dates beside them."""
    ranges: list[tuple[Kind, _Range]] = []
    unknown: set[Kind] = set()
    for value in values:
        for part in parts(value):
            ranges += _ranges(part)
            if isinstance(part, Undisclosed) and part.range is None:
                unknown |= {"percent", "amount"}
            elif isinstance(part, UndisclosedMoment):
                unknown |= {"year", "days", "months"}
    ranges += [found for day in days for found in _years(day)]
    return Contents(tuple(dict.fromkeys(ranges)), frozenset(unknown))


def _ranges(part: Struct) -> list[tuple[Kind, _Range]]:
    match part:
        case Quantity(value=value, unit=unit):
            return [_number(value, value, unit)]
        case Interval(low=low, high=high) | Between(low=low, high=high) | Triangular(low=low, high=high):
            return [_number(low.value, high.value, low.unit)]
        case On(day=day):
            return _years(day)
        case Duration(years=years, months=months, days=days, business_days=business):
            lengths: tuple[tuple[Kind, int], ...] = (
                ("months", 12 * years + months),
                ("days", days),
                ("days", business),
            )
            return [(kind, (Decimal(abs(n)), Decimal(abs(n)))) for kind, n in lengths if n]
        case _:
            return []


def _number(low: Decimal, high: Decimal, unit: str) -> tuple[Kind, _Range]:
    return ("percent" if unit == "%" else "amount"), (low, high)


def _years(day: date) -> list[tuple[Kind, _Range]]:
    """The year of a day, and of the day before it: `until 2031-01-01` lasts through 2030."""
    return [("year", (Decimal(year), Decimal(year))) for year in {day.year, (day - timedelta(days=1)).year}]
