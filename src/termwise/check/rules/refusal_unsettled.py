"""A first refusal is a protocol: without its notice, window and silence rule nobody can tell when it is settled."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.check.terms import in_words
from termwise.model.sentence import FirstRefusal


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        if isinstance(wording.sentence, FirstRefusal):
            missing = _missing(wording.sentence)
            if missing:
                yield _unsettled(wording.clause, missing, wording.place)


def _missing(refusal: FirstRefusal) -> list[tuple[str, str]]:
    """What it does not say, in words, and the line that would say it."""
    said = (
        (refusal.notice, "how long before the offer must be shown", "notice 30 days"),
        (refusal.accept_within, "how long the holder may take", "accept within 30 days"),
        (refusal.silence, "what silence means", "silence declines"),
    )
    return [(words, line) for value, words, line in said if value is None]


def _unsettled(clause: str, missing: list[tuple[str, str]], span: Span | None) -> Diagnostic:
    return warning(
        "refusal-unsettled",
        f"`{clause}` does not say {in_words([words for words, _ in missing])}",
        span,
        "add " + ", ".join(f"`{line}`" for _, line in missing),
    )


RULE = Rule("refusal-unsettled", "a first refusal without notice, window or silence rule", _run)
