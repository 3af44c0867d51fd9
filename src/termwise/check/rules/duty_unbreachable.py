"""A duty that provides for its breach, and that nothing can breach: no deadline, no `violated when`."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.model.sentence import Duty


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        match wording.sentence:
            case Duty(deadline=None, violated_when=None, cure=cure, on_breach=effects) if cure or effects:
                yield _idle(wording.clause, "`cure`" if cure else "`on breach`", wording.place)
            case _:
                pass


def _idle(clause: str, line: str, span: Span | None) -> Diagnostic:
    return warning(
        "duty-unbreachable",
        f"the {line} of `{clause}` never applies: without a deadline nothing breaches the duty",
        span,
        "add `by DATE` or `within 30 days of EVENT` to the sentence, or `violated when …` under it",
    )


RULE = Rule("duty-unbreachable", "a breach provided for that can never happen", _run)
