"""Expressions of every kind: amounts, moments, conditions, propositions."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.syntax.tree.words import Name


class NumberExpr(Struct, frozen=True, gc=False):
    """`27%`, `25bp`, `13bn EUR per year`, `160m shares`, `6 GW`. `value` is as written, before percent and scale."""

    value: Decimal
    percent: Literal["%", "bp"] | None
    scale: str | None
    unit: Name | None
    per: Name | None
    span: Span


class DateExpr(Struct, frozen=True, gc=False):
    """`2025-10-28`, `2025-10` or, where a date is expected, `2025`: first day and precision."""

    day: date
    precision: Literal["day", "month", "year"]
    span: Span


class DurationExpr(Struct, frozen=True, gc=False):
    """`18 months`, `2 years 6 months`, `5 business days`."""

    years: int
    months: int
    days: int
    business_days: int
    span: Span


class TextExpr(Struct, frozen=True, gc=False):
    """A quoted text where a value may stand."""

    text: str
    span: Span


class NameExpr(Struct, frozen=True, gc=False):
    """A name used as a value, also `true` and `false`."""

    name: Name
    span: Span


class RangeExpr(Struct, frozen=True, gc=False):
    """`[normal | uniform] a to b [within c to d]`."""

    shape: Literal["normal", "uniform"] | None
    low: "Expr"
    high: "Expr"
    within: tuple["Expr", "Expr"] | None
    span: Span


class TriangularExpr(Struct, frozen=True, gc=False):
    """`triangular a, b, c`."""

    low: "Expr"
    mode: "Expr"
    high: "Expr"
    span: Span


class OneOfExpr(Struct, frozen=True, gc=False):
    """`one of (a, b, …)`: numbers or dates."""

    options: tuple["Expr", ...]
    span: Span


class BetweenExpr(Struct, frozen=True, gc=False):
    """`between a and b [step c]`."""

    low: "Expr"
    high: "Expr"
    step: "Expr | None"
    span: Span


class UndisclosedExpr(Struct, frozen=True, gc=False):
    """`undisclosed`, `undisclosed 5% to 20%`, `undisclosed shares`, `undisclosed between 2032 and 2033`."""

    range: "Expr | None"
    unit: Name | None
    span: Span


class NegativeExpr(Struct, frozen=True, gc=False):
    """`- a`."""

    operand: "Expr"
    span: Span


class NotExpr(Struct, frozen=True, gc=False):
    """`not a`."""

    operand: "Expr"
    span: Span


class BinaryExpr(Struct, frozen=True, gc=False):
    """`a op b` with op one of `+ - * / of`."""

    operator: Literal["+", "-", "*", "/", "of"]
    left: "Expr"
    right: "Expr"
    span: Span


class ComparisonExpr(Struct, frozen=True, gc=False):
    """`a op b [within tolerance]`."""

    operator: Literal[">=", "<=", ">", "<", "=", "!="]
    left: "Expr"
    right: "Expr"
    tolerance: "Expr | None"
    span: Span


class ConnectiveExpr(Struct, frozen=True, gc=False):
    """`a and b and c`, `a or b`: flat."""

    operator: Literal["and", "or"]
    operands: tuple["Expr", ...]
    span: Span


class CallExpr(Struct, frozen=True, gc=False):
    """`stake(microsoft, openai, as converted)`: words of a basis are one `TextExpr`."""

    function: Name
    arguments: tuple["Expr", ...]
    span: Span


class ExtremeOfExpr(Struct, frozen=True, gc=False):
    """`first of (…)`, `last of (…)`."""

    which: Literal["first", "last"]
    moments: tuple["Expr", ...]
    span: Span


class ShiftedExpr(Struct, frozen=True, gc=False):
    """`24 months after X`, `30 days before X`."""

    length: DurationExpr
    direction: Literal["after", "before"]
    origin: "Expr"
    span: Span


class BreachExpr(Struct, frozen=True, gc=False):
    """`breach of CLAUSE`."""

    clause: Name
    span: Span


class ActNode(Struct, frozen=True, gc=False):
    """`[actor] verb [asset] [from|to|on|with|in counterparty] [for field] [in territory]`."""

    actor: Name | None
    verb: Name
    asset: Name | None
    relation: Name | None
    counterparty: Name | None
    field: Name | None
    territory: Name | None
    span: Span


class MayExpr(Struct, frozen=True, gc=False):
    """`microsoft may [not] use openai.models`."""

    act: ActNode
    negated: bool
    span: Span


class StateExpr(Struct, frozen=True, gc=False):
    """`payment is [not] violated`, `model_rights is in force`."""

    clause: Name
    state: str
    negated: bool
    span: Span


class ControlsExpr(Struct, frozen=True, gc=False):
    """`foundation controls openai_board`, `foundation does not control openai_board`."""

    party: Name
    body: Name
    negated: bool
    span: Span


class DependsExpr(Struct, frozen=True, gc=False):
    """`whether PROPOSITION depends on a, b`."""

    proposition: "Expr"
    names: tuple[Name, ...]
    span: Span


Expr = (
    NumberExpr
    | DateExpr
    | DurationExpr
    | TextExpr
    | NameExpr
    | RangeExpr
    | TriangularExpr
    | OneOfExpr
    | BetweenExpr
    | UndisclosedExpr
    | NegativeExpr
    | NotExpr
    | BinaryExpr
    | ComparisonExpr
    | ConnectiveExpr
    | CallExpr
    | ExtremeOfExpr
    | ShiftedExpr
    | BreachExpr
    | MayExpr
    | StateExpr
    | ControlsExpr
    | DependsExpr
)
