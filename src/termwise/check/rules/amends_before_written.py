"""An amendment dated before the text that it changes or ends."""

from collections.abc import Iterable
from datetime import date

from termwise.base.diagnostic import Diagnostic, Related, warning
from termwise.check.rule import Rule, Subject
from termwise.model.amendment import AddClause, Amendment, ChangeClause, EndClause


def _run(subject: Subject) -> Iterable[Diagnostic]:
    written = {w.clause: w.amendment for w in reversed(subject.wordings) if w.first}
    for amendment in subject.deal.amendments:
        for patch in amendment.patches:
            if isinstance(patch, AddClause):
                continue
            text = written.get(patch.clause)
            day = text.dated if text is not None else subject.deal.start
            if amendment.dated < day and text is not amendment:
                yield _too_early(amendment, patch, text, day)


def _too_early(amendment: Amendment, patch: ChangeClause | EndClause, text: Amendment | None, day: date) -> Diagnostic:
    verb = "changes" if isinstance(patch, ChangeClause) else "ends"
    by = f"`{text.name}` of {day}" if text is not None else f"the original text of {day}"
    place = text.name_span if text is not None else None
    return warning(
        "amends-before-written",
        f"`{amendment.name}` of {amendment.dated} {verb} `{patch.clause}`, which only {by} brings",
        patch.span or amendment.name_span,
        "correct one of the dates, or the deal's `period`",
        (Related(place, "the text that brings it"),) if place else (),
    )


RULE = Rule("amends-before-written", "an amendment dated before what it amends", _run)
