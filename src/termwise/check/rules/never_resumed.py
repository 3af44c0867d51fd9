"""A suspension that no clause lifts waits for somebody to record that it is over."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, note
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.sentence import Duty, Power, ResumesClause, SuspendsClause
from termwise.model.walk import parts


def _run(subject: Subject) -> Iterable[Diagnostic]:
    suspending = [(w, name) for w in subject.agreed for name in _suspended(w)]
    resumed = {name for w in subject.agreed for name in _resumed(w)} if suspending else set()
    return (_for_ever(wording, name) for wording, name in suspending if name not in resumed)


def _suspended(wording: Wording) -> Iterator[str]:
    for part in _effects(wording):
        match part:
            case SuspendsClause(clause) | Power(verb="suspend", subject=str(clause)):
                yield clause
            case _:
                pass


def _resumed(wording: Wording) -> Iterator[str]:
    for part in _effects(wording):
        match part:
            case ResumesClause(clause) | Power(verb="resume", subject=str(clause)):
                yield clause
            case _:
                pass


def _effects(wording: Wording) -> Iterator[Struct]:
    """The parts of the sentences that can have effects."""
    return parts(wording.sentence) if isinstance(wording.sentence, Duty | Power) else iter(())


def _for_ever(wording: Wording, clause: str) -> Diagnostic:
    return note(
        "never-resumed",
        f"`{wording.clause}` suspends `{clause}`, and no clause resumes it",
        wording.place,
        f"add a clause whose effect is `resumes {clause}`, or write `ends clause {clause}`",
    )


RULE = Rule("never-resumed", "a suspension that no clause lifts", _run)
