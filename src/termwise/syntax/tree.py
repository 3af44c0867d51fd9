"""The tree of a deal text: what was written, with a span on every value.

Names are unresolved words. Moments, conditions and propositions are all `Expr` here;
`elaborate` decides what each may be where it stands.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span


class Name(Struct, frozen=True):
    """A name, dotted or not, as written."""

    text: str
    span: Span


class Text(Struct, frozen=True):
    """The content of a `"quoted"` text, escapes resolved."""

    text: str
    span: Span


# -- expressions ---------------------------------------------------------------------------------


class NumberExpr(Struct, frozen=True):
    """`27%`, `25bp`, `13bn EUR per year`, `160m shares`, `6 GW`. `value` is as written, before percent and scale."""

    value: Decimal
    percent: Literal["%", "bp"] | None
    scale: str | None
    unit: Name | None
    per: Name | None
    span: Span


class DateExpr(Struct, frozen=True):
    """`2025-10-28`, `2025-10` or, where a date is expected, `2025`: first day and precision."""

    day: date
    precision: Literal["day", "month", "year"]
    span: Span


class DurationExpr(Struct, frozen=True):
    """`18 months`, `2 years 6 months`, `5 business days`."""

    years: int
    months: int
    days: int
    business_days: int
    span: Span


class TextExpr(Struct, frozen=True):
    """A quoted text where a value may stand."""

    text: str
    span: Span


class NameExpr(Struct, frozen=True):
    """A name used as a value, also `true` and `false`."""

    name: Name
    span: Span


class RangeExpr(Struct, frozen=True):
    """`[normal | uniform] a to b [within c to d]`."""

    shape: Literal["normal", "uniform"] | None
    low: "Expr"
    high: "Expr"
    within: tuple["Expr", "Expr"] | None
    span: Span


class TriangularExpr(Struct, frozen=True):
    """`triangular a, b, c`."""

    low: "Expr"
    mode: "Expr"
    high: "Expr"
    span: Span


class OneOfExpr(Struct, frozen=True):
    """`one of (a, b, …)`: numbers or dates."""

    options: tuple["Expr", ...]
    span: Span


class BetweenExpr(Struct, frozen=True):
    """`between a and b [step c]`."""

    low: "Expr"
    high: "Expr"
    step: "Expr | None"
    span: Span


class UndisclosedExpr(Struct, frozen=True):
    """`undisclosed`, `undisclosed 5% to 20%`, `undisclosed shares`, `undisclosed between 2032 and 2033`."""

    range: "Expr | None"
    unit: Name | None
    span: Span


class NegativeExpr(Struct, frozen=True):
    """`- a`."""

    operand: "Expr"
    span: Span


class NotExpr(Struct, frozen=True):
    """`not a`."""

    operand: "Expr"
    span: Span


class BinaryExpr(Struct, frozen=True):
    """`a op b` with op one of `+ - * / of`."""

    operator: Literal["+", "-", "*", "/", "of"]
    left: "Expr"
    right: "Expr"
    span: Span


class ComparisonExpr(Struct, frozen=True):
    """`a op b [within tolerance]`."""

    operator: Literal[">=", "<=", ">", "<", "=", "!="]
    left: "Expr"
    right: "Expr"
    tolerance: "Expr | None"
    span: Span


class ConnectiveExpr(Struct, frozen=True):
    """`a and b and c`, `a or b`: flat."""

    operator: Literal["and", "or"]
    operands: tuple["Expr", ...]
    span: Span


class CallExpr(Struct, frozen=True):
    """`stake(microsoft, openai, as converted)`: words of a basis are one `TextExpr`."""

    function: Name
    arguments: tuple["Expr", ...]
    span: Span


class ExtremeOfExpr(Struct, frozen=True):
    """`first of (…)`, `last of (…)`."""

    which: Literal["first", "last"]
    moments: tuple["Expr", ...]
    span: Span


class ShiftedExpr(Struct, frozen=True):
    """`24 months after X`, `30 days before X`."""

    length: DurationExpr
    direction: Literal["after", "before"]
    origin: "Expr"
    span: Span


class BreachExpr(Struct, frozen=True):
    """`breach of CLAUSE`."""

    clause: Name
    span: Span


class ActNode(Struct, frozen=True):
    """`[actor] verb [asset] [from|to|on|with|in counterparty] [for field] [in territory]`."""

    actor: Name | None
    verb: Name
    asset: Name | None
    relation: Name | None
    counterparty: Name | None
    field: Name | None
    territory: Name | None
    span: Span


class MayExpr(Struct, frozen=True):
    """`microsoft may [not] use openai.models`."""

    act: ActNode
    negated: bool
    span: Span


class StateExpr(Struct, frozen=True):
    """`payment is [not] violated`, `model_rights is in force`."""

    clause: Name
    state: str
    negated: bool
    span: Span


class ControlsExpr(Struct, frozen=True):
    """`foundation controls openai_board`, `foundation does not control openai_board`."""

    party: Name
    body: Name
    negated: bool
    span: Span


class DependsExpr(Struct, frozen=True):
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


# -- sentences --------------------------------------------------------------------------------------


class ScheduleNode(Struct, frozen=True):
    """`on T` · `by T` · `within D of T` · `when C` · `quarterly [in advance]` · `every D from T`."""

    kind: Literal["on", "by", "within", "when", "periodic", "every"]
    moment: Expr | None = None
    condition: Expr | None = None
    length: DurationExpr | None = None
    frequency: str | None = None
    in_advance: bool = False
    span: Span | None = None


class PaysSentence(Struct, frozen=True):
    payer: Name
    payee: Name
    amount: Expr
    schedule: ScheduleNode | None
    span: Span


class BuysSentence(Struct, frozen=True):
    buyer: Name
    asset: Name
    seller: Name
    amount: Expr | None
    schedule: ScheduleNode | None
    span: Span


class CommitsToBuySentence(Struct, frozen=True):
    buyer: Name
    amount: Expr
    asset: Name
    seller: Name
    by: Expr | None
    span: Span


class CommitsToInvestSentence(Struct, frozen=True):
    investor: Name
    amount: Expr
    company: Name
    by: Expr | None
    span: Span


class GrantsSentence(Struct, frozen=True):
    grantor: Name
    grantees: tuple[Name, ...]
    exclusiveness: Name | None
    verbs: tuple[Name, ...]
    asset: Name
    span: Span


class OnlySentence(Struct, frozen=True):
    """`openai buys compute only from microsoft`: the verb is in its base form here."""

    actor: Name
    verb: Name
    asset: Name | None
    relation: Name
    allowed: tuple[Name, ...]
    span: Span


class FirstRefusalSentence(Struct, frozen=True):
    holder: Name
    act: ActNode
    span: Span


class ConsentSentence(Struct, frozen=True):
    actor: Name
    givers: tuple[Name, ...]
    act: ActNode
    span: Span


class MustSentence(Struct, frozen=True):
    """Duty, or prohibition when `negated`."""

    act: ActNode
    negated: bool
    deadline: ScheduleNode | None
    span: Span


class MaySentence(Struct, frozen=True):
    """`A may VERB …` or `either A or B may terminate after 90 days notice, not before D`: permission or power.

    `elaborate` tells them apart: a power has notice, effects, or a verb of form (terminate, declare, …).
    """

    actors: tuple[Name, ...]
    either: bool
    act: ActNode
    notice: DurationExpr | None
    not_before: Expr | None
    span: Span


class AllocationNode(Struct, frozen=True):
    holder: Name
    amount: Expr


class IssuesSentence(Struct, frozen=True):
    company: Name
    allocations: tuple[AllocationNode, ...]
    share_class: Name | None
    on: Expr | None
    span: Span


class InvestsSentence(Struct, frozen=True):
    investor: Name
    amount: Expr
    company: Name
    price: Expr | None
    price_is: Literal["pre-money", "post-money", "per share"] | None
    schedule: ScheduleNode | None
    span: Span


class ConvertsSentence(Struct, frozen=True):
    holder: Name
    instrument: Name
    company: Name
    cap: Expr | None
    discount: Expr | None
    schedule: ScheduleNode | None
    span: Span


class ReservesSentence(Struct, frozen=True):
    company: Name
    amount: Expr
    on: Expr | None
    span: Span


class WarrantSentence(Struct, frozen=True):
    issuer: Name
    holder: Name
    amount: Expr
    strike: Expr | None
    span: Span


class DistributesSentence(Struct, frozen=True):
    payer: Name
    base: Name
    schedule: ScheduleNode | None
    span: Span


class AppointsSentence(Struct, frozen=True):
    """`seats` None is all."""

    appointer: Name
    body: Name
    seats: Expr | None
    role: Literal["seat", "observer"]
    span: Span


class UntranslatedSentence(Struct, frozen=True):
    words: Text
    owner: Name | None
    about: tuple[Name, ...]
    span: Span


SentenceNode = (
    PaysSentence
    | BuysSentence
    | CommitsToBuySentence
    | CommitsToInvestSentence
    | GrantsSentence
    | OnlySentence
    | FirstRefusalSentence
    | ConsentSentence
    | MustSentence
    | MaySentence
    | IssuesSentence
    | InvestsSentence
    | ConvertsSentence
    | ReservesSentence
    | WarrantSentence
    | DistributesSentence
    | AppointsSentence
    | UntranslatedSentence
)


# -- qualifiers: one line each, in the order written ------------------------------------------------


class EffectNode(Struct, frozen=True):
    """`ends deal[, except X]` · `ends clause X` · `suspends X` · `resumes X` · `triggers event Y` · `… pays …`."""

    kind: Literal["ends deal", "ends clause", "suspends", "resumes", "triggers", "pays"]
    target: Name | None = None
    excepts: tuple[Name, ...] = ()
    payer: Name | None = None
    payee: Name | None = None
    amount: Expr | None = None
    span: Span | None = None


class AllocationRow(Struct, frozen=True):
    """A waterfall tier: `first X: …`, `until P has X: …`, `then …`."""

    kind: Literal["first", "until", "then"]
    amount: Expr | None
    party: Name | None
    allocations: tuple[AllocationNode, ...]
    span: Span


class TierNode(Struct, frozen=True):
    """`from X: 5%` in a `tiers` block."""

    above: Expr
    rate: Expr
    span: Span


class VestingNode(Struct, frozen=True):
    """`40m shares when CONDITION` in a `vests` block."""

    amount: Expr
    condition: Expr
    span: Span


class StepNode(Struct, frozen=True):
    length: DurationExpr | None
    amount: Expr


class QualifierNode(Struct, frozen=True):
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
    otherwise: EffectNode | Expr | None = None


# -- directives ---------------------------------------------------------------------------------------


class DealNode(Struct, frozen=True):
    title: Text
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class PartyNode(Struct, frozen=True):
    name: Name
    full_name: Text | None
    kind: Text | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class AssetNode(Struct, frozen=True):
    """Also `field` and `territory` directives, told by `kind`."""

    name: Name
    title: Text | None
    owner: Name | None
    kind: Literal["asset", "field", "territory"]
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class BodyNode(Struct, frozen=True):
    name: Name
    title: Text | None
    of: Name | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class LikelyNode(Struct, frozen=True):
    """`likely P[, between A and B | , D to D after E]`."""

    chance: Expr
    between: tuple[Expr, Expr] | None
    low: DurationExpr | None
    high: DurationExpr | None
    after: Name | None
    span: Span


class HazardNode(Struct, frozen=True):
    """`1% per month from T`."""

    rate: Expr
    origin: Expr
    span: Span


class EventNode(Struct, frozen=True):
    name: Name
    title: Text | None
    by: Name | None
    on: Expr | None
    known: Expr | None
    chance: LikelyNode | HazardNode | None
    when: Expr | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class KnownNode(Struct, frozen=True):
    when: Expr
    value: Expr
    span: Span


class GrowthNode(Struct, frozen=True):
    """One regime of `grows R per year [until T | after E], then …`."""

    rate: Expr
    until: Expr | None
    after: Name | None
    span: Span


class JumpNode(Struct, frozen=True):
    size: Expr
    event: Name
    span: Span


class CorrelationNode(Struct, frozen=True):
    coefficient: Expr
    driver: Name
    span: Span


class DriverNode(Struct, frozen=True):
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


class ClauseNode(Struct, frozen=True):
    """`sentence` is None when its line could not be read (a diagnostic says so)."""

    name: Name
    title: Text | None
    sentence: SentenceNode | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class ChangeNode(Struct, frozen=True):
    clause: Name
    title: Text | None
    sentence: SentenceNode | None
    qualifiers: tuple[QualifierNode, ...]
    removed: tuple[Name, ...]
    span: Span


class EndNode(Struct, frozen=True):
    clause: Name
    on: Expr | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


PatchNode = ClauseNode | ChangeNode | EndNode


class AmendmentNode(Struct, frozen=True):
    """`qualifiers` hold requires, source, says, effective, known and withdraws lines."""

    name: Name
    title: Text | None
    dating: Name
    dated: Expr
    status: Name | None
    patches: tuple[PatchNode, ...]
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class SourceNode(Struct, frozen=True):
    """`qualifiers` hold publisher, published, language, file, sha256 and url lines."""

    name: Name
    title: Text | None
    qualifiers: tuple[QualifierNode, ...]
    span: Span


class PinNode(Struct, frozen=True):
    """`E on D` · `E never` · `D is X` · `D grows …` · `P exercises C on D`."""

    kind: Literal["on", "never", "is", "grows", "exercises"]
    name: Name
    clause: Name | None = None
    moment: Expr | None = None
    value: Expr | None = None
    growth: tuple[GrowthNode, ...] = ()
    span: Span | None = None


class ScenarioNode(Struct, frozen=True):
    name: Name
    title: Text | None
    extends: Name | None
    pins: tuple[PinNode, ...]
    span: Span


class WorthNode(Struct, frozen=True):
    amount: Expr
    condition: Expr
    on: Expr | None
    span: Span


class InterestNode(Struct, frozen=True):
    party: Name
    discount_rate: Expr | None
    risk_aversion: Expr | None
    worths: tuple[WorthNode, ...]
    walk_away: Expr | None
    span: Span


class ClaimNode(Struct, frozen=True):
    name: Name
    title: Text | None
    quantifier: Literal["always", "never"]
    start: Expr | None
    end: Expr | None
    end_inclusive: bool
    proposition: Expr | None
    span: Span


class GivenNode(Struct, frozen=True):
    """`given E on D` or `given E never` (day None)."""

    event: Name
    day: Expr | None


class ExpectLine(Struct, frozen=True):
    """`[on D][, known by D][, status S][, scenario N][, given E on D]…: PROPOSITION`."""

    on: Expr | None
    known_by: Expr | None
    status: Name | None
    scenario: Name | None
    given: tuple[GivenNode, ...]
    proposition: Expr
    span: Span


class ExpectNode(Struct, frozen=True):
    lines: tuple[ExpectLine, ...]
    span: Span


class IncludeNode(Struct, frozen=True):
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


class TextTree(Struct, frozen=True):
    """One file, parsed: its directives in order. Faulty directives are left out or partial, with diagnostics."""

    file: str
    directives: tuple[Directive, ...]
