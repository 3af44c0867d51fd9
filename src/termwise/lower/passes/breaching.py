"""Duties and prohibitions that the run itself finds violated: on which day."""

from termwise.base.dates import Duration
from termwise.ir.program import Value
from termwise.lower.asking import Lowers, Term, Use
from termwise.lower.passes import times
from termwise.lower.passes.moments import shifted
from termwise.lower.passes.trading import due_day
from termwise.model.sentence import ByThen, Duty, Effect, Once, Pays, Prohibition, Sentence, When, Within
from termwise.view.agreement import ClauseHistory

_ONE_DAY = Duration(days=1)


def breaches(lo: Lowers, history: ClauseHistory) -> tuple[Use, ...]:
    """The violation of each wording by its `violated when`, or by a deadline that passes before `fulfilled when`.

    None where the view knows the day, where nothing says what fulfils or violates it, and where records tell.
    """
    known = lo.facts.breach(history.name)
    if known.earliest is None or known.earliest == known.latest or lo.facts.records(history.name):
        return ()
    if not any(_decidable(version.clause.sentence) for version in history.versions):
        return ()
    found = []
    for term in times.stated_terms(lo, history):
        if _decidable(term.sentence):
            with lo.saying(term.clause, "the day it is violated", term.version.amendment):
                day = lo.builder.earliest(_days(lo, term))
            found.append(Use(term.version, _effects(term.sentence), day, day))
    return tuple(found)


def _decidable(sentence: Sentence) -> bool:
    match sentence:
        case Duty(fulfilled_when=fulfilled, violated_when=violated, deadline=deadline):
            judged = fulfilled is not None and isinstance(deadline, Once | ByThen | Within | When)
            return judged or violated is not None
        case Prohibition(violated_when=violated):
            return violated is not None
        case _:
            return False


def _effects(sentence: Sentence) -> tuple[Effect, ...]:
    on_breach = sentence.on_breach if isinstance(sentence, Duty) else ()
    return tuple(effect for effect in on_breach if not isinstance(effect, Pays))


def _days(lo: Lowers, term: Term) -> list[Value]:
    sentence = term.sentence
    if isinstance(sentence, Prohibition) and sentence.violated_when is not None:
        day = lo.since(sentence.violated_when, f"{term.tag}: violated")
        return [_owed(lo, term, day, day)]
    return _of_duty(lo, term, sentence) if isinstance(sentence, Duty) else []


def _of_duty(lo: Lowers, term: Term, duty: Duty) -> list[Value]:
    """The day after the deadline and its cure, or of what violates it, unless the duty is done by then."""
    b, found = lo.builder, []
    done = b.never() if duty.fulfilled_when is None else lo.since(duty.fulfilled_when, f"{term.tag}: fulfilled")
    if duty.violated_when is not None:
        first = lo.since(duty.violated_when, f"{term.tag}: violated")
        limit = first if duty.cure is None else shifted(lo, first, duty.cure)
        day = first if duty.cure is None else shifted(lo, limit, _ONE_DAY)
        found.append(_owed(lo, term, day, b.select(b.at_most(done, limit), b.never(), day)))
    if duty.fulfilled_when is not None and isinstance(duty.deadline, Once | ByThen | Within | When):
        due = due_day(lo, term, duty.deadline)
        limit = due if duty.cure is None else shifted(lo, due, duty.cure)
        late = b.select(b.at_most(done, limit), b.never(), shifted(lo, limit, _ONE_DAY))
        found.append(_owed(lo, term, due, late))
    return found


def _owed(lo: Lowers, term: Term, on: Value, violated: Value) -> Value:
    """The violation, if the duty is owed on a day by what the text states."""
    b = lo.builder
    return b.select(b.both(b.at_most(term.start, on), b.less(on, term.end)), violated, b.never())
