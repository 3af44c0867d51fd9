"""Sentences, one node for each of the closed set, and schedules."""

from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.syntax.tree.expressions import ActNode, DurationExpr, Expr
from termwise.syntax.tree.words import Name, Text


class ScheduleNode(Struct, frozen=True, gc=False):
    """`on T` · `by T` · `within D of T` · `when C` · `quarterly [in advance]` · `every D from T`."""

    kind: Literal["on", "by", "within", "when", "periodic", "every"]
    moment: Expr | None = None
    condition: Expr | None = None
    length: DurationExpr | None = None
    frequency: str | None = None
    in_advance: bool = False
    span: Span | None = None


class PaysSentence(Struct, frozen=True, gc=False):
    """`A pays B X [schedule]`."""

    payer: Name
    payee: Name
    amount: Expr
    schedule: ScheduleNode | None
    span: Span


class BuysSentence(Struct, frozen=True, gc=False):
    """`A buys [quantity of] X from B[, amount | at price] [schedule]`."""

    buyer: Name
    asset: Name
    seller: Name
    amount: Expr | None
    schedule: ScheduleNode | None
    span: Span
    quantity: Expr | None = None
    price: Expr | None = None


class CommitsToBuySentence(Struct, frozen=True, gc=False):
    """`A commits to buy AMOUNT of X from B [at price] [by T]`."""

    buyer: Name
    amount: Expr
    asset: Name
    seller: Name
    by: Expr | None
    span: Span
    price: Expr | None = None


class CommitsToInvestSentence(Struct, frozen=True, gc=False):
    """`A commits to invest AMOUNT in B [by T]`."""

    investor: Name
    amount: Expr
    company: Name
    by: Expr | None
    span: Span


class LendsSentence(Struct, frozen=True, gc=False):
    """`A lends B AMOUNT [schedule]`."""

    lender: Name
    borrower: Name
    amount: Expr
    schedule: ScheduleNode | None
    span: Span


class GrantsSentence(Struct, frozen=True, gc=False):
    """`A grants B [exclusive | sole | non-exclusive] use, host of X`."""

    grantor: Name
    grantees: tuple[Name, ...]
    exclusiveness: Name | None
    verbs: tuple[Name, ...]
    asset: Name
    span: Span


class OnlySentence(Struct, frozen=True, gc=False):
    """`openai buys compute only from microsoft`: the verb is in its base form here."""

    actor: Name
    verb: Name
    asset: Name | None
    relation: Name
    allowed: tuple[Name, ...]
    span: Span


class FirstRefusalSentence(Struct, frozen=True, gc=False):
    """`A has first refusal when B buys X`: the verb is in its base form here."""

    holder: Name
    act: ActNode
    span: Span


class ConsentSentence(Struct, frozen=True, gc=False):
    """`A needs consent of B, C to VERB …`."""

    actor: Name
    givers: tuple[Name, ...]
    act: ActNode
    span: Span


class MustSentence(Struct, frozen=True, gc=False):
    """Duty, or prohibition when `negated`."""

    act: ActNode
    negated: bool
    deadline: ScheduleNode | None
    span: Span


class MaySentence(Struct, frozen=True, gc=False):
    """`A may VERB …` or `either A or B may terminate after 90 days notice, not before D`: permission or power.

    `elaborate` tells them apart: a power has notice, effects, or a verb of form (terminate, declare, …).
    """

    actors: tuple[Name, ...]
    either: bool
    act: ActNode
    notice: DurationExpr | None
    not_before: Expr | None
    span: Span


class AllocationNode(Struct, frozen=True, gc=False):
    """`microsoft 27%`: one part of an issue or of a waterfall tier."""

    holder: Name
    amount: Expr


class IssuesSentence(Struct, frozen=True, gc=False):
    """`A issues B 27%, C 26% [at PRICE] [on T]`."""

    company: Name
    allocations: tuple[AllocationNode, ...]
    price: Expr | None
    on: Expr | None
    span: Span


class InvestsSentence(Struct, frozen=True, gc=False):
    """`A invests AMOUNT in B [at PRICE pre-money | post-money | per share] [schedule]`."""

    investor: Name
    amount: Expr
    company: Name
    price: Expr | None
    price_is: Literal["pre-money", "post-money", "per share"] | None
    schedule: ScheduleNode | None
    span: Span


class ConvertsSentence(Struct, frozen=True, gc=False):
    """`A converts X into B [in ROUND] [at PRICE …][, cap AMOUNT [pre-money]][, discount RATE] [schedule]`."""

    holder: Name
    instrument: Name
    company: Name
    round: Name | None
    price: Expr | None
    price_is: Literal["pre-money", "post-money", "per share"] | None
    cap: Expr | None
    cap_is: Literal["pre-money", "post-money"] | None
    discount: Expr | None
    schedule: ScheduleNode | None
    span: Span


class ReservesSentence(Struct, frozen=True, gc=False):
    """`A reserves AMOUNT for options [in ROUND] [on T]`."""

    company: Name
    amount: Expr
    round: Name | None
    on: Expr | None
    span: Span


class WarrantSentence(Struct, frozen=True, gc=False):
    """`A issues B warrant on AMOUNT [at STRIKE]`."""

    issuer: Name
    holder: Name
    amount: Expr
    strike: Expr | None
    span: Span


class PutOrCallSentence(Struct, frozen=True, gc=False):
    """`A has put on AMOUNT of C to B [at PRICE [per share]]`, `A has call on … from B`; `amount` None is all."""

    holder: Name
    kind: Literal["put", "call"]
    amount: Expr | None
    company: Name
    counterparty: Name
    price: Expr | None
    per_share: bool
    span: Span


class DistributesSentence(Struct, frozen=True, gc=False):
    """`A distributes X [by preference] [schedule]`; the tiers are `allocation` lines."""

    payer: Name
    base: Name
    schedule: ScheduleNode | None
    span: Span
    by_preference: bool = False


class AppointsSentence(Struct, frozen=True, gc=False):
    """`seats` None is all."""

    appointer: Name
    body: Name
    seats: Expr | None
    role: Literal["seat", "observer"]
    span: Span


class UntranslatedSentence(Struct, frozen=True, gc=False):
    """`untranslated "…"[, owner A][, about X, Y]` as a whole clause."""

    words: Text
    owner: Name | None
    about: tuple[Name, ...]
    span: Span


SentenceNode = (
    PaysSentence
    | BuysSentence
    | CommitsToBuySentence
    | CommitsToInvestSentence
    | LendsSentence
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
    | PutOrCallSentence
    | DistributesSentence
    | AppointsSentence
    | UntranslatedSentence
)
