"""A `change` that leaves the clause as it was.

A change that adds only words, sources or untranslated words confirms the clause and is none of these.
"""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.check.walk import same_but_places
from termwise.model.amendment import Amendment, ChangeClause
from termwise.view.agreement import ClauseHistory

_WORDS = frozenset({"says", "sources", "untranslated"})
_UNHEARD = frozenset({"says", "sources"})
"""What does not count as a change of terms beside one."""


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for amendment in subject.deal.amendments:
        for patch in amendment.patches:
            if not isinstance(patch, ChangeClause) or _only_words(patch):
                continue
            history = subject.histories.get(patch.clause)
            if history is not None and _changes_nothing(history, amendment.name):
                yield _empty(amendment, patch)


def _only_words(patch: ChangeClause) -> bool:
    return patch.sentence is None and patch.title is None and not patch.removed and _WORDS.issuperset(patch.said)


def _changes_nothing(history: ClauseHistory, amendment: str) -> bool:
    for before, after in zip(history.versions, history.versions[1:], strict=False):
        if after.amendment == amendment:
            return same_but_places(before.clause, after.clause, ignored=_UNHEARD)
    return False


def _empty(amendment: Amendment, patch: ChangeClause) -> Diagnostic:
    return warning(
        "change-without-effect",
        f"`{amendment.name}` changes `{patch.clause}` to what it says already",
        patch.span or amendment.name_span,
        "remove the `change`, or write the term that is new",
    )


RULE = Rule("change-without-effect", "a change that changes nothing", _run)
