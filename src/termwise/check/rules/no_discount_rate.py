"""A party with an interest compares money at different times, so it needs a discount rate."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for interest in subject.deal.interests:
        party = subject.names.parties.get(interest.party)
        if interest.discount_rate is None and party is not None and party.discount_rate is None:
            yield _without(interest.party, interest.span)


def _without(party: str, span: Span | None) -> Diagnostic:
    return warning(
        "no-discount-rate",
        f"`{party}` has an interest and no discount rate: later money cannot be weighed against earlier",
        span,
        f"add `value npv at 8%` here, or `discounts at 8%` under `party {party}`",
    )


RULE = Rule("no-discount-rate", "an interest without a discount rate", _run)
