"""Each tier of a waterfall shares out all of its money: a tier that does not add up to 100 % loses or creates some."""

from collections.abc import Iterable
from decimal import Decimal

from termwise.base.diagnostic import Diagnostic, error
from termwise.check.rule import Rule, Subject, Wording
from termwise.check.terms import constant
from termwise.model.expression import Quantity
from termwise.model.sentence import Waterfall, WaterfallTier
from termwise.model.text import quantity_text


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.wordings:
        if isinstance(wording.sentence, Waterfall):
            for tier in wording.sentence.tiers:
                yield from _of_tier(wording, tier)


def _of_tier(wording: Wording, tier: WaterfallTier) -> Iterable[Diagnostic]:
    shares = [constant(allocation.amount) for allocation in tier.allocations]
    known = [share.value for share in shares if share is not None and share.unit == "%"]
    total = sum(known, start=Decimal(0))
    if total > 1 or (total < 1 and len(known) == len(tier.allocations)):
        yield _does_not_add_up(wording, tier, total)


def _does_not_add_up(wording: Wording, tier: WaterfallTier, total: Decimal) -> Diagnostic:
    percent = quantity_text(Quantity(total, "%"))
    rest = "more money than there is" if total > 1 else "the rest goes to nobody"
    return error(
        "waterfall-sum",
        f"a tier of `{wording.clause}` shares out {percent} of its money: {rest}",
        tier.span or wording.place,
        "make the percentages of the tier add up to 100%",
    )


RULE = Rule("waterfall-sum", "a waterfall tier that does not add up to 100 %", _run)
