"""A waterfall tier that runs until a party has what an earlier tier already brought it to is empty."""

from collections.abc import Iterable, Iterator

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.check.terms import constant
from termwise.model.expression import Quantity
from termwise.model.sentence import Waterfall
from termwise.model.text import quantity_text


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.wordings:
        if isinstance(wording.sentence, Waterfall):
            yield from _of_waterfall(wording.clause, wording.sentence, subject.deal.currency)


def _of_waterfall(clause: str, waterfall: Waterfall, currency: str) -> Iterator[Diagnostic]:
    reached: dict[str, Quantity] = {}
    for tier in waterfall.tiers:
        target = constant(tier.until_has)
        if tier.until_party is None or target is None:
            continue
        before = reached.get(tier.until_party)
        if before is not None and before.unit == target.unit and target.value <= before.value:
            yield _empty(clause, tier.until_party, quantity_text(before, currency), tier.span)
        reached[tier.until_party] = target


def _empty(clause: str, party: str, before: str, span: Span | None) -> Diagnostic:
    return warning(
        "targets-not-increasing",
        f"this tier of `{clause}` is empty: `{party}` has {before} before it begins",
        span,
        "list the tiers of a party from the lowest target to the highest, each target once",
    )


RULE = Rule("targets-not-increasing", "a waterfall tier whose target is reached before it begins", _run)
