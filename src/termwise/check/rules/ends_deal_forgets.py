"""A power that ends the deal ends its obligations too, unless they are excepted or survive."""

from collections.abc import Iterable, Iterator

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject
from termwise.check.terms import certain_start, last_day, listed
from termwise.model.clause import Clause
from termwise.model.moment import Moment, On
from termwise.model.sentence import ByThen, CapitalCommitment, EndsDeal, Once, Payment, Power, PurchaseCommitment


def _run(subject: Subject) -> Iterable[Diagnostic]:
    last = [history.versions[-1].clause for history in subject.agreement.clauses if history.versions]
    owed = [clause for clause in last if _falls_due_later(subject, clause)]
    for clause in last:
        if isinstance(clause.sentence, Power):
            kept = {name for effect in _endings(clause.sentence) for name in effect.except_clauses}
            lost = [c.name for c in owed if c.name not in kept]
            if lost and any(_endings(clause.sentence)):
                yield _forgets(clause.name, lost, clause.name_span or clause.span)


def _endings(power: Power) -> Iterator[EndsDeal]:
    return (effect for effect in power.effects if isinstance(effect, EndsDeal))


def _falls_due_later(subject: Subject, clause: Clause) -> bool:
    """Whether the clause owes something on a day after today that it does not outlive the deal for."""
    if clause.qualifiers.survives:
        return False
    match clause.sentence:
        case PurchaseCommitment(by=by) | CapitalCommitment(by=by) if by is not None:
            return _later(subject, by)
        case Payment(schedule=Once(moment) | ByThen(moment)):
            return _later(subject, moment)
        case _:
            return False


def _later(subject: Subject, moment: Moment) -> bool:
    start = certain_start(moment)
    return start is None or (isinstance(moment, On) and last_day(moment) > subject.deal.today)


def _forgets(power: str, lost: list[str], span: Span | None) -> Diagnostic:
    return warning(
        "ends-deal-forgets",
        f"`{power}` ends the deal and with it what is still owed under {listed(lost)}",
        span,
        f"write `ends deal, except {', '.join(lost)}`, or add `survives termination` to what outlives the deal",
    )


RULE = Rule("ends-deal-forgets", "a termination that forgets what is still owed", _run)
