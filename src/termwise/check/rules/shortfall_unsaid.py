"""A purchase commitment that does not say what happens to what is not bought."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.sentence import PurchaseCommitment


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        match wording.sentence:
            case PurchaseCommitment(shortfall=None):
                yield _unsaid(wording, wording.sentence)
            case _:
                pass


def _unsaid(wording: Wording, commitment: PurchaseCommitment) -> Diagnostic:
    return warning(
        "shortfall-unsaid",
        f"`{wording.clause}` does not say what `{commitment.buyer}` owes for what it has not bought",
        wording.place,
        "add `shortfall paid` (take or pay) or `shortfall carried` (to be bought later) under the sentence",
    )


RULE = Rule("shortfall-unsaid", "a purchase commitment silent on its shortfall", _run)
