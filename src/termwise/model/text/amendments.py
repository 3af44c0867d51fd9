"""Amendments and their patches in the language."""

from typing import assert_never

from termwise.model.amendment import AddClause, Amendment, ChangeClause, EndClause, Patch
from termwise.model.text.clauses import clause_text, qualifier_lines, requirement_text, says_lines, source_lines
from termwise.model.text.moments import moment_text
from termwise.model.text.quoted import indented, titled
from termwise.model.text.sentences import sentence_lines

KEYWORDS = {
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
}
"""Field of `Qualifiers` -> its keyword in the language, where they differ."""


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
    lines += says_lines(amendment.says) + source_lines(amendment.sources)
    for patch in amendment.patches:
        lines += patch_lines(patch, currency)
    return "\n".join([head, *indented(lines)])


def patch_lines(patch: Patch, currency: str | None = None) -> list[str]:
    """One patch of an amendment: its head line, then its body one level deeper."""
    match patch:
        case AddClause(clause):
            return clause_text(clause, currency).split("\n")
        case EndClause(clause, on, sources):
            when = "" if on is None else f" on {moment_text(on)}"
            return [f"end {clause}{when}", *indented(source_lines(sources))]
        case ChangeClause():
            return _change_lines(patch, currency)
        case _:
            assert_never(patch)


def _change_lines(change: ChangeClause, currency: str | None) -> list[str]:
    lines = [] if change.sentence is None else sentence_lines(change.sentence, currency)
    lines += qualifier_lines(change.qualifiers, currency)
    if change.removed:
        lines.append("remove " + ", ".join(KEYWORDS.get(name, name) for name in change.removed))
    return [f"change {change.clause}{titled(change.title)}", *indented(lines)]
