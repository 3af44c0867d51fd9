"""Which clauses may bring about what, read off the sentences alone."""

from collections.abc import Iterable

from termwise.model.clause import Clause, OtherwiseEnds, OtherwiseTriggers, Requirement
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
from termwise.standing.asking import Sources, Worked
from termwise.view.agreement import Agreement


def sources_of(agreement: Agreement) -> Sources:
    """The clauses of an agreement by what any version of them may bring about."""
    ends_deal: dict[str, None] = {}
    ends: dict[str, dict[str, None]] = {}
    pauses: dict[str, dict[str, None]] = {}
    triggers: dict[str, dict[str, None]] = {}
    for history in agreement.clauses:
        for effect in (effect for version in history.versions for effect in possible(version.clause)):
            match effect:
                case EndsDeal():
                    ends_deal[history.name] = None
                case EndsClause(clause):
                    ends.setdefault(clause, {})[history.name] = None
                case SuspendsClause(clause) | ResumesClause(clause):
                    pauses.setdefault(clause, {})[history.name] = None
                case TriggersEvent(event):
                    triggers.setdefault(event, {})[history.name] = None
    exercised = dict.fromkeys(record.clause for record in agreement.course.records if record.kind == "exercises")
    return Sources(tuple(ends_deal), _tuples(ends), _tuples(pauses), _tuples(triggers), tuple(exercised))


def _tuples(found: dict[str, dict[str, None]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(clauses) for name, clauses in found.items()}


def possible(clause: Clause) -> Iterable[Worked]:
    """Everything a clause may bring about: by its exercise, its breach, or a condition that fails."""
    match clause.sentence:
        case Power():
            yield from power_effects(clause.sentence)
        case Duty(on_breach=effects):
            yield from (effect for effect in effects if not isinstance(effect, Pays))
        case _:
            pass
    for requirement in clause.qualifiers.requires:
        effect = otherwise_effect(requirement)
        if effect is not None:
            yield effect


def otherwise_effect(requirement: Requirement) -> Worked | None:
    """What the else-branch of a condition brings about beyond its own clause; None when nothing."""
    match requirement.otherwise:
        case OtherwiseEnds(clause):
            return EndsDeal() if clause is None else EndsClause(clause)
        case OtherwiseTriggers(event):
            return TriggersEvent(event)
        case _:
            return None


def power_effects(power: Power) -> tuple[Worked, ...]:
    """What exercising a power brings about: what it says, else what its verb means.

    `terminate X` ends the clause X, a bare `terminate` the deal; `suspend` and `resume` act on their
    clause; to `declare` an event makes it happen.
    """
    said = tuple(effect for effect in power.effects if not isinstance(effect, Pays))
    if said:
        return said
    match power.verb, power.subject:
        case "terminate", None:
            return (EndsDeal(),)
        case "terminate", str() as clause:
            return (EndsClause(clause),)
        case "suspend", str() as clause:
            return (SuspendsClause(clause),)
        case "resume", str() as clause:
            return (ResumesClause(clause),)
        case "declare", str() as event:
            return (TriggersEvent(event),)
        case _:
            return ()
