"""Quantities: what an expression comes to in a period.

A rate per time comes to its amount over the period, everything else to its value; so a share of a flow is the
share of the amount over the period, and a flow compared with `500m per year` is compared over the period.
"""

from termwise.ir.program import NumberOperator, Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.numbers import Literal, per_time
from termwise.lower.passes.seats import seats
from termwise.lower.passes.valuing import value_before
from termwise.model.expression import (
    Arithmetic,
    Between,
    Call,
    Choice,
    Expression,
    Interval,
    Negative,
    Quantity,
    Ref,
    Triangular,
    Undisclosed,
)
from termwise.model.text import expression_text
from termwise.view.ranks import has_preferences

_OPERATORS: dict[str, NumberOperator] = {"+": "add", "-": "subtract", "*": "multiply", "of": "multiply", "/": "divide"}


def number(lo: Lowers, expression: Expression, about: str) -> Value:
    """The value of a quantity in the period. Raises `NotLoweredError` for what the program cannot follow."""
    match expression:
        case Quantity() | Interval() | Triangular() | Choice() | Between() | Undisclosed():
            return _literal(lo, expression, about)
        case Ref(kind="driver", name=name):
            return lo.driver(name)
        case Negative(operand):
            return lo.builder.subtract(lo.builder.number(0), lo.number(operand, about))
        case Arithmetic(operator, left, right):
            one, other = lo.number(left, about), lo.number(right, about)
            return lo.builder.binary(_OPERATORS[operator], one, other)
        case Call():
            return _call(lo, expression, about)
        case _:
            raise NotLoweredError(f"`{expression_text(expression)}` is not followed as a number")


def _literal(lo: Lowers, literal: Literal, about: str) -> Value:
    value = lo.parameter(about, literal)
    unit = per_time(literal)
    return value if unit is None else lo.builder.multiply(value, lo.builder.table(lo.grid.share(unit)))


def _call(lo: Lowers, call: Call, about: str) -> Value:
    match call.function, call.arguments:
        case "min", (first, *more):
            value = lo.number(first, about)
            for argument in more:
                value = lo.builder.minimum(value, lo.number(argument, about))
            return value
        case "max", (first, *more):
            value = lo.number(first, about)
            for argument in more:
                value = lo.builder.maximum(value, lo.number(argument, about))
            return value
        case "paid", (Ref(name=clause),):
            return lo.so_far(f"paid:{clause}")
        case "cash", (Ref(name=party),):
            return lo.so_far(f"cash:{party}")
        case "purchased", (Ref(name=buyer), Ref(name=asset)):
            return lo.so_far(f"bought:{buyer}:{asset}")
        case "delivered", (Ref(name=asset),):
            return lo.delivered_so_far(asset)
        case ("stake" | "units") as kind, (Ref(name=holder), Ref(name=company)):
            return lo.held(kind, holder, company, call.basis)
        case "value", (Ref(name=holder), Ref(name=company)) if has_preferences(lo.agreement, company):
            return value_before(lo, holder, company)
        case "value", (Ref(name=holder), Ref(name=company)):
            valuation = lo.driver(f"{company}_valuation")
            return lo.builder.multiply(lo.held("stake", holder, company, call.basis), valuation)
        case "seats", (Ref(name=party), Ref(name=body)):
            return seats(lo, party, body)
        case "total", (Ref(kind="driver", name=driver) as ref,):
            name, now = f"{driver}: total so far", lo.number(ref, about)
            total = lo.builder.add(lo.running.before(name), now)
            lo.running.get(name)
            lo.running.set(name, total)
            return total
        case _:
            raise NotLoweredError(f"`{expression_text(call)}` is not followed")
