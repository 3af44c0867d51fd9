"""Expressions and acts in the language.

Binding, loosest first: `or`, `and`, `not`, comparisons, `+ -`, `* /`, `of`, a sign. What
binds looser than its place allows is put in parentheses, so reading it back gives the same tree.
"""

from typing import assert_never

from termwise.model.act import Act
from termwise.model.expression import (
    Arithmetic,
    Between,
    Call,
    Choice,
    Comparison,
    Connective,
    Controls,
    DateLiteral,
    DependsOn,
    DurationLiteral,
    Expression,
    Interval,
    May,
    Negative,
    Not,
    Quantity,
    Ref,
    StateIs,
    Triangular,
    Truth,
    Undisclosed,
)
from termwise.model.text.moments import moment_text
from termwise.model.text.numbers import quantity_text

_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _OF, _SIGN, _ATOM = range(9)


def expression_text(expression: Expression, currency: str | None = None) -> str:
    """The expression in words of the language, on one line."""
    return _text(expression, currency)


def act_text(act: Act, *, with_actor: bool = True) -> str:
    """`openai buy compute from oracle for health in europe`: verb in its base form, parts in reading order."""
    parts = [act.actor] if with_actor else []
    parts.append(act.verb)
    if act.asset is not None:
        parts.append(act.asset)
    if act.counterparty is not None:
        parts += [act.relation or "with", act.counterparty]
    if act.field is not None:
        parts += ["for", act.field]
    if act.territory is not None:
        parts += ["in", act.territory]
    return " ".join(parts)


def may_text(act: Act, *, negated: bool = False) -> str:
    """`microsoft may use openai.models`, `microsoft may not use openai.models`."""
    return f"{act.actor} may {'not ' if negated else ''}{act_text(act, with_actor=False)}"


def _binding(expression: Expression) -> int:
    match expression:
        case Connective(operator="or") | DependsOn():
            return _OR
        case Connective():
            return _AND
        case Not():
            return _NOT
        case Comparison() | May() | StateIs() | Controls():
            return _COMPARISON
        case Arithmetic(operator="+" | "-") | Interval() | Triangular() | Between():
            return _SUM
        case Arithmetic(operator="of"):
            return _OF
        case Arithmetic():
            return _PRODUCT
        case Undisclosed(range=range_) if range_ is not None:
            return _SUM
        case Negative():
            return _SIGN
        case Quantity(value=value) if value < 0:
            return _SIGN
        case _:
            return _ATOM


def _inside(expression: Expression, least: int, currency: str | None) -> str:
    """The expression where at least this binding is needed: in parentheses when it binds looser."""
    text = _text(expression, currency)
    return text if _binding(expression) >= least else f"({text})"


def _text(expression: Expression, currency: str | None) -> str:
    match expression:
        case Quantity():
            return quantity_text(expression, currency)
        case Interval() | Triangular() | Choice() | Between() | Undisclosed():
            return uncertain_text(expression, currency)
        case Ref(name=name):
            return name
        case DateLiteral(moment):
            return moment_text(moment)
        case DurationLiteral(length):
            return str(length)
        case Truth(value):
            return "true" if value else "false"
        case Negative(operand):
            return f"-{_inside(operand, _ATOM, currency)}"
        case Arithmetic():
            return _arithmetic_text(expression, currency)
        case Call(function, arguments, basis):
            words = [_text(argument, currency) for argument in arguments] + ([basis] if basis else [])
            return f"{function}({', '.join(words)})"
        case _:
            return _truth_text(expression, currency)


Truths = Comparison | Connective | Not | May | StateIs | Controls | DependsOn


def _truth_text(expression: Truths, currency: str | None) -> str:
    match expression:
        case Comparison(operator, left, right, tolerance):
            within = f" within {quantity_text(tolerance, currency)}" if tolerance is not None else ""
            return f"{_inside(left, _SUM, currency)} {operator} {_inside(right, _SUM, currency)}{within}"
        case Connective(operator, operands):
            least = _AND if operator == "or" else _NOT
            return f" {operator} ".join(_inside(operand, least, currency) for operand in operands)
        case Not(operand):
            return f"not {_inside(operand, _ATOM, currency)}"
        case May(act, negated):
            return may_text(act, negated=negated)
        case StateIs(clause, state, negated):
            return f"{clause} is {'not ' if negated else ''}{state}"
        case Controls(party, body, negated):
            return f"{party} does not control {body}" if negated else f"{party} controls {body}"
        case DependsOn(proposition, names):
            return f"whether {_text(proposition, currency)} depends on {', '.join(names)}"
        case _:
            assert_never(expression)


def _arithmetic_text(expression: Arithmetic, currency: str | None) -> str:
    """Operators group to the left; a share `20% of x` takes simple operands only, else parentheses."""
    operator, left, right = expression.operator, expression.left, expression.right
    if operator == "of":
        open_ended = isinstance(left, Interval | Undisclosed)
        share = _text(left, currency) if open_ended else _inside(left, _SIGN, currency)
        return f"{share} of {_inside(right, _ATOM, currency)}"
    level = _SUM if operator in {"+", "-"} else _PRODUCT
    first, second = (currency, currency) if level == _SUM else _factor_currencies(left, right, currency)
    before = f"({_text(left, first)})" if _is_uncertain(left) else _inside(left, level, first)
    return f"{before} {operator} {_inside(right, level + 1, second)}"


def _factor_currencies(left: Expression, right: Expression, currency: str | None) -> tuple[str | None, str | None]:
    """The currency that goes without saying in each factor.

    A bare amount is read as money beside a percent or another bare amount; beside anything else it
    would be read as a plain number, so it names its currency.
    """
    if all(isinstance(factor, Quantity) and _is_bare(factor, currency) for factor in (left, right)):
        return currency, currency
    return (
        currency if _is_percent(right) or not _is_literal(left) else None,
        currency if _is_percent(left) or not _is_literal(right) else None,
    )


def _is_bare(quantity: Quantity, currency: str | None) -> bool:
    return currency is not None and quantity.unit == currency and currency not in quantity_text(quantity, currency)


def _is_percent(factor: Expression) -> bool:
    return isinstance(factor, Quantity) and factor.unit == "%" and factor.per is None


def _is_literal(factor: Expression) -> bool:
    return isinstance(factor, Quantity | Interval | Triangular | Choice | Between | Undisclosed)


def _is_uncertain(expression: Expression) -> bool:
    return isinstance(expression, Interval | Triangular | Between | Undisclosed)


def uncertain_text(number: Interval | Triangular | Choice | Between | Undisclosed, currency: str | None) -> str:
    """`20% to 80% per year`, `one of (8%, 10%)`, `undisclosed 15% to 20%`, `between 200bn and 300bn step 25bn`."""
    match number:
        case Interval(low, high, shape, within):
            start = "" if shape == "lognormal" else f"{shape} "
            bounds = "" if within is None else f" within {_range(*within, currency)}"
            return f"{start}{_range(low, high, currency)}{bounds}"
        case Triangular(low, mode, high):
            return "triangular " + ", ".join(quantity_text(q, currency) for q in (low, mode, high))
        case Choice(options):
            return f"one of ({', '.join(quantity_text(option, currency) for option in options)})"
        case Between(low, high, step):
            stride = "" if step is None else f" step {quantity_text(step, currency)}"
            return f"between {quantity_text(low, currency)} and {quantity_text(high, currency)}{stride}"
        case Undisclosed(range_, unit):
            words = "" if range_ is None else f" {_text(range_, currency)}"
            return f"undisclosed{words}" if range_ is not None or unit is None else f"undisclosed {unit}"
        case _:
            assert_never(number)


def _range(low: Quantity, high: Quantity, currency: str | None) -> str:
    """Both ends; a time that they share is said once, at the end."""
    same_time = low.per == high.per
    return f"{quantity_text(low, currency, per=not same_time)} to {quantity_text(high, currency)}"


def rate_text(rate: Expression, currency: str | None) -> str:
    """A rate of growth, variation or interest, with its time: `8% per year`."""
    text = expression_text(rate, currency)
    return text if " per " in text else f"{text} per year"
