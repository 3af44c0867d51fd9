"""Programs with closed-form answers: a share of growing sales, money per day after an event, numbers drawn."""

from fractions import Fraction

from termwise.ir.builder import Builder
from termwise.ir.program import (
    AT_END,
    NEVER,
    DrawnEvent,
    DrawnSeries,
    Output,
    Period,
    Program,
    Regime,
    State,
    Uncertain,
    Value,
)
from tests.ir.samples import ORIGIN, certain, uncertain

FIRST = 739_617
"""1 January 2026."""
QUARTERS = tuple(Period(FIRST + 91 * i, FIRST + 91 * (i + 1)) for i in range(8))
START, END = QUARTERS[0].start, QUARTERS[-1].end
SALES = Fraction(1000)


def summed(b: Builder, name: str, now: Value) -> Value:
    total = b.add(b.state(State(name, "number", Fraction(0), ORIGIN)), now)
    b.carry(name, total)
    return total


def royalty(variation: Fraction = Fraction(3, 10), growth: int = 0) -> Program:
    """A fifth of sales that do not grow but vary; only what goes beyond 190 a quarter counts for the bonus."""
    b = Builder("royalty", "USD", QUARTERS)
    rate = b.parameter(certain("growth", growth))
    varies = b.parameter(certain("variation", variation))
    known = (None,) * len(QUARTERS)
    sales = b.series(
        DrawnSeries("sales", True, known, (Regime(rate, NEVER),), varies, base=(FIRST, SALES / 91), origin=ORIGIN)
    )
    paid = b.multiply(sales, b.parameter(certain("share", Fraction(1, 5))))
    b.effect(Output("paid", paid))
    b.effect(Output("paid in all", summed(b, "paid so far", paid), periods=AT_END))
    bonus = b.positive_part(b.subtract(paid, b.parameter(certain("threshold", 190))))
    b.effect(Output("bonus in all", summed(b, "bonus so far", bonus), periods=AT_END))
    return b.program()


def waits() -> Program:
    """Events of every kind, and what is paid per day from each on."""
    b = Builder("waits", "USD", QUARTERS)
    b.event(DrawnEvent("pinned", FIRST + 100))
    b.event(DrawnEvent("likely", None, Fraction(7, 10), 30, 600, FIRST - 20))
    b.event(DrawnEvent("chained", None, Fraction(9, 10), 0, 90, after=1))
    b.event(DrawnEvent("hazard", None, hazard_per_day=Fraction(1, 400), origin_day=FIRST + 50))
    b.event(DrawnEvent("after pinned", None, None, 10, 10, after=0))
    b.event(DrawnEvent("never", None, Fraction(0), 10, 20, FIRST))
    for index, event in enumerate(b.stated().events):
        day = b.event(event)
        rate = b.number(index + 1)
        b.effect(
            Output(
                f"after {event.name}", b.multiply(rate, b.days_between(day, b.given_day("end", END))), periods=AT_END
            )
        )
    return b.program()


NUMBERS = {
    "lognormal": Uncertain("lognormal", Fraction(1), Fraction(20)),
    "cut lognormal": Uncertain("lognormal", Fraction(1), Fraction(20), low=Fraction(2), high=Fraction(9)),
    "normal": Uncertain("normal", Fraction(-5), Fraction(20)),
    "cut normal": Uncertain("normal", Fraction(-5), Fraction(20), low=Fraction(0)),
    "uniform": Uncertain("uniform", Fraction(2), Fraction(7), high=Fraction(6)),
    "triangular": Uncertain("triangular", Fraction(2), Fraction(7), mode=Fraction(3)),
    "choice": Uncertain("choice", options=(Fraction(1), Fraction(5), Fraction(9)), low=Fraction(2)),
    "same": Uncertain("normal", Fraction(4), Fraction(4)),
}


def numbers() -> Program:
    """Numbers of every distribution, squared."""
    b = Builder("numbers", "USD", QUARTERS[:1])
    for name, distribution in NUMBERS.items():
        value = b.parameter(uncertain(name, distribution))
        b.effect(Output(name, b.multiply(value, value), periods=AT_END))
    return b.program()
