"""A consent without a time to give it and a meaning of silence can be withheld by doing nothing."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, note
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.check.terms import listed
from termwise.model.sentence import Consent


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        match wording.sentence:
            case Consent(givers=givers, within=within, silence=silence) if within is None or silence is None:
                yield _unsettled(wording.clause, givers, wording.place)
            case _:
                pass


def _unsettled(clause: str, givers: tuple[str, ...], span: Span | None) -> Diagnostic:
    return note(
        "consent-unsettled",
        f"{listed(givers)} can withhold the consent of `{clause}` by silence, without a limit of time",
        span,
        "add `within 30 days` and `silence declines` or `silence accepts`",
    )


RULE = Rule("consent-unsettled", "a consent without a time or a silence rule", _run)
