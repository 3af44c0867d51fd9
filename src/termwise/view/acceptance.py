"""Which amendments a view accepts, from when each takes effect, and what became of the others."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from termwise.model.amendment import Amendment
from termwise.model.clause import OtherwiseTriggers, Requirement
from termwise.model.deal import Deal
from termwise.model.expression import Expression
from termwise.model.text import dating_words, expression_text, moment_text, status_words
from termwise.model.text.clauses import otherwise_text
from termwise.view.agreement import Fate
from termwise.view.course import NEVER, Course, Reach, Tri, certainly, negation
from termwise.view.facts import CourseFacts, Facts
from termwise.view.moments import first_of, if_true, last_of, reach_of
from termwise.view.requirements import failed, met
from termwise.view.view import View


class Miss(Struct, frozen=True):
    """A condition precedent that fails, or may fail, on a day: its else-branch holds from then."""

    requirement: Requirement
    at: Reach


class Accepted(Struct, frozen=True):
    """An amendment the view accepts. It takes effect on `from_`; `base` is that day, conditions apart."""

    amendment: Amendment
    place: int
    base: Reach
    from_: Reach
    misses: tuple[Miss, ...] = ()


def accepted(deal: Deal, view: View, facts: Facts) -> tuple[Accepted, ...]:
    """The amendments the view accepts, in order of writing; one that a later accepted one withdraws is not.

    A withdrawal by an amendment that may yet fail leaves it open whether the earlier one stands.
    """
    candidates = [
        _taking_effect(amendment, place, facts)
        for place, amendment in enumerate(deal.amendments)
        if left_out(amendment, view) is None
    ]
    kept: list[Accepted] = []
    withdrawals: dict[str, list[Reach]] = {}
    for one in sorted(candidates, key=lambda c: (c.amendment.dated, c.place), reverse=True):
        stands = _stands(withdrawals.get(one.amendment.name, ()))
        if stands.value is False:
            continue
        held = one if stands.value is True else _perhaps(one, stands)
        kept.append(held)
        for name in held.amendment.withdraws:
            withdrawals.setdefault(name, []).append(held.from_)
    return tuple(sorted(kept, key=lambda one: one.place))


def _perhaps(one: Accepted, stands: Tri) -> Accepted:
    """An amendment that may be withdrawn: its effect and its else-branches are as open as that."""
    misses = tuple(replace(miss, at=if_true(miss.at, stands)) for miss in one.misses)
    return replace(one, from_=if_true(one.from_, stands), misses=misses)


def _stands(withdrawals: Iterable[Reach]) -> Tri:
    """Whether none of the later amendments that withdraw it takes effect: open while each of them may fail."""
    when = first_of(withdrawals)
    if when.earliest is None:
        return Tri(True)
    return Tri(False) if when.latest is not None else negation(Tri(None, when.hangs_on))


def _taking_effect(amendment: Amendment, place: int, facts: Facts) -> Accepted:
    name = amendment.name
    base = certainly(amendment.dated) if amendment.effective is None else reach_of(amendment.effective, facts, name)
    conditions = [met(requirement, facts, name) for requirement in amendment.requires]
    misses = [Miss(requirement, failed(requirement, facts, name)) for requirement in amendment.requires]
    return Accepted(amendment, place, base, last_of((base, *conditions)), tuple(m for m in misses if m.at != NEVER))


def with_triggered(deal: Deal, view: View, course: Course) -> Course:
    """The course with the events that else-branches of accepted amendments trigger."""
    for _ in deal.amendments:
        facts = CourseFacts(deal, course)
        reaches = dict(course.reaches)
        for one in accepted(deal, view, facts):
            for miss in one.misses:
                otherwise = miss.requirement.otherwise
                if isinstance(otherwise, OtherwiseTriggers):
                    reaches[otherwise.event] = first_of((facts.event(otherwise.event), miss.at))
        if reaches == course.reaches:
            return course
        course = replace(course, reaches=reaches)
    return course


def left_out(amendment: Amendment, view: View) -> tuple[str, str] | None:
    """The fate and the reason of an amendment the view does not even consider; None when it does."""
    if amendment.known_from > view.known_by:
        return "not known", f"first known on {amendment.known_from}, after {view.known_by}"
    if amendment.status == "withdrawn":
        return "withdrawn", f"{dating_words(amendment.dating)} {amendment.dated} and withdrawn"
    if not view.accepts(amendment.status):
        return "too weak", f"{status_words(amendment.status)}, and this view counts nothing below {view.lowest}"
    return None


def fate_of(amendment: Amendment, view: View, standing: Mapping[str, Accepted], unapplied: tuple[str, ...]) -> Fate:
    """What became of an amendment, and why, in words. `standing`: the accepted ones by name."""
    out = left_out(amendment, view)
    if out is not None:
        return Fate(amendment, out[0], None, out[1])
    one = standing.get(amendment.name)
    if one is None:
        by = next(o.amendment.name for o in standing.values() if amendment.name in o.amendment.withdraws)
        return Fate(amendment, "withdrawn", None, f"withdrawn by {by}")
    fate, why = _course_of(one, view)
    if unapplied:
        why += f"; this view does not know {', '.join(unapplied)}, which it changes"
    return Fate(amendment, fate, one.from_, why, unapplied)


def _course_of(one: Accepted, view: View) -> tuple[str, str]:
    amendment, from_ = one.amendment, one.from_
    dated = f"{dating_words(amendment.dating)} {amendment.dated}"
    if from_.earliest is None:
        return "failed", f"{dated}; {_failure(one)}"
    if from_.latest is None or from_.earliest != from_.latest:
        return "pending", f"{dated}; waits {_awaited(one)}"
    since = "since" if from_.earliest <= view.known_by else "from"
    once = f", when {_conditions(amendment)} held" if amendment.requires else ""
    return "in effect", f"{dated}; in effect {since} {from_.earliest}{once}"


def _failure(one: Accepted) -> str:
    miss = next(iter(one.misses), None)
    if miss is None:
        effective = one.amendment.effective
        return "never takes effect" if effective is None else f"takes effect on {moment_text(effective)}: never"
    by = miss.requirement.by
    when = "" if by is None else f" by {moment_text(by)}"
    condition = expression_text(miss.requirement.condition)
    return f"{condition} did not come{when}: {otherwise_text(miss.requirement.otherwise)}"


def _awaited(one: Accepted) -> str:
    waits = []
    if one.amendment.effective is not None and one.base.earliest != one.base.latest:
        waits.append(f"for {moment_text(one.amendment.effective)}")
    for requirement in one.amendment.requires:
        by = "" if requirement.by is None else f" by {moment_text(requirement.by)}"
        waits.append(f"for {expression_text(requirement.condition)}{by}")
    return " and ".join(waits) or f"on {', '.join(sorted(thing.name for thing in one.from_.hangs_on))}"


def _conditions(amendment: Amendment) -> str:
    conditions: list[Expression] = [requirement.condition for requirement in amendment.requires]
    return " and ".join(expression_text(condition) for condition in conditions)
