"""Running accounts: what is owed to somebody, with interest to the day, and what is paid on it.

Simple interest grows with the days on the principal alone. InterestRate compounded m times a year multiplies what is
owed by (1 + rate/m)^(m x years). Years are days over 365 or 360, or each year's days over its own (ISDA).
"""

from datetime import date
from fractions import Fraction
from typing import Literal

from termwise.ir.program import DayTable, Value
from termwise.lower.asking import Lowers
from termwise.lower.passes.rates import rate_per_year
from termwise.model.entitlement import InterestRate

Bucket = Literal["interest", "principal", "fee"]

TIMES_A_YEAR = {"daily": 365, "weekly": 52, "monthly": 12, "quarterly": 4, "yearly": 1}


class Owed:
    """What is owed under one name. Within a period it is read and changed in order; `upto` is how far it has accrued.

    `order` says what a payment goes to first. What is paid beyond all that is owed counts against what comes.
    """

    def __init__(self, lo: Lowers, name: str, interest: InterestRate | None, order: tuple[Bucket, ...]) -> None:
        self._lo = lo
        self._name = name
        self._order = order
        self.interest = interest
        self._rate = None if interest is None else rate_per_year(lo, interest.rate, f"{name}: rate")
        self._upto = lo.builder.period_start()
        for bucket in order:
            lo.running.get(self._of(bucket))

    def _of(self, bucket: Bucket) -> str:
        return f"{self._name}: {bucket} owed"

    def _add(self, bucket: Bucket, amount: Value) -> None:
        name = self._of(bucket)
        self._lo.running.set(name, self._lo.builder.add(self._lo.running.get(name), amount))

    def accrue(self, day: Value) -> None:
        """InterestRate up to a day of the period; a day before what has accrued adds nothing."""
        if self.interest is None or self._rate is None:
            return
        b = self._lo.builder
        years = years_between(self._lo, self.interest, self._upto, day)
        principal = self._lo.running.get(self._of("principal"))
        compounded = self.interest.compounded
        if compounded is None:
            earned = b.multiply(b.multiply(b.positive_part(principal), self._rate), years)
            self._add("interest", earned)
        else:
            times = b.number(TIMES_A_YEAR[compounded])
            growth = b.power(b.add(b.number(1), b.divide(self._rate, times)), b.multiply(times, years))
            self._lo.running.set(self._of("principal"), b.multiply(principal, growth))
        self._upto = b.latest(self._upto, day)

    def day_of(self, falls: Value, day: Value) -> Value:
        """The day as it counts here: where nothing falls due in the period, as far as has accrued."""
        b = self._lo.builder
        return b.select(falls, b.latest(b.earliest((day, b.period_end())), self._upto), self._upto)

    def lend(self, amount: Value, falls: Value, day: Value) -> None:
        """More is owed from a day on; `amount` is zero where it does not fall in the period."""
        self.accrue(self.day_of(falls, day))
        self._add("principal", amount)

    def charge(self, amount: Value) -> None:
        """A fee that bears no interest."""
        self._add("fee", amount)

    def owed(self) -> Value:
        """All that is owed at this point."""
        return self._lo.builder.total([self._lo.running.get(self._of(bucket)) for bucket in self._order])

    def pay(self, amount: Value) -> None:
        """A payment, to each bucket in order; the last takes what is left over."""
        b, left = self._lo.builder, amount
        for place, bucket in enumerate(self._order, start=1):
            name = self._of(bucket)
            held = self._lo.running.get(name)
            part = left if place == len(self._order) else b.minimum(left, b.positive_part(held))
            self._lo.running.set(name, b.subtract(held, part))
            left = b.subtract(left, part)

    def close(self) -> None:
        """InterestRate up to the end of the period."""
        self.accrue(self._lo.builder.period_end())


def years_between(lo: Lowers, interest: InterestRate, start: Value, end: Value) -> Value:
    """The years from one day to another by the interest's day count, zero when the second is not later."""
    b = lo.builder
    if interest.day_count == "actual/actual":
        table = _years_of_days(lo)
        return b.positive_part(b.subtract(b.on_day(table, end), b.on_day(table, start)))
    days = b.number(365 if interest.day_count == "actual/365" else 360)
    return b.divide(b.days_between(start, end), days)


def _years_of_days(lo: Lowers) -> DayTable:
    """Years since the first day, each day as one of its own year's 365 or 366 (ISDA actual/actual)."""
    first, last = lo.grid.periods[0].start, lo.grid.periods[-1].end
    values, total = [], Fraction(0)
    for ordinal in range(first, last + 1):
        values.append(total)
        year = date.fromordinal(ordinal).year
        total += Fraction(1, date(year, 12, 31).timetuple().tm_yday)
    return DayTable("years by each year's own days", first, tuple(values), values[-1])
