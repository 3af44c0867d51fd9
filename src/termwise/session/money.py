"""Numbers that only a run can tell, put into a proposition: what was paid, a party's cash, what it bought, shares."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from termwise.model.expression import (
    Arithmetic,
    Call,
    Comparison,
    Connective,
    Expression,
    Negative,
    Not,
    Quantity,
    Ref,
)
from termwise.model.walk import parts
from termwise.session.ran import Ran
from termwise.session.shares import counted, is_by_preference, is_counted_by_a_run, needs_counting
from termwise.view.agreement import Agreement

RunOf = Callable[[], Ran | None]
"""The run of the view asked about; None when it cannot be run."""


def asks_for_a_run(agreement: Agreement, proposition: Expression, day: date) -> bool:
    """Whether a proposition speaks of money that moves, or of shares that only a run counts."""
    return any(_is_run(part) for part in parts(proposition)) or needs_counting(agreement, proposition, day)


class RunNumbers:
    """The numbers of one run on one day."""

    def __init__(self, ran: Ran, day: date) -> None:
        self._ran = ran
        self._day = day
        self._left_out = {one.name: one.why for one in ran.left_out}

    def put(self, expression: Expression) -> Expression:
        """The expression with every number of the run in place of its call; a call without one stays."""
        match expression:
            case Call() if _is_run(expression):
                value = self._value(expression)
                return expression if value is None else _exactly(value, self._unit(expression))
            case Call() if is_counted_by_a_run(self._ran.agreement, expression, self._day):
                return self._counted(expression)
            case Call(arguments=arguments):
                return replace(expression, arguments=tuple(self.put(argument) for argument in arguments))
            case Comparison(left=left, right=right) | Arithmetic(left=left, right=right):
                return replace(expression, left=self.put(left), right=self.put(right))
            case Connective(operands=operands):
                return replace(expression, operands=tuple(self.put(operand) for operand in operands))
            case Not(operand=operand) | Negative(operand=operand):
                return replace(expression, operand=self.put(operand))
            case _:
                return expression

    def why_open(self, expression: Expression) -> str | None:
        """Why the run leaves a number of the expression open, in words; None when it tells them all."""
        for call in parts(expression):
            if isinstance(call, Call) and is_counted_by_a_run(self._ran.agreement, call, self._day):
                why = counted(self._ran, call, self._day).why_open
                if why is not None:
                    return why
            if isinstance(call, Call) and _is_run(call) and self._value(call) is None:
                return next((f"{name} is not run whole: {self._left_out[name]}" for name in self._short_of(call)), None)
        return None

    def rests_on(self, expression: Expression) -> tuple[str, ...]:
        """The undisclosed numbers that the entries counted in the expression rest on."""
        found: set[str] = set()
        for call in parts(expression):
            if isinstance(call, Call) and call.function in ("paid", "cash", "purchased"):
                names = _names(call)
                for entry, rests in zip(self._ran.entries, self._ran.rests_on, strict=True):
                    if entry.on <= self._day.toordinal() and {entry.clause, entry.payer, entry.payee} & set(names):
                        found |= rests
        return tuple(sorted(found))

    def _value(self, call: Call) -> Fraction | None:
        """The number of a call, or None where the run is not whole."""
        if self._short_of(call):
            return None
        match call.function, _names(call):
            case "paid", [clause]:
                return self._ran.paid(clause, self._day)
            case "cash", [party]:
                return self._ran.cash(party, self._day)
            case "purchased", [buyer, asset]:
                return self._ran.purchased(buyer, asset, self._day)
            case "total", [driver]:
                return self._ran.total(driver, self._day)
            case "delivered", [asset]:
                found = self._ran.delivered(asset, self._day)
                return None if found is None else found[0]
            case _:
                return None

    def _unit(self, call: Call) -> str:
        """What the number of a call counts: money of the deal, or what is delivered."""
        if call.function != "delivered":
            return self._ran.currency
        found = self._ran.delivered(_names(call)[0], self._day)
        return self._ran.currency if found is None else found[1]

    def _counted(self, call: Call) -> Expression:
        """A holding that only the run counts; a `value` is the stake times the company's valuation."""
        found = counted(self._ran, call, self._day).value
        if found is None:
            return call
        if is_by_preference(self._ran.agreement, call):
            return _exactly(found, self._ran.currency)
        if call.function == "value":
            return Arithmetic("*", _exactly(found, ""), Ref("driver", f"{_names(call)[1]}_valuation"))
        return _exactly(found, "shares" if call.function == "units" else "")

    def _short_of(self, call: Call) -> tuple[str, ...]:
        """The clauses and drivers left out of the run that the number may need."""
        names: Iterable[str] = _names(call)
        if call.function == "cash":
            names = sorted(name for party in _names(call) for name in self._ran.clauses_naming(party))
        elif call.function == "purchased":
            names = sorted(self._ran.clauses_buying(*_names(call)))
        elif call.function == "delivered":
            names = sorted(self._ran.clauses_delivering(*_names(call)))
        return tuple(name for name in names if name in self._left_out)


def _names(call: Call) -> list[str]:
    return [argument.name for argument in call.arguments if isinstance(argument, Ref)]


def _is_run(part: object) -> bool:
    return isinstance(part, Call) and part.function in ("paid", "cash", "total", "purchased", "delivered")


def _exactly(value: Fraction, unit: str) -> Expression:
    """The number as an expression, exact also where its decimals never end."""
    whole = Quantity(Decimal(value.numerator), unit)
    return whole if value.denominator == 1 else Arithmetic("/", whole, Quantity(Decimal(value.denominator)))
