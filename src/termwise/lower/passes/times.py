"""When each wording of a clause is in force: its begin and end as days, exact to the day."""

from collections.abc import Iterable

from msgspec.structs import replace

from termwise.base.dates import Duration
from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes import moments
from termwise.lower.passes.conditions import span
from termwise.lower.passes.pausing import pauses
from termwise.model.amendment import Amendment, EndClause
from termwise.model.clause import OtherwiseAmount, OtherwiseEnds, Requirement
from termwise.model.expression import Connective, Expression, Not
from termwise.model.sentence import EndsClause, EndsDeal
from termwise.model.text import bound_text, expression_text, moment_text
from termwise.view.agreement import ClauseHistory, Ending, Version
from termwise.view.course import Reach
from termwise.view.patch import with_amount


def terms(lo: Lowers, clause: str) -> tuple[Term, ...]:
    """Every wording of a clause with its days. Raises `NotLoweredError` when a day cannot be followed."""
    history = lo.agreement.clause(clause)
    if history is None:
        raise NotLoweredError(f"`{clause}` is not in this view")
    stretches = pauses(lo, clause)
    found = [replace(term, pauses=stretches) for term in _wordings(lo, history, whole=True)]
    first = lo.builder.earliest([term.start for term in found])
    with lo.saying(clause, "first says so"):
        return tuple(
            replace(term, first=first, said=_said(lo, term, found[:place])) for place, term in enumerate(found)
        )


def _said(lo: Lowers, term: Term, before: list[Term]) -> Value:
    """The first day on which the clause says this sentence: an amendment that leaves it as it was is no new one."""
    starts = [term.start]
    for one in reversed([one for one in before if _is_otherwise(one) == _is_otherwise(term)]):
        if one.sentence != term.sentence:
            break
        starts.append(one.start)
    return lo.builder.earliest(starts)


def _is_otherwise(term: Term) -> bool:
    return term.sentence != term.version.clause.sentence


def stated_terms(lo: Lowers, history: ClauseHistory) -> tuple[Term, ...]:
    """The wordings by what the texts state, whatever powers and breaches bring about."""
    return tuple(_wordings(lo, history, whole=False))


def _wordings(lo: Lowers, history: ClauseHistory, *, whole: bool) -> list[Term]:
    clause = history.name
    begins = [_begins(lo, history, version) for version in history.versions]
    found: list[Term] = []
    for index, version in enumerate(history.versions):
        with lo.saying(clause, "when it is in force", version.amendment):
            base = Term(clause, version, version.clause.sentence, _tag(clause, index), begins[index], 0, 0)
            ends = [*begins[index + 1 :], *_ends(lo, history, base)]
            if whole:
                ends += _by_effects(lo, clause, survives=version.clause.qualifiers.survives)
            found += _of_version(lo, history, base, ends)
    return found


def _tag(clause: str, index: int) -> str:
    return clause if index == 0 else f"{clause}.{index + 1}"


def _of_version(lo: Lowers, history: ClauseHistory, base: Term, ends: list[Value]) -> Iterable[Term]:
    """The wording's stretch; where a condition precedent may fail for another amount, one stretch for each."""
    b, said, tag = lo.builder, base.version.clause.qualifiers, base.tag
    starts = [base.start]
    if said.start is not None:
        with lo.saying(history.name, f"from {moment_text(said.start)}", base.version.amendment):
            starts.append(lo.moment(said.start, f"{tag}: from"))
    since, until, holds = _conditions(lo, base)
    starts += since
    end = b.earliest([*ends, *until])
    met = [(r, *requirement(lo, r, f"{tag}: requires")) for r in said.requires]
    start = b.latest(starts[0], *starts[1:], *(day for _, day, _ in met))
    ready = replace(base, start=start, end=end, holds=holds, waits=bool(met))
    yield ready
    for place, (one, _, failed) in enumerate(met):
        if isinstance(one.otherwise, OtherwiseAmount):
            others = [day for i, (_, day, _) in enumerate(met) if i != place]
            sentence = with_amount(ready.sentence, one.otherwise.amount)
            begin = b.latest(starts[0], *starts[1:], *others, failed)
            yield replace(ready, sentence=sentence, start=begin, tag=f"{tag}: otherwise")


def requirement(lo: Lowers, of: Requirement, about: str) -> tuple[Value, Value]:
    """The day it is met by its long-stop, and the day after the long-stop when it is not; never else."""
    b = lo.builder
    first = lo.since(of.condition, about)
    if of.by is None:
        return first, b.never()
    long_stop = lo.moment(of.by, f"{about} by", last=True)
    in_time = b.at_most(first, long_stop)
    too_late = moments.shifted(lo, long_stop, Duration(days=1))
    return b.select(in_time, first, b.never()), b.select(in_time, b.never(), too_late)


def _conditions(lo: Lowers, base: Term) -> tuple[list[Value], list[Value], Value | None]:
    """`while` and `unless` as bounds where they are one stretch of days, else as a truth per period."""
    said, about = base.version.clause.qualifiers, f"{base.tag}: while"
    whole: list[Expression] = [] if said.while_ is None else [said.while_]
    whole += [Not(exception) for exception in said.unless]
    if not whole:
        return [], [], None
    together = whole[0] if len(whole) == 1 else Connective("and", tuple(whole))
    with lo.saying(base.clause, f"while {expression_text(together)}", base.version.amendment):
        days = span(lo, together, about)
        if days is None:
            return [], [], lo.truth(together, about)
    since, until = days
    return ([] if since is None else [since]), ([] if until is None else [until]), None


# -- when a wording begins -------------------------------------------------------------------------------


def _begins(lo: Lowers, history: ClauseHistory, version: Version) -> Value:
    if version.amendment is None:
        with lo.saying(history.name, "the deal begins"):
            return lo.given_day("the deal begins", lo.agreement.deal.start.toordinal())
    amendment = _amendment(lo, version.amendment)
    with lo.saying(history.name, f"{amendment.name} takes effect", amendment.name):
        if version.begins.earliest is not None and version.begins.earliest == version.begins.latest:
            return moments.given(lo, f"{amendment.name}: takes effect for {history.name}", version.begins.earliest)
        base, conditions = _effective(lo, amendment)
        for one, (_, failed) in zip(amendment.requires, conditions, strict=True):
            otherwise = one.otherwise
            if isinstance(otherwise, OtherwiseAmount):
                sentence = version.clause.sentence
                if with_amount(sentence, otherwise.amount) == sentence:
                    return lo.builder.latest(base, failed)
        return lo.builder.latest(base, *(met for met, _ in conditions))


def _amendment(lo: Lowers, name: str) -> Amendment:
    return lo.facts.names().amendments[name]


def _effective(lo: Lowers, amendment: Amendment) -> tuple[Value, list[tuple[Value, Value]]]:
    """The day it takes effect, conditions apart, and for each condition when it is met and when it fails."""
    about = f"{amendment.name}: takes effect"
    if amendment.effective is None:
        base = moments.given(lo, about, amendment.dated)
    else:
        base = lo.moment(amendment.effective, about)
    return base, [requirement(lo, one, f"{amendment.name}: requires") for one in amendment.requires]


# -- when it ends ------------------------------------------------------------------------------------------


def _ends(lo: Lowers, history: ClauseHistory, base: Term) -> Iterable[Value]:
    said, name = base.version.clause.qualifiers, history.name
    if said.end is not None:
        with lo.saying(name, bound_text(said.end), base.version.amendment):
            yield moments.end(lo, said.end, f"{base.tag}: end")
    elif not said.survives:
        with lo.saying(name, "the deal ends"):
            yield lo.given_day("the deal ends", lo.agreement.deal.end.toordinal())
    for ending in history.endings:
        if ending.until is None or not _restated(base.version, ending.until):
            yield _ending(lo, ending, name)
    if not said.survives:
        for ending in lo.agreement.deal_endings:
            yield _ending(lo, ending, None)


def _restated(version: Version, until: Reach) -> bool:
    """Whether the wording was stated anew after an ending."""
    return (
        version.begins.earliest is not None and until.earliest is not None and version.begins.earliest >= until.earliest
    )


def _ending(lo: Lowers, ending: Ending, clause: str | None) -> Value:
    """The day an amendment ends a clause (None: the deal)."""
    amendment = _amendment(lo, ending.amendment)
    if ending.at.earliest is None:
        return lo.builder.never()
    what = f"{amendment.name}: ends {clause or 'the deal'}"
    with lo.saying(clause or lo.agreement.deal.title, f"ended by {amendment.name}", amendment.name):
        if ending.at.earliest == ending.at.latest:
            return moments.given(lo, what, ending.at.earliest)
        base, conditions = _effective(lo, amendment)
        for one, (_, failed) in zip(amendment.requires, conditions, strict=True):
            if one.otherwise == OtherwiseEnds(clause) and one.span == ending.span:
                return failed
        day = lo.builder.latest(base, *(met for met, _ in conditions))
        stated = next(
            (p.on for p in amendment.patches if isinstance(p, EndClause) and p.clause == clause and p.on), None
        )
        if stated is None:
            return day
        on = lo.moment(stated, what)
        return lo.builder.select(lo.builder.less(day, lo.builder.never()), on, lo.builder.never())


def _by_effects(lo: Lowers, name: str, *, survives: bool) -> Iterable[Value]:
    """The days on which powers that are exercised, breaches and failed conditions end the clause."""
    sources = lo.facts.sources.ends.get(name, ()) + (() if survives else lo.facts.sources.ends_deal)
    for source in dict.fromkeys(sources):
        for use in lo.uses(source):
            if any(_bears(effect, name, survives=survives) for effect in use.effects):
                yield use.takes_effect
        yield from certain_ends(lo, source, name, survives=survives)
        for effected in lo.facts.effects(source):
            is_open = effected.at.earliest is not None and effected.at.earliest != effected.at.latest
            if is_open and _bears(effected.effect, name, survives=survives) and not lo.uses(source):
                yield from _open(lo, source, name)


def certain_ends(lo: Lowers, source: str, name: str, *, survives: bool) -> Iterable[Value]:
    """The days on which a clause certainly ends another one, or the deal: an exercise or a breach already known."""
    for effected in lo.facts.effects(source):
        day = effected.at.earliest
        if day is not None and day == effected.at.latest and _bears(effected.effect, name, survives=survives):
            yield moments.given(lo, f"{effected.words}", day)


def _bears(effect: object, name: str, *, survives: bool) -> bool:
    match effect:
        case EndsClause(clause):
            return clause == name
        case EndsDeal(excepted):
            return not survives and name not in excepted
        case _:
            return False


def _open(lo: Lowers, source: str, name: str) -> Iterable[Value]:
    """An ending that is still open: a condition of `source` that may fail is followed, a power waits for a scenario."""
    history = lo.agreement.clause(source)
    found = False
    for version in () if history is None else history.versions:
        for one in version.clause.qualifiers.requires:
            if one.otherwise in (OtherwiseEnds(name), OtherwiseEnds(None)):
                found = True
                yield requirement(lo, one, f"{source}: requires")[1]
    if not found:
        lo.leave_out(source, f"it may end {name}: it counts as not used until a scenario says so")
