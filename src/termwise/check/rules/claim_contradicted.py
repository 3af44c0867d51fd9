"""A claim about every course of events that today's facts contradict already."""

from collections.abc import Iterable
from datetime import date

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.check.terms import certain_end, certain_start
from termwise.model.declaration import Claim
from termwise.model.moment import Bound, On
from termwise.standing.conditions import condition


def _run(subject: Subject) -> Iterable[Diagnostic]:
    today = subject.deal.today
    for claim in subject.deal.claims:
        if _speaks_of(claim, today):
            holds = condition(subject.agreement, claim.proposition, today).value
            if holds is (claim.quantifier == "never"):
                yield _contradicted(claim, today)


def _speaks_of(claim: Claim, day: date) -> bool:
    """Whether the day lies in the claim's window, as far as its ends are calendar dates."""
    window = claim.window
    start = certain_start(window.start)
    end = certain_end(Bound(window.end, window.end_inclusive)) if isinstance(window.end, On) else None
    known = (window.start is None or start is not None) and (window.end is None or end is not None)
    return known and (start is None or start <= day) and (end is None or day < end)


def _contradicted(claim: Claim, today: date) -> Diagnostic:
    return warning(
        "claim-contradicted",
        f"`{claim.name}` does not hold today, {today}",
        claim.name_span or claim.span,
        "correct the claim, or the clauses and events that it speaks of",
    )


RULE = Rule("claim-contradicted", "a claim that today's facts contradict", _run)
