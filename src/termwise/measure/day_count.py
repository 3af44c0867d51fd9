"""Year fractions by the conventions of the market, exactly.

Sources: 2006 ISDA Definitions, section 4.16; ICMA Rule 251; the 30/360 US rule of the SIA; the AFB master
agreement of 1994. A convention is always named: the same two days are 2, 2.0027 or 2.0014 years apart.
"""

from calendar import isleap, monthrange
from datetime import date
from fractions import Fraction
from typing import Literal, assert_never

from termwise.base.dates import Duration, add

Convention = Literal[
    "ACT/365F",
    "ACT/360",
    "ACT/365.25",
    "ACT/ACT ISDA",
    "ACT/ACT AFB",
    "30/360 Bond Basis",
    "30/360 US",
    "30E/360",
    "30E/360 ISDA",
]


def year_fraction(start: date, end: date, convention: Convention, termination: date | None = None) -> Fraction:
    """The years from `start` to `end`, which is not earlier; ValueError when it is.

    `termination` matters to 30E/360 ISDA alone, which leaves a termination date in February as it is.
    ACT/ACT ICMA needs the coupon's reference period: see `icma`.
    """
    if end < start:
        raise ValueError(f"{end} is before {start}")
    days = (end - start).days
    match convention:
        case "ACT/365F":
            return Fraction(days, 365)
        case "ACT/360":
            return Fraction(days, 360)
        case "ACT/365.25":
            return Fraction(4 * days, 1461)
        case "ACT/ACT ISDA":
            return _calendar_years(end) - _calendar_years(start)
        case "ACT/ACT AFB":
            return _afb(start, end)
        case "30/360 Bond Basis" | "30/360 US" | "30E/360" | "30E/360 ISDA":
            return Fraction(thirty_day_months(start, end, convention, termination), 360)
        case _ as never:
            assert_never(never)


def _calendar_years(day: date) -> Fraction:
    return day.year + Fraction(day.timetuple().tm_yday - 1, 366 if isleap(day.year) else 365)


def _afb(start: date, end: date) -> Fraction:
    """Whole years back from the end, then the days left over 366 when a 29 February lies among them, else 365."""
    years, left = 0, end
    while (earlier := _year_before(left)) >= start:
        years, left = years + 1, earlier
    leap_days = (date(year, 2, 29) for year in (left.year, start.year) if isleap(year))
    length = 366 if any(start <= leap_day < left for leap_day in leap_days) else 365
    return years + Fraction((left - start).days, length)


def _year_before(day: date) -> date:
    earlier = add(day, Duration(years=-1))
    return date(earlier.year, 2, 29) if (earlier.month, earlier.day) == (2, 28) and isleap(earlier.year) else earlier


ThirtyDays = Literal["30/360 Bond Basis", "30/360 US", "30E/360", "30E/360 ISDA"]


def thirty_day_months(start: date, end: date, convention: ThirtyDays, termination: date | None = None) -> int:
    """The days from `start` to `end` when every month has thirty, as the convention adjusts month ends."""
    first, last = start.day, end.day
    match convention:
        case "30/360 Bond Basis":
            first = min(first, 30)
            last = 30 if last == 31 and first == 30 else last
        case "30/360 US":
            if _ends_february(start):
                last = 30 if _ends_february(end) else last
                first = 30
            last = 30 if last == 31 and first >= 30 else last
            first = min(first, 30)
        case "30E/360":
            first, last = min(first, 30), min(last, 30)
        case "30E/360 ISDA":
            first = 30 if first == 31 or _ends_february(start) else first
            last = 30 if last == 31 or (_ends_february(end) and end != termination) else last
        case _ as never:
            assert_never(never)
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


def _ends_february(day: date) -> bool:
    return day.month == 2 and day.day == monthrange(day.year, 2)[1]


def icma(start: date, end: date, reference_start: date, reference_end: date) -> Fraction:
    """ACT/ACT ICMA: days over the length of the regular coupon period they lie in, times its part of a year.

    The reference period is a regular one that holds `start` or `end`; others follow it by its whole months.
    """
    months = round(Fraction(12 * (reference_end - reference_start).days, 365))
    if months == 0:
        raise ValueError(f"{reference_start} to {reference_end} is shorter than half a month")

    def opens(number: int) -> date:
        """The first day of a regular period; the reference period is number 0."""
        return reference_end if number == 1 else add(reference_start, Duration(months=number * months))

    number = 0
    while opens(number) > start:
        number -= 1
    total = Fraction(0)
    while opens(number) < end:
        first, after = opens(number), opens(number + 1)
        inside = max((min(end, after) - max(start, first)).days, 0)
        total += Fraction(months * inside, 12 * (after - first).days)
        number += 1
    return total
