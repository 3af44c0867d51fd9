"""Qualifier lines, in the order written, and the rows of their blocks."""

from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.syntax.tree.expressions import DurationExpr, Expr
from termwise.syntax.tree.sentences import AllocationNode
from termwise.syntax.tree.words import Name, Text


class EffectNode(Struct, frozen=True, gc=False):
    """`ends deal[, except X]` · `ends clause X` · `suspends X` · `resumes X` · `triggers event Y` · `… pays …`."""

    kind: Literal["ends deal", "ends clause", "suspends", "resumes", "triggers", "pays"]
    target: Name | None = None
    excepts: tuple[Name, ...] = ()
    payer: Name | None = None
    payee: Name | None = None
    amount: Expr | None = None
    span: Span | None = None


class InterestRateNode(Struct, frozen=True, gc=False):
    """`8% per year compounded quarterly, actual/360`; `compounded` and `day_count` None when not said."""

    rate: Expr
    compounded: str | None = None
    day_count: str | None = None


class AllocationRow(Struct, frozen=True, gc=False):
    """A waterfall tier: `first X: …`, `until P has X: …`, `until P has CLAUSE back [with INTEREST]: …`,
    `until CLAUSE is repaid: …`, `catch-up until P has X: …`, `then …`.
    """

    kind: Literal["first", "until", "back", "repaid", "catch-up", "then"]
    amount: Expr | None
    party: Name | None
    allocations: tuple[AllocationNode, ...]
    span: Span
    clause: Name | None = None
    interest: InterestRateNode | None = None


class TierNode(Struct, frozen=True, gc=False):
    """`from X: 5%` in a `tiers` block."""

    above: Expr
    rate: Expr
    span: Span


class VestingNode(Struct, frozen=True, gc=False):
    """`40m shares when CONDITION` in a `vests` block."""

    amount: Expr
    condition: Expr
    span: Span


class StepNode(Struct, frozen=True, gc=False):
    """`first 5 years 88%`; `length` None is the last `then`."""

    length: DurationExpr | None
    amount: Expr


class QualifierNode(Struct, frozen=True, gc=False):
    """One qualifier line: its keyword (see `syntax.parser.qualifiers`) and its parts, those of its kind filled.

    A single shape keeps the parser's table of keywords flat; `elaborate` reads only the parts a keyword has.
    """

    keyword: str
    span: Span
    expr: Expr | None = None
    second: Expr | None = None
    length: DurationExpr | None = None
    word: str | None = None
    flag: bool = False
    names: tuple[Name, ...] = ()
    text: Text | None = None
    effects: tuple[EffectNode, ...] = ()
    tiers: tuple[TierNode, ...] = ()
    vesting: tuple[VestingNode, ...] = ()
    allocation: AllocationRow | None = None
    steps: tuple[StepNode, ...] = ()
    interest: InterestRateNode | None = None
    otherwise: EffectNode | Expr | None = None
