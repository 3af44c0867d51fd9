"""The functions of the language: what they come to on a day."""

from datetime import date
from fractions import Fraction

from termwise.base.units import of_symbol
from termwise.model.expression import Call, Expression, Ref
from termwise.model.text import expression_text
from termwise.standing.asking import Asking
from termwise.standing.equity import SHARE, stake_of
from termwise.view import figure as exact
from termwise.view.course import HangsOn
from termwise.view.figure import Figure, exactly, unknown
from termwise.view.figures import At, driver_figure
from termwise.view.ranks import has_preferences


def call_of(asking: Asking, call: Call, day: date) -> Figure:
    """The value of a function on a day.

    `value` takes the driver named COMPANY_valuation; where shares are preferred to others, a run tells it. What
    has been delivered, purchased, paid or accumulated is not run here: it hangs on the record, cash on the party, a
    total on its driver.
    """
    match call.function, tuple(_name(argument) for argument in call.arguments):
        case "stake", (str() as holder, str() as company):
            return stake_of(asking.holdings(company, day), holder, call.basis)
        case "units", (str() as holder, str() as company):
            return _units(asking, holder, company, day)
        case "value", (str() as holder, str() as company):
            if has_preferences(asking.agreement, company):
                return unknown(HangsOn("number", f"value of {company}"))
            valuation = driver_figure(f"{company}_valuation", At(day, asking))
            return exact.times(stake_of(asking.holdings(company, day), holder, call.basis), valuation)
        case "seats", (str() as party, str() as body):
            return asking.seats(party, body, day)
        case "total", (str() as driver,):
            return unknown(HangsOn("number", driver))
        case _:
            return _unrun(asking, call)


def _name(expression: Expression) -> str | None:
    return expression.name if isinstance(expression, Ref) else None


def _units(asking: Asking, holder: str, company: str, day: date) -> Figure:
    held = asking.holdings(company, day)
    own = held.of(holder)
    if own is not None and own.units is not None:
        return own.units
    if own is None and held.shares and held.unnamed == exactly(0):
        return exactly(0, SHARE)
    name = held.clause or f"holdings of {company}"
    return Figure(Fraction(0), None, SHARE, frozenset({HangsOn("number", name)}))


def _unrun(asking: Asking, call: Call) -> Figure:
    money = of_symbol(asking.deal.currency)
    hangs_on = frozenset({HangsOn("record", expression_text(call))})
    match call.function:
        case "paid" | "purchased":
            return Figure(Fraction(0), None, money, hangs_on)
        case "cash":
            return Figure(None, None, money, hangs_on)
        case _:
            return Figure(None, None, hangs_on=hangs_on)
