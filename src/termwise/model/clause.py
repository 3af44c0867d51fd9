"""Clauses: one provision each, a sentence of a closed set and its qualifiers."""

from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.model.expression import Expression, Quantity
from termwise.model.moment import Bound, Moment
from termwise.model.sentence import Sentence


class Citation(Struct, frozen=True):
    """`source s004 "27 %"`: a few words or a figure to be found in the document. Words may be None."""

    source: str
    quote: str | None = None
    span: Span | None = None


class Untranslated(Struct, frozen=True):
    """Words of the contract that have no formal meaning here; every answer they bear on names them."""

    words: str
    owner: str | None = None
    span: Span | None = None


class NoEffect(Struct, frozen=True, tag="no_effect"):
    """`otherwise no effect`: the clause or amendment never takes effect."""


class OtherwiseAmount(Struct, frozen=True, tag="otherwise_amount"):
    """`otherwise 10bn`: the sentence stands with this amount instead."""

    amount: Expression


class OtherwiseEnds(Struct, frozen=True, tag="otherwise_ends"):
    """`otherwise ends deal` (clause None) or `otherwise ends clause X`, at the long-stop date."""

    clause: str | None = None


class OtherwiseTriggers(Struct, frozen=True, tag="otherwise_triggers"):
    """`otherwise triggers EVENT`, at the long-stop date."""

    event: str


Otherwise = NoEffect | OtherwiseAmount | OtherwiseEnds | OtherwiseTriggers


class Requirement(Struct, frozen=True):
    """A condition precedent with its long-stop: `requires CONDITION by DATE, otherwise …`.

    Until the condition is met the clause waits; when the long-stop passes first, `otherwise` holds.
    `by` None means that it may be met at any time.
    """

    condition: Expression
    by: Moment | None = None
    otherwise: Otherwise = NoEffect()
    span: Span | None = None


class Scope(Struct, frozen=True):
    """`only for health, education` or `except for openai.hardware`: names of assets (also fields, territories)."""

    names: tuple[str, ...]
    span: Span | None = None


class Cap(Struct, frozen=True):
    """`cap 38bn in total` (per None) or `cap 5bn per year`."""

    amount: Expression
    per: str | None = None
    span: Span | None = None


class Minimum(Struct, frozen=True):
    """`minimum 100m per year, trued up yearly`."""

    amount: Expression
    per: str | None = None
    trued_up: str | None = None
    span: Span | None = None


class TierRow(Struct, frozen=True):
    """Base amounts from `above` (inclusive) up to the next row's are charged `rate`."""

    above: Quantity
    rate: Expression
    span: Span | None = None


class Tiers(Struct, frozen=True):
    """Marginal half-open tiers over the payment's base; `cliff` charges the whole base at the top rate reached.

    `resets` is "yearly" or None (never).
    """

    rows: tuple[TierRow, ...]
    resets: str | None = None
    cliff: bool = False
    span: Span | None = None


class LateInterest(Struct, frozen=True):
    """`late interest 8% per year`."""

    rate: Expression
    span: Span | None = None


Rounding = Literal["up", "down", "half up", "half even"]


class RoundedTo(Struct, frozen=True):
    """`rounded to 0.01 [up | down | half up | half even]`."""

    unit: Quantity
    mode: Rounding = "half even"
    span: Span | None = None


class Qualifiers(Struct, frozen=True):
    """Everything around a clause's sentence. A field left at its default was not said.

    `start` None is the deal's start or the day the amendment takes effect; `end` None is the deal's end.
    """

    start: Moment | None = None
    end: Bound | None = None
    while_: Expression | None = None
    unless: tuple[Expression, ...] = ()
    requires: tuple[Requirement, ...] = ()
    overrides: tuple[str, ...] = ()
    only_for: Scope | None = None
    except_for: Scope | None = None
    survives: bool = False
    whole_periods: bool = False
    cap: tuple[Cap, ...] = ()
    floor: Expression | None = None
    minimum: Minimum | None = None
    tiers: Tiers | None = None
    carried_forward: bool = False
    recoups: tuple[str, ...] = ()
    deducts: tuple[Expression, ...] = ()
    late_interest: LateInterest | None = None
    rounded: RoundedTo | None = None
    says: tuple[str, ...] = ()
    untranslated: tuple[Untranslated, ...] = ()
    sources: tuple[Citation, ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()


class Clause(Struct, frozen=True):
    """One provision. `span` is the whole clause, `name_span` its name where it is declared."""

    name: str
    sentence: Sentence
    title: str | None = None
    qualifiers: Qualifiers = Qualifiers()
    span: Span | None = None
    name_span: Span | None = None
