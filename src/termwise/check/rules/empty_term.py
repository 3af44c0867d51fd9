"""A clause that starts on or after the day it ends has no day in force."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.check.terms import certain_end, certain_start
from termwise.model.clause import Qualifiers
from termwise.model.text import bound_text


def _run(subject: Subject) -> Iterable[Diagnostic]:
    folded = ((v.clause.name, v.clause.qualifiers) for v in subject.versions)
    written = ((w.clause, w.qualifiers) for w in subject.wordings)
    return (found for name, said in (*folded, *written) if (found := _empty(name, said)) is not None)


def _empty(clause: str, said: Qualifiers) -> Diagnostic | None:
    start, end = certain_start(said.start), certain_end(said.end)
    if start is None or end is None or said.end is None or start < end:
        return None
    return warning(
        "empty-term",
        f"`{clause}` has no day in force: it starts on {start} and runs `{bound_text(said.end)}`",
        said.end.span,
        "an `until` date is the first day outside; swap the dates, or remove the clause",
    )


RULE = Rule("empty-term", "a clause that starts on or after the day it ends", _run)
