"""`A may use X` states a liberty of A; on somebody else's asset only the owner's grant gives the right."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.check.terms import owner_of
from termwise.model.act import PROPERTY_VERBS, Act
from termwise.model.sentence import Permission


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.wordings:
        if isinstance(wording.sentence, Permission) and wording.sentence.act.verb in PROPERTY_VERBS:
            act = wording.sentence.act
            owner = None if act.asset is None else owner_of(subject.names, act.asset)
            if owner is not None and owner != act.actor:
                yield _not_a_grant(wording, act, owner)


def _not_a_grant(wording: Wording, act: Act, owner: str) -> Diagnostic:
    return warning(
        "permission-instead-of-grant",
        f"`{wording.clause}` gives no right: `{act.asset}` belongs to `{owner}`, whose grant it needs",
        wording.place,
        f"write `{owner} grants {act.actor} {act.verb} of {act.asset}`",
    )


RULE = Rule("permission-instead-of-grant", "a permission where only a grant gives the right", _run)
