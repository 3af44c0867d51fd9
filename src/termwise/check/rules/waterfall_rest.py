"""A waterfall ends with `then`: without it the money above the last tier goes to nobody."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.model.sentence import Waterfall


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        if not isinstance(wording.sentence, Waterfall) or wording.sentence.by_preference:
            continue
        tiers = wording.sentence.tiers
        if tiers and not any(tier.is_rest for tier in tiers):
            yield _no_rest(wording.clause, wording.place)


def _no_rest(clause: str, span: Span | None) -> Diagnostic:
    return warning(
        "waterfall-rest",
        f"the last tier of `{clause}` is limited: what comes after it goes to nobody",
        span,
        "end with a tier `then …`",
    )


RULE = Rule("waterfall-rest", "a waterfall whose last money goes to nobody", _run)
