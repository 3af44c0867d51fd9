"""A commitment to buy or to invest without a day by which is never missed."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.model.sentence import CapitalCommitment, PurchaseCommitment


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        match wording.sentence:
            case PurchaseCommitment(by=None, at_least=None) if wording.qualifiers.end is None:
                yield _undated(wording.clause, wording.place)
            case CapitalCommitment(by=None) if wording.qualifiers.end is None:
                yield _undated(wording.clause, wording.place)
            case _:
                pass


def _undated(clause: str, span: Span | None) -> Diagnostic:
    return warning(
        "commitment-undated",
        f"`{clause}` does not say by when it must be met",
        span,
        "add `by DATE` to the sentence, or `by undisclosed` if the day is not public",
    )


RULE = Rule("commitment-undated", "a commitment without a day by which", _run)
