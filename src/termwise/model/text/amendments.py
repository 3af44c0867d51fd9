"""Amendments and their patches in the language."""

from typing import assert_never

import msgspec

from termwise.model.amendment import AddClause, Amendment, ChangeClause, EndClause, Patch
from termwise.model.clause import Qualifiers
from termwise.model.fields import fields_of
from termwise.model.sentence import Sentence
from termwise.model.text.clauses import (
    clause_text,
    qualifier_lines,
    requirement_text,
    says_lines,
    source_lines,
    untranslated_text,
)
from termwise.model.text.moments import moment_text
from termwise.model.text.quoted import indented, titled
from termwise.model.text.sentences import sentence_text
from termwise.model.text.tables import sentence_own_lines

_KEYWORDS = {
    "start": "from",
    "end": "until",
    "while_": "while",
    "only_for": "only for",
    "except_for": "except for",
    "survives": "survives termination",
    "whole_periods": "whole periods",
    "carried_forward": "carried forward",
    "late_interest": "late interest",
    "sources": "source",
    "accept_within": "accept within",
    "vesting": "vests",
    "share_class": "class",
    "at_least": "at least",
    "fulfilled_when": "fulfilled when",
    "violated_when": "violated when",
    "on_breach": "on breach",
    "effects": "effect",
    "effective_when": "effective only when",
    "exercised_when": "exercised when",
    "may_sublicense": "may sublicense",
    "schedule": "due within",
    "deadline": "due within",
}
"""Field of `Qualifiers` or of a sentence -> its keyword in the language, where they differ."""


def amendment_text(amendment: Amendment, currency: str | None = None) -> str:
    """The whole `amendment` block, without a line end after it."""
    status = "" if amendment.dating == amendment.status == "proposed" else f", {amendment.status}"
    head = f"amendment {amendment.name}{titled(amendment.title)} {amendment.dating} {amendment.dated}{status}"
    lines = []
    if amendment.effective is not None:
        lines.append(f"effective {moment_text(amendment.effective)}")
    if amendment.known is not None:
        lines.append(f"known from {amendment.known}")
    lines += [requirement_text(requirement, currency) for requirement in amendment.requires]
    if amendment.withdraws:
        lines.append(f"withdraws {', '.join(amendment.withdraws)}")
    lines += says_lines(amendment.says)
    lines += [untranslated_text(words) for words in amendment.untranslated]
    lines += source_lines(amendment.sources)
    for patch in amendment.patches:
        lines += patch_lines(patch, currency)
    return "\n".join([head, *indented(lines)])


def patch_lines(patch: Patch, currency: str | None = None) -> list[str]:
    """One patch of an amendment: its head line, then its body one level deeper."""
    match patch:
        case AddClause(clause):
            return clause_text(clause, currency).split("\n")
        case EndClause(clause, on, says, sources):
            when = "" if on is None else f" on {moment_text(on)}"
            return [f"end {clause}{when}", *indented(says_lines(says) + source_lines(sources))]
        case ChangeClause():
            return _change_lines(patch, currency)
        case _:
            assert_never(patch)


def _change_lines(change: ChangeClause, currency: str | None) -> list[str]:
    lines = _sentence_changes(change, currency)
    for field in change.said:
        lines += qualifier_lines(_only(Qualifiers(), change.qualifiers, field), currency)
    if change.removed:
        keywords = dict.fromkeys(_KEYWORDS.get(name, name) for name in change.removed)
        lines.append("remove " + ", ".join(keywords))
    return [f"change {change.clause}{titled(change.title)}", *indented(lines)]


def _only(blank: Qualifiers, qualifiers: Qualifiers, field: str) -> Qualifiers:
    return msgspec.structs.replace(blank, **{field: getattr(qualifiers, field)})


def _sentence_changes(change: ChangeClause, currency: str | None) -> list[str]:
    """The new sentence and the lines of its kind, or the lines alone when a change keeps the sentence."""
    sentence = change.sentence
    if sentence is None:
        return []
    own = [line for field in change.detailed for line in _own_lines(sentence, field, currency)]
    return [sentence_text(sentence, currency), *indented(own)] if change.reworded else own


def _own_lines(sentence: Sentence, said: str, currency: str | None) -> list[str]:
    """The lines that say one field of a sentence."""
    others = {
        field.name: field.default for field in fields_of(type(sentence)) if not field.required and field.name != said
    }
    return sentence_own_lines(msgspec.structs.replace(sentence, **others), currency)
