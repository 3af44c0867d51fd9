"""Clauses and their qualifiers in the language."""

from typing import assert_never

from termwise.model.clause import (
    Cap,
    Citation,
    Clause,
    LateInterest,
    Minimum,
    NoEffect,
    Otherwise,
    OtherwiseAmount,
    OtherwiseEnds,
    OtherwiseTriggers,
    Qualifiers,
    Requirement,
    RoundedTo,
    Tiers,
    Untranslated,
)
from termwise.model.text.expressions import expression_text, rate_text
from termwise.model.text.moments import bound_text, moment_text
from termwise.model.text.numbers import quantity_text
from termwise.model.text.quoted import indented, quoted, titled
from termwise.model.text.sentences import sentence_lines


def clause_text(clause: Clause, currency: str | None = None) -> str:
    """The whole `clause` block, without a line end after it."""
    lines = sentence_lines(clause.sentence, currency) + qualifier_lines(clause.qualifiers, currency)
    return "\n".join([f"clause {clause.name}{titled(clause.title)}", *indented(lines)])


def qualifier_lines(qualifiers: Qualifiers, currency: str | None = None) -> list[str]:
    """One line for each qualifier said, in a fixed order: when, on what terms, how much, whose words."""
    return [
        *_time_lines(qualifiers, currency),
        *_reach_lines(qualifiers),
        *_money_lines(qualifiers, currency),
        *_word_lines(qualifiers),
    ]


def _time_lines(qualifiers: Qualifiers, currency: str | None) -> list[str]:
    lines = []
    if qualifiers.start is not None:
        lines.append(f"from {moment_text(qualifiers.start)}")
    if qualifiers.end is not None:
        lines.append(bound_text(qualifiers.end))
    if qualifiers.while_ is not None:
        lines.append(f"while {expression_text(qualifiers.while_, currency)}")
    lines += [f"unless {expression_text(exception, currency)}" for exception in qualifiers.unless]
    lines += [requirement_text(requirement, currency) for requirement in qualifiers.requires]
    return lines


def requirement_text(requirement: Requirement, currency: str | None = None) -> str:
    """`requires recapitalised by 2025-12-31, otherwise 10bn`; without a long-stop and else-branch: `requires x`."""
    condition = f"requires {expression_text(requirement.condition, currency)}"
    if requirement.by is None and requirement.otherwise == NoEffect():
        return condition
    by = "" if requirement.by is None else f" by {moment_text(requirement.by)}"
    return f"{condition}{by}, otherwise {otherwise_text(requirement.otherwise, currency)}"


def otherwise_text(otherwise: Otherwise, currency: str | None = None) -> str:
    """`no effect`, `10bn`, `ends deal`, `ends clause x`, `triggers event y`."""
    match otherwise:
        case NoEffect():
            return "no effect"
        case OtherwiseAmount(amount):
            return expression_text(amount, currency)
        case OtherwiseEnds(clause):
            return "ends deal" if clause is None else f"ends clause {clause}"
        case OtherwiseTriggers(event):
            return f"triggers event {event}"
        case _:
            assert_never(otherwise)


def _reach_lines(qualifiers: Qualifiers) -> list[str]:
    lines = []
    if qualifiers.overrides:
        lines.append(f"overrides {', '.join(qualifiers.overrides)}")
    if qualifiers.only_for is not None:
        lines.append(f"only for {', '.join(qualifiers.only_for.names)}")
    if qualifiers.except_for is not None:
        lines.append(f"except for {', '.join(qualifiers.except_for.names)}")
    if qualifiers.survives:
        lines.append("survives termination")
    return lines


def _money_lines(qualifiers: Qualifiers, currency: str | None) -> list[str]:
    lines = ["whole periods"] if qualifiers.whole_periods else []
    lines += [cap_text(cap, currency) for cap in qualifiers.cap]
    if qualifiers.floor is not None:
        lines.append(f"floor {expression_text(qualifiers.floor, currency)}")
    if qualifiers.minimum is not None:
        lines.append(_minimum_text(qualifiers.minimum, currency))
    if qualifiers.tiers is not None:
        lines += _tiers_lines(qualifiers.tiers, currency)
    if qualifiers.carried_forward:
        lines.append("carried forward")
    if qualifiers.recoups:
        lines.append(f"recoups {', '.join(qualifiers.recoups)}")
    lines += [f"deducts {expression_text(amount, currency)}" for amount in qualifiers.deducts]
    if qualifiers.late_interest is not None:
        lines.append(_late_interest_text(qualifiers.late_interest, currency))
    if qualifiers.rounded is not None:
        lines.append(_rounded_text(qualifiers.rounded, currency))
    return lines


def cap_text(cap: Cap, currency: str | None = None) -> str:
    """`cap 38bn in total`, `cap 5bn per year`."""
    period = "in total" if cap.per is None else f"per {cap.per}"
    return f"cap {expression_text(cap.amount, currency)} {period}"


def _minimum_text(minimum: Minimum, currency: str | None) -> str:
    period = "" if minimum.per is None else f" per {minimum.per}"
    true_up = "" if minimum.trued_up is None else f", trued up {minimum.trued_up}"
    return f"minimum {expression_text(minimum.amount, currency)}{period}{true_up}"


def _tiers_lines(tiers: Tiers, currency: str | None) -> list[str]:
    words = ["tiers"]
    if tiers.resets is not None:
        words.append(f"reset {tiers.resets}")
    if tiers.cliff:
        words.append("cliff")
    rows = [f"from {quantity_text(row.above, currency)}: {expression_text(row.rate, currency)}" for row in tiers.rows]
    return [", ".join(words), *indented(rows)]


def _late_interest_text(interest: LateInterest, currency: str | None) -> str:
    return f"late interest {rate_text(interest.rate, currency)}"


def _rounded_text(rounded: RoundedTo, currency: str | None) -> str:
    return f"rounded to {quantity_text(rounded.unit, currency)} {rounded.mode}"


def _word_lines(qualifiers: Qualifiers) -> list[str]:
    return [
        *says_lines(qualifiers.says),
        *(untranslated_text(words) for words in qualifiers.untranslated),
        *source_lines(qualifiers.sources),
    ]


def says_lines(says: tuple[str, ...]) -> list[str]:
    """`says "…"`, one line each."""
    return [f"says {quoted(words)}" for words in says]


def untranslated_text(untranslated: Untranslated) -> str:
    """`untranslated "commercially reasonable efforts", owner counsel`."""
    owner = "" if untranslated.owner is None else f", owner {untranslated.owner}"
    return f"untranslated {quoted(untranslated.words)}{owner}"


def source_lines(citations: tuple[Citation, ...]) -> list[str]:
    """`source s004 "27 %"`, one line each."""
    return [f"source {citation.source}{titled(citation.quote)}" for citation in citations]
