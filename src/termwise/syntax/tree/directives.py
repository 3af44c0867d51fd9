"""Directives, and the text as a whole."""

from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.syntax.tree.expressions import DurationExpr, Expr
from termwise.syntax.tree.qualifiers import QualifierNode
from termwise.syntax.tree.sentences import SentenceNode
from termwise.syntax.tree.words import Name, Text


class DealNode(Struct, frozen=True, gc=False):
    """`deal "Title"` and its lines. The title is empty, and `lost` holds first words, where lines could not be read."""

    title: Text
    qualifiers: tuple[QualifierNode, ...]
    span: Span
    lost: tuple[str, ...] = ()


class PartyNode(Struct, frozen=True, gc=False):
    """`party name ["Full"][, kind words]` and its lines."""

    name: Name
    full_name: Text | None
    kind: Text | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class AssetNode(Struct, frozen=True, gc=False):
    """Also `field` and `territory` directives, told by `kind`."""

    name: Name
    title: Text | None
    owner: Name | None
    kind: Literal["asset", "field", "territory"]
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class BodyNode(Struct, frozen=True, gc=False):
    """`body name ["Title"] [of A]` and its lines."""

    name: Name
    title: Text | None
    of: Name | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class LikelyNode(Struct, frozen=True, gc=False):
    """`likely P[, between A and B | , D to D after E]`."""

    chance: Expr
    between: tuple[Expr, Expr] | None
    low: DurationExpr | None
    high: DurationExpr | None
    after: Name | None
    span: Span


class HazardNode(Struct, frozen=True, gc=False):
    """`1% per month from T`."""

    rate: Expr
    origin: Expr
    span: Span


class EventNode(Struct, frozen=True, gc=False):
    """`event name ["Title"] [by A]`; `chance` is likely or a hazard, `when` a rule, `lost` lines by first word."""

    name: Name
    title: Text | None
    by: Name | None
    on: Expr | None
    known: Expr | None
    chance: LikelyNode | HazardNode | None
    when: Expr | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span
    lost: tuple[str, ...] = ()


class KnownNode(Struct, frozen=True, gc=False):
    """`2025 13bn` in a `known` line."""

    when: Expr
    value: Expr
    span: Span


class GrowthNode(Struct, frozen=True, gc=False):
    """One regime of `grows R per year [until T | after E], then …`."""

    rate: Expr
    until: Expr | None
    after: Name | None
    span: Span


class JumpNode(Struct, frozen=True, gc=False):
    """`jumps R when EVENT`."""

    size: Expr
    event: Name
    span: Span


class CorrelationNode(Struct, frozen=True, gc=False):
    """`correlated C with DRIVER`."""

    coefficient: Expr
    driver: Name
    span: Span


class DriverNode(Struct, frozen=True, gc=False):
    """`driver name ["Title"] in UNIT [per TIME]` and its lines."""

    name: Name
    title: Text | None
    unit: Name
    per: Name | None
    known: tuple[KnownNode, ...]
    known_file: Text | None
    growth: tuple[GrowthNode, ...]
    variation: Expr | None
    correlations: tuple[CorrelationNode, ...]
    jumps: tuple[JumpNode, ...]
    formula: Expr | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class ClauseNode(Struct, frozen=True, gc=False):
    """`sentence` is None when its line could not be read (a diagnostic says so); `lost` as in `ChangeNode`."""

    name: Name
    title: Text | None
    sentence: SentenceNode | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span
    lost: tuple[str, ...] = ()


class ChangeNode(Struct, frozen=True, gc=False):
    """`change CLAUSE ["Title"]`: the new sentence if any, lines that replace, keywords that are removed.

    `lost` says what could not be read: the first words of lines, and "sentence" for the sentence.
    """

    clause: Name
    title: Text | None
    sentence: SentenceNode | None
    qualifiers: tuple[QualifierNode, ...]
    removed: tuple[Name, ...]
    span: Span
    lost: tuple[str, ...] = ()


class EndNode(Struct, frozen=True, gc=False):
    """`end CLAUSE [on T]`."""

    clause: Name
    on: Expr | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


PatchNode = ClauseNode | ChangeNode | EndNode


class AmendmentNode(Struct, frozen=True, gc=False):
    """`qualifiers` hold requires, source, says, effective, known and withdraws lines."""

    name: Name
    title: Text | None
    dating: Name
    dated: Expr
    status: Name | None
    patches: tuple[PatchNode, ...]
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class SourceNode(Struct, frozen=True, gc=False):
    """`qualifiers` hold publisher, published, language, file, sha256 and url lines."""

    name: Name
    title: Text | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class PinNode(Struct, frozen=True, gc=False):
    """`E on D` · `E never` · `E likely …` · `D is X` · `C.T is X` · `D grows …` · `D varies R` · `P exercises C on D` ·
    `C paid L late [from D] [until D]`.

    `C paid L late in Y` has the day, month or year as `moment` and `within`.
    """

    kind: Literal["on", "never", "likely", "is", "grows", "varies", "exercises", "late"]
    name: Name
    clause: Name | None = None
    moment: Expr | None = None
    value: Expr | None = None
    growth: tuple[GrowthNode, ...] = ()
    chance: LikelyNode | HazardNode | None = None
    length: DurationExpr | None = None
    end: Expr | None = None
    within: bool = False
    span: Span | None = None


class ScenarioNode(Struct, frozen=True, gc=False):
    """`scenario name ["Title"] [extends NAME]` and its pins."""

    name: Name
    title: Text | None
    extends: Name | None
    pins: tuple[PinNode, ...]
    span: Span


class WorthNode(Struct, frozen=True, gc=False):
    """`worth AMOUNT: CONDITION [on T]`."""

    amount: Expr
    condition: Expr
    on: Expr | None
    span: Span


class InterestNode(Struct, frozen=True, gc=False):
    """`interest PARTY`: discount rate, risk aversion, worths, walk-away."""

    party: Name
    discount_rate: Expr | None
    risk_aversion: Expr | None
    worths: tuple[WorthNode, ...]
    walk_away: Expr | None
    span: Span


class ClaimNode(Struct, frozen=True, gc=False):
    """`claim name ["Title"]` and its line `always [from T] [before T]: P`; None when that could not be read."""

    name: Name
    title: Text | None
    quantifier: Literal["always", "never"]
    start: Expr | None
    end: Expr | None
    end_inclusive: bool
    proposition: Expr | None
    span: Span


class GivenNode(Struct, frozen=True, gc=False):
    """`given E on D` or `given E never` (day None)."""

    event: Name
    day: Expr | None


class ExpectLine(Struct, frozen=True, gc=False):
    """`[on D][, known by D][, status S][, scenario N][, given E on D]…: PROPOSITION`."""

    on: Expr | None
    known_by: Expr | None
    status: Name | None
    scenario: Name | None
    given: tuple[GivenNode, ...]
    proposition: Expr
    span: Span


class ExpectNode(Struct, frozen=True, gc=False):
    """`expect` and its lines."""

    lines: tuple[ExpectLine, ...]
    span: Span


class IncludeNode(Struct, frozen=True, gc=False):
    """`include "path"`."""

    path: Text
    span: Span


Directive = (
    DealNode
    | PartyNode
    | AssetNode
    | BodyNode
    | EventNode
    | DriverNode
    | ClauseNode
    | AmendmentNode
    | SourceNode
    | ScenarioNode
    | InterestNode
    | ClaimNode
    | ExpectNode
    | IncludeNode
)


class Lost(Struct, frozen=True, gc=False):
    """A declaration that was left out: its keyword and its name, each None when it could not be read either.

    With both None, anything may have been declared in what could not be read.
    """

    kind: str | None
    name: str | None


class TextTree(Struct, frozen=True, gc=False):
    """One file, parsed: its directives in order. Faulty directives are left out or partial, with diagnostics.

    `lost` holds what the directives left out would have declared, so that its uses are no faults of their own.
    """

    file: str
    directives: tuple[Directive, ...]
    lost: tuple[Lost, ...] = ()
