"""Powers that their holders use by a stated policy, and duties the run finds violated: when, with which effect."""

from collections.abc import Sequence

from msgspec.structs import replace

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, Term, Use
from termwise.lower.passes import moments, times
from termwise.lower.passes.breaching import breaches
from termwise.lower.passes.conditions import day_of_events, first_seen
from termwise.model.expression import Expression
from termwise.model.sentence import Power
from termwise.model.text import expression_text
from termwise.standing.sources import power_effects


def uses(lo: Lowers, clause: str) -> tuple[Use, ...]:
    """The use of a power in each of its wordings with a policy, or the violation of a duty that the run decides.

    None where an exercise is recorded or pinned.

    A power is used on the first day on which the policy's condition holds while it can be used, and has its
    effects after its notice, once what it is effective by has happened. What is used under one wording is not used
    again under another that says the same.
    """
    history = lo.agreement.clause(clause)
    if history is None:
        return ()
    if not any(isinstance(version.clause.sentence, Power) for version in history.versions):
        return breaches(lo, history)
    if any(record.kind == "exercises" for record in lo.facts.records(clause)):
        return ()
    policies = [version.clause.sentence for version in history.versions]
    if not any(isinstance(power, Power) and power.exercised_when is not None for power in policies):
        return ()
    found: list[tuple[Power, Use]] = []
    for term in times.stated_terms(lo, history):
        if isinstance(power := term.sentence, Power) and power.exercised_when is not None:
            alike = [use for earlier, use in found if earlier == power]
            found.append((power, _unless_used(lo, alike, _use(lo, term, power, power.exercised_when))))
    return tuple(use for _, use in found)


def _unless_used(lo: Lowers, earlier: Sequence[Use], use: Use) -> Use:
    """A use, or none where there was one before."""
    if not earlier:
        return use
    b, never = lo.builder, lo.builder.never()
    is_used = b.any_of(b.less(one.day, never) for one in earlier)
    return replace(use, day=b.select(is_used, never, use.day), takes_effect=b.select(is_used, never, use.takes_effect))


def _use(lo: Lowers, term: Term, power: Power, policy: Expression) -> Use:
    b = lo.builder
    with lo.saying(term.clause, f"used when {expression_text(policy)}", term.version.amendment):
        begins = term.start
        if power.not_before is not None:
            begins = b.latest(begins, lo.moment(power.not_before, f"{term.tag}: not before"))
        day = first_day(lo, term, policy, begins)
    with lo.saying(term.clause, "the day it takes effect", term.version.amendment):
        effect = day if power.notice is None else moments.shifted(lo, day, power.notice)
        if power.effective_when is not None:
            effect = b.latest(effect, lo.since(power.effective_when, f"{term.tag}: effective"))
    return Use(term.version, tuple(power_effects(power)), day, effect)


def first_day(lo: Lowers, term: Term, policy: Expression, begins: Value) -> Value:
    """The first day from `begins` on, within the wording's time, on which the condition holds."""
    b = lo.builder
    day = day_of_events(lo, policy)
    if day is None or term.holds is not None:
        last = lo.last_day()
        inside = b.both(b.at_most(begins, last), b.less(last, term.end))
        holds = [lo.truth(policy, f"{term.tag}: policy"), inside, *(() if term.holds is None else (term.holds,))]
        return first_seen(lo, b.all_of(holds), f"{term.tag}: used")
    day = b.latest(day, begins)
    return b.select(b.less(day, term.end), day, b.never())
