"""A `change` that leaves the clause as it was.

A change that adds only words, sources or untranslated words confirms the clause and is none of these.
"""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.amendment import Amendment, ChangeClause

_WORDS = frozenset({"says", "sources", "untranslated"})


def _run(subject: Subject) -> Iterable[Diagnostic]:
    accepted = {fate.amendment.name for fate in subject.agreement.fates if fate.fate in ("in effect", "pending")}
    for amendment in subject.deal.amendments:
        for patch in amendment.patches if amendment.name in accepted else ():
            if isinstance(patch, ChangeClause) and not _only_words(patch) and _leaves(subject, amendment, patch):
                yield _empty(amendment, patch)


def _only_words(patch: ChangeClause) -> bool:
    return patch.sentence is None and patch.title is None and not patch.removed and _WORDS.issuperset(patch.said)


def _leaves(subject: Subject, amendment: Amendment, patch: ChangeClause) -> bool:
    """Whether the agreement knows the clause and has no version of it that the amendment made."""
    history = subject.histories.get(patch.clause)
    return history is not None and all(version.amendment != amendment.name for version in history.versions)


def _empty(amendment: Amendment, patch: ChangeClause) -> Diagnostic:
    return warning(
        "change-without-effect",
        f"`{amendment.name}` changes `{patch.clause}` to what it says already",
        patch.span or amendment.name_span,
        "remove the `change`, or write the term that is new",
    )


RULE = Rule("change-without-effect", "a change that changes nothing", _run)
