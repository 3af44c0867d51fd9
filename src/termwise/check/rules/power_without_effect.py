"""A power changes something when it is used: an event, a clause, the deal, a payment."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.sentence import Power


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        match wording.sentence:
            case Power(subject=None, effects=()):
                yield _idle(wording, wording.sentence.verb)
            case _:
                pass


def _idle(wording: Wording, verb: str) -> Diagnostic:
    return warning(
        "power-without-effect",
        f"`{wording.clause}` does not say what changes when somebody uses the power to {verb}",
        wording.place,
        "add its effect: `ends deal`, `ends clause NAME`, `suspends NAME`, `triggers event NAME` or `A pays B …`",
    )


RULE = Rule("power-without-effect", "a power that changes nothing", _run)
