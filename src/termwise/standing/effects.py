"""What clauses bring about, and when: by an exercise, a breach, or a condition that fails."""

from collections.abc import Iterable

from termwise.model.sentence import (
    Duty,
    EndsClause,
    EndsDeal,
    Pays,
    Power,
    ResumesClause,
    SuspendsClause,
    TriggersEvent,
)
from termwise.standing.asking import Asking, Effected, Worked
from termwise.standing.exercises import exercises
from termwise.standing.sources import otherwise_effect, possible, power_effects
from termwise.view.agreement import Version
from termwise.view.course import HangsOn, Reach
from termwise.view.moments import if_true


def effects_of(asking: Asking, clause: str) -> tuple[Effected, ...]:
    """Everything a clause brings about, or may, each from its day."""
    history = asking.history(clause)
    if history is None:
        return ()
    found: list[Effected] = []
    for place, version in enumerate(history.versions):
        following = history.versions[place + 1] if place + 1 < len(history.versions) else None
        found += _by_sentence(asking, clause, version, following)
        found += _by_requirements(asking, clause, version, following)
    return tuple(dict.fromkeys(found))


def _by_sentence(asking: Asking, clause: str, version: Version, following: Version | None) -> Iterable[Effected]:
    match version.clause.sentence:
        case Power() as power:
            for exercise in exercises(asking, clause, version, following):
                for effect in power_effects(power):
                    if not (exercise.is_declaration and effect == TriggersEvent(power.subject or "")):
                        yield Effected(clause, effect, exercise.takes_effect, f"{clause} {words(effect)}")
        case Duty(on_breach=on_breach):
            breach = _while_governing(asking.breach(clause), version, following)
            for consequence in on_breach:
                if not isinstance(consequence, Pays):
                    yield Effected(clause, consequence, breach, f"breach of {clause} {words(consequence)}")
        case _:
            pass


def _while_governing(breach: Reach, version: Version, following: Version | None) -> Reach:
    """A breach as far as it falls in the time of one wording."""
    if breach.earliest is None or following is None:
        return breach
    starts, ends = version.begins.earliest, following.begins.latest
    if starts is None or (ends is not None and breach.earliest >= ends):
        return Reach(None, None)
    if breach.latest is not None and (breach.latest < starts or following.begins.by(breach.latest).value is True):
        return Reach(None, None) if breach.earliest == breach.latest else Reach(breach.earliest, None, breach.hangs_on)
    return breach


def _by_requirements(asking: Asking, clause: str, version: Version, following: Version | None) -> Iterable[Effected]:
    for requirement in version.clause.qualifiers.requires:
        effect = otherwise_effect(requirement)
        if effect is not None:
            missed = if_true(asking.failed(requirement, clause), version.begins.by(asking.deal.end))
            at = _while_governing(missed, version, following)
            yield Effected(clause, effect, at, f"{clause}, its condition not met, {words(effect)}")


def maybe_effects(asking: Asking, clause: str) -> tuple[Effected, ...]:
    """The effects of a clause in a circular reference: each may come any day from the clause's floor on."""
    history = asking.history(clause)
    versions = () if history is None else history.versions
    at = Reach(asking.floor(clause), None, frozenset({HangsOn("words", f"circular reference through {clause}")}))
    return tuple(Effected(clause, e, at, f"{clause} {words(e)}") for v in versions for e in possible(v.clause))


def triggered_days(asking: Asking, event: str) -> Iterable[Reach]:
    """When clauses make an event happen."""
    for source in asking.sources.triggers.get(event, ()):
        for effected in asking.effects(source):
            if getattr(effected.effect, "event", None) == event:
                yield effected.at


def words(effect: Worked) -> str:
    """An effect in words: `ends the deal`, `suspends delivery`."""
    match effect:
        case EndsDeal():
            return "ends the deal"
        case EndsClause(clause):
            return f"ends {clause}"
        case SuspendsClause(clause):
            return f"suspends {clause}"
        case ResumesClause(clause):
            return f"resumes {clause}"
        case _:
            return f"triggers {effect.event}"
