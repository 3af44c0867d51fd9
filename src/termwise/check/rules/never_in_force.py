"""A clause that no day of the deal's period can see in force.

A clause whose long-stop passed, or which says that it ends before it starts, has a rule of its own.
"""

from collections.abc import Iterable

from termwise.base.dates import day_before
from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.check.terms import certain_end, certain_start
from termwise.model.clause import Clause
from termwise.standing.in_force import in_force
from termwise.view.agreement import ClauseHistory
from termwise.view.requirements import requirement_met


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for history in subject.agreement.clauses:
        if not history.versions or _can_begin(subject, history) or subject.stretches(history.name):
            continue
        if not _explained(subject, history):
            yield _never(history.name, _reason(subject, history.versions[-1].clause), subject.place(history.name))


def _can_begin(subject: Subject, history: ClauseHistory) -> bool:
    """Whether it is or may be in force on the first day of its last version: a quick yes for almost every clause."""
    version = history.versions[-1]
    days = (subject.deal.start, version.begins.earliest, certain_start(version.clause.qualifiers.start))
    first = max(day for day in days if day is not None)
    return in_force(subject.agreement, history.name, first).truth.value is not False


def _explained(subject: Subject, history: ClauseHistory) -> bool:
    """Whether another rule says why: its term is empty, or a condition precedent failed."""
    said = [version.clause.qualifiers for version in history.versions]
    empty = any(_is_empty(version.clause) for version in history.versions)
    required = [requirement for qualifiers in said for requirement in qualifiers.requires]
    course = subject.agreement.course
    return empty or any(requirement_met(r, subject.deal, course).earliest is None for r in required)


def _is_empty(clause: Clause) -> bool:
    start, end = certain_start(clause.qualifiers.start), certain_end(clause.qualifiers.end)
    return start is not None and end is not None and start >= end


def _reason(subject: Subject, clause: Clause) -> str:
    deal = subject.deal
    start, end = certain_start(clause.qualifiers.start), certain_end(clause.qualifiers.end)
    if start is not None and start >= deal.end:
        return f"it starts on {start}, after the deal's last day, {day_before(deal.end)}"
    if end is not None and end <= deal.start:
        return f"its last day is {day_before(end)}, before the deal's first day, {deal.start}"
    return "no day of the deal's period meets its conditions, or it ends before it begins"


def _never(clause: str, reason: str, span: Span | None) -> Diagnostic:
    return warning(
        "never-in-force",
        f"`{clause}` can never be in force: {reason}",
        span,
        "correct its dates or conditions, or the deal's `period`",
    )


RULE = Rule("never-in-force", "a clause that can never be in force", _run)
