"""Calendar moves as formulas: a move is a table of days, and where a formula gives the same day for every one of them
it says so; any other is looked up in its table.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from termwise.base.dates import Duration, add
from termwise.ir.program import NEVER, CalendarShift

Move = Callable[[date], date]


class Said(Struct, frozen=True):
    """A move as the formula of a day: `{day}` stands for the reference."""

    formula: str


class Looked(Struct, frozen=True):
    """A move as steps: from a day on (an ordinal) it lands on another; the last step lands on never."""

    steps: tuple[tuple[int, int], ...]


def move_of(shift: CalendarShift) -> Said | Looked:
    """The formula that gives what the table gives on every day, or else the table."""
    for formula, move in _candidates(shift):
        if _same(shift, move):
            return Said(formula)
    steps, before = [], None
    for place, lands in enumerate(shift.days):
        if lands != before:
            steps.append((shift.first + place, lands))
        before = lands
    return Looked((*steps, (last_day(shift) + 1, NEVER)))


def last_day(shift: CalendarShift) -> int:
    """The last day that is moved anywhere; a later one lands on never."""
    return shift.first + len(shift.days) - 1


def _same(shift: CalendarShift, move: Move) -> bool:
    places = range(len(shift.days))
    tried = [*places[:: max(len(places) // 7, 1)], *places]
    try:
        return all(move(date.fromordinal(shift.first + place)).toordinal() == shift.days[place] for place in tried)
    except OverflowError:  # beyond the calendar: not what the table says
        return False


def _candidates(shift: CalendarShift) -> Iterator[tuple[str, Move]]:
    """Every formula worth trying, the plainest first, its lengths read off the first day of the table."""
    if not shift.days:
        return
    here, there = date.fromordinal(shift.first), date.fromordinal(shift.days[0])
    for formula, base in _BASES:
        days = (there - base(here)).days
        yield _and_days(formula, days), lambda day, base=base, days=days: base(day) + timedelta(days=days)  # type: ignore[misc]
    for formula, base in (("{day}", _itself), ("EOMONTH({day},0)", lambda day: _month_after(day) - _DAY)):
        start = base(here)
        months = 12 * (there.year - start.year) + there.month - start.month
        for count in (months, months - 1):
            length = Duration(months=count)
            down = f"EDATE({formula},{count})"
            yield down, lambda day, base=base, length=length: add(base(day), length, "down")  # type: ignore[misc]
            up = f"{down}+(DAY({down})<DAY({formula}))"
            yield up, lambda day, base=base, length=length: add(base(day), length, "up")  # type: ignore[misc]
    for formula, base in _BASES:
        yield f"WORKDAY({formula},-1)", lambda day, base=base: _weekdays(base(day), -1)  # type: ignore[misc]
    for count in range(1, 31):
        yield f"WORKDAY({{day}},{count})", lambda day, count=count: _weekdays(day, count)  # type: ignore[misc]
    yield "WORKDAY({day}-1,1)", lambda day: _weekdays(day - _DAY, 1)


def _and_days(formula: str, days: int) -> str:
    return formula if days == 0 else f"{formula}{days:+d}"


def _itself(day: date) -> date:
    return day


def _month_after(day: date) -> date:
    return add(day.replace(day=1), Duration(months=1))


def _quarter(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _weekdays(day: date, count: int) -> date:
    """So many weekdays after a day, or before it."""
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if day.weekday() < 5:
            count -= 1 if count > 0 else -1
    return day


_DAY = timedelta(days=1)
_BASES: tuple[tuple[str, Move], ...] = (
    ("{day}", _itself),
    ("EOMONTH({day},0)", lambda day: _month_after(day) - _DAY),
    ("EOMONTH({day},-1)+1", lambda day: day.replace(day=1)),
    ("EOMONTH({day},0)+1", _month_after),
    ("DATE(YEAR({day}),3*INT((MONTH({day})-1)/3)+1,1)", _quarter),
    ("DATE(YEAR({day}),3*INT((MONTH({day})+2)/3)+1,1)", lambda day: add(_quarter(day), Duration(months=3))),
    ("DATE(YEAR({day}),1,1)", lambda day: day.replace(month=1, day=1)),
    ("DATE(YEAR({day})+1,1,1)", lambda day: date(day.year + 1, 1, 1)),
    ("({day}-WEEKDAY({day},3))", lambda day: day - timedelta(days=day.weekday())),
)
