"""A text can only retire one that is no stronger than itself: a rumour withdraws no binding agreement."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.amendment import STATUSES, Amendment


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for amendment in subject.deal.amendments:
        for name in amendment.withdraws:
            other = subject.names.amendments.get(name)
            if other is not None and _rank(amendment) < _rank(other):
                yield _too_weak(amendment, other)


def _rank(amendment: Amendment) -> int:
    return STATUSES.index(amendment.status) if amendment.status in STATUSES else -1


def _too_weak(amendment: Amendment, other: Amendment) -> Diagnostic:
    return warning(
        "weak-withdrawal",
        f"`{amendment.name}` is {amendment.status} and withdraws `{other.name}`, which is {other.status}",
        amendment.name_span or amendment.span,
        "only a text of the same or a stronger status can retire another",
    )


RULE = Rule("weak-withdrawal", "a text that withdraws a stronger one", _run)
