"""A waterfall ends with `then`: without it the money above the last tier goes to nobody."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.model.sentence import Waterfall, WaterfallTier


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        tiers = wording.sentence.tiers if isinstance(wording.sentence, Waterfall) else ()
        if tiers and not any(_is_rest(tier) for tier in tiers):
            yield _no_rest(wording.clause, wording.place)


def _is_rest(tier: WaterfallTier) -> bool:
    return tier.first is None and tier.until_has is None


def _no_rest(clause: str, span: Span | None) -> Diagnostic:
    return warning(
        "waterfall-rest",
        f"the last tier of `{clause}` is limited: what comes after it goes to nobody",
        span,
        "end with a tier `then …`",
    )


RULE = Rule("waterfall-rest", "a waterfall whose last money goes to nobody", _run)
