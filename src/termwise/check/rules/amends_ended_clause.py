"""An amendment that changes or ends a clause which had already ended."""

from collections.abc import Iterable, Iterator
from datetime import date

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.check.terms import certain_end
from termwise.model.amendment import AddClause, Amendment, ChangeClause, EndClause
from termwise.view.agreement import ClauseHistory


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for amendment in subject.deal.amendments:
        for patch in amendment.patches:
            if not isinstance(patch, AddClause) and patch.clause in subject.histories:
                yield from _of_patch(subject.histories[patch.clause], amendment, patch)


def _of_patch(history: ClauseHistory, amendment: Amendment, patch: ChangeClause | EndClause) -> Iterator[Diagnostic]:
    for ending in history.endings:
        known = ending.at.earliest if ending.at.earliest == ending.at.latest else None
        if known is not None and ending.amendment != amendment.name and known < amendment.dated:
            yield _late(amendment, patch, f"`{ending.amendment}` ended on {known}")
            return
    ran_out = _ran_out(history, amendment)
    if ran_out is not None:
        yield _late(amendment, patch, f"ran out on {ran_out}")


def _ran_out(history: ClauseHistory, amendment: Amendment) -> date | None:
    """The first day outside the term that the clause had when the amendment was signed, if that had come."""
    before = [version for version in history.versions if version.amendment != amendment.name]
    begun = [v for v in before if v.begins.earliest is not None and v.begins.earliest < amendment.dated]
    end = certain_end(begun[-1].clause.qualifiers.end) if begun else None
    return end if end is not None and end < amendment.dated else None


def _late(amendment: Amendment, patch: ChangeClause | EndClause, ended: str) -> Diagnostic:
    verb = "changes" if isinstance(patch, ChangeClause) else "ends"
    return warning(
        "amends-ended-clause",
        f"`{amendment.name}` of {amendment.dated} {verb} `{patch.clause}`, which {ended}",
        patch.span or amendment.name_span,
        "write a new clause if the provision is to live again, or correct the dates",
    )


RULE = Rule("amends-ended-clause", "an amendment of a clause that had ended", _run)
