"""Whether a clause is in force on a day: its wording, start, conditions, end, endings, suspension."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from termwise.model.clause import OtherwiseAmount, Qualifiers, Requirement
from termwise.model.sentence import EndsClause, EndsDeal, Sentence
from termwise.model.text import bound_text, expression_text, moment_text
from termwise.standing.asking import Aside, Asking, Effected, Reading
from termwise.view.agreement import ClauseHistory, Ending, Version
from termwise.view.conditions import truth
from termwise.view.course import NO, YES, HangsOn, Reach, Tri, all_of, any_of, negation
from termwise.view.figures import At
from termwise.view.moments import come, end_of, ended, first_of, reach_of


class Part(Struct, frozen=True):
    """One thing that decides whether a clause is in force: its truth, when it comes, and its words."""

    truth: Tri
    words: str
    at: Reach | None = None


class Governing(Struct, frozen=True):
    """Which wording governs on a day: the latest that certainly began, and those that may have.

    `unsettled` when the rivals do not name every wording that may govern.
    """

    version: Version | None
    rivals: tuple[Version, ...] = ()
    unsettled: bool = False

    @property
    def hangs_on(self) -> frozenset[HangsOn]:
        """What the rivals wait for."""
        return frozenset[HangsOn]().union(*(rival.begins.hangs_on for rival in self.rivals))


def governing(history: ClauseHistory, day: date) -> Governing:
    """The wording of a clause on a day."""
    settled: Version | None = None
    rivals: list[Version] = []
    unsettled = False
    for version in history.versions:
        begun = version.begins.by(day).value
        if begun is True:
            unsettled = bool(rivals)
            settled = version
        elif begun is None:
            rivals.append(version)
    return Governing(settled, tuple(rivals), unsettled or len(rivals) > 1)


def read_clause(asking: Asking, name: str, day: date, aside: Aside) -> Reading:
    """The clause on a day. Where several wordings may govern and differ in more than their time, it is open."""
    history = asking.history(name)
    if history is None:
        return Reading(NO, None, "not in this view: nothing the view accepts has said it", NO, NO, NO)
    which = governing(history, day)
    if which.version is None and not which.rivals:
        return _not_begun(history, day)
    first = which.version or which.rivals[0]
    reading = _read(_Asked(asking, history, first, day, aside))
    if not which.rivals or (which.version is None and not which.unsettled):
        return reading
    readings = [reading, *(_read(_Asked(asking, history, rival, day, aside, given=True)) for rival in which.rivals)]
    return _among(which, readings)


def _among(which: Governing, readings: list[Reading]) -> Reading:
    """One reading of several wordings: settled only where all agree, and say the same but for their time."""
    first = readings[0]
    alike = all(_sentence(r) == _sentence(first) for r in readings)
    doubt = frozenset[HangsOn]() if alike and not which.unsettled else which.hangs_on
    same_words = all(_lasting(r.version) == _lasting(first.version) for r in readings)
    agree_no = all(r.truth.value is False for r in readings)
    agree_yes = same_words and all(r.truth.value is True for r in readings)
    hangs_on = which.hangs_on.union(*(r.truth.hangs_on for r in readings))
    started, over, paused = (
        _joined([getattr(r, part) for r in readings], hangs_on, which.unsettled)
        for part in ("started", "over", "paused")
    )
    if not which.unsettled and (agree_no or agree_yes):
        return replace(first, started=started, over=over, paused=paused, doubt=doubt)
    amendments = ", ".join(rival.amendment or "" for rival in which.rivals)
    why = f"open: whether {amendments} takes effect"
    return Reading(Tri(None, hangs_on), first.version, why, started, over, paused, None, doubt)


def _sentence(reading: Reading) -> Sentence | None:
    return None if reading.version is None else reading.version.clause.sentence


def _joined(truths: list[Tri], hangs_on: frozenset[HangsOn], unsettled: bool) -> Tri:
    values = {one.value for one in truths}
    return truths[0] if len(values) == 1 and None not in values and not unsettled else Tri(None, hangs_on)


def _lasting(version: Version | None) -> tuple[object, Qualifiers] | None:
    """What a wording says on a day it is in force: its sentence and what is not about its time or its words."""
    if version is None:
        return None
    q = version.clause.qualifiers
    timeless = replace(q, start=None, end=None, while_=None, unless=(), requires=(), says=(), sources=(), spans=())
    return version.clause.sentence, timeless


def _not_begun(history: ClauseHistory, day: date) -> Reading:
    days = [v.begins.earliest for v in history.versions if v.begins.earliest is not None]
    upcoming = min((d for d in days if d > day), default=None)
    why = "never takes effect" if upcoming is None else f"not in force before {upcoming}"
    amendment = history.versions[0].amendment
    return Reading(NO, None, why if amendment is None else f"{why}: said by {amendment}", NO, NO, NO)


class _Asked(Struct, frozen=True):
    """One wording of a clause, on a day; `given` that it has begun."""

    asking: Asking
    history: ClauseHistory
    version: Version
    day: date
    aside: Aside
    given: bool = False

    @property
    def name(self) -> str:
        return self.history.name

    @property
    def said(self) -> Qualifiers:
        return self.version.clause.qualifiers


def _read(asked: _Asked) -> Reading:
    starts = list(_starts(asked))
    started = all_of(tuple(part.truth for part in starts))
    ends = list(_ends(asked))
    over = all_of((starts[0].truth, any_of(tuple(part.truth for part in ends))))
    if started.value is False:
        return Reading(NO, asked.version, _before_words(starts), NO, over, NO)
    if over.value is True:
        return Reading(NO, asked.version, _after_words(ends), started, YES, NO)
    holds = [] if asked.aside.conditions else list(_holds(asked))
    held = all_of(tuple(part.truth for part in holds))
    paused = all_of((started, negation(over), asked.asking.paused(asked.name, asked.day, asked.aside)))
    in_force = all_of((started, negation(over), held, negation(paused)))
    since = _since(asked, starts) if in_force.value else None
    waits = [part.words for part in (*starts, *ends, *holds) if part.truth.value is None]
    against = [part.words for part in holds if part.truth.value is False]
    why = _why(in_force, waits, against, paused, since)
    return Reading(in_force, asked.version, why, started, over, paused, since)


# -- the parts ---------------------------------------------------------------------------------------


def _starts(asked: _Asked) -> Iterable[Part]:
    """Begun, started, conditions precedent met: all must hold."""
    version, day = asked.version, asked.day
    said_by = "the original text" if version.amendment is None else version.amendment
    begun = YES if asked.given else version.begins.by(day)
    yield Part(begun, f"said by {said_by}", version.begins)
    start = asked.said.start
    if start is not None:
        at = reach_of(start, asked.asking, asked.name)
        yield Part(come(start, day, asked.asking, asked.name), f"from {moment_text(start)}", at)
    for requirement in asked.said.requires:
        yield _requirement(asked, requirement)


def _requirement(asked: _Asked, requirement: Requirement) -> Part:
    when = asked.asking.met(requirement, asked.name)
    if isinstance(requirement.otherwise, OtherwiseAmount):
        when = first_of((when, asked.asking.failed(requirement, asked.name)))
    by = "" if requirement.by is None else f" by {moment_text(requirement.by)}"
    return Part(when.by(asked.day), f"requires {expression_text(requirement.condition)}{by}", when)


def _ends(asked: _Asked) -> Iterable[Part]:
    """Its own end, an amendment's, the deal's term, an effect: any ends it."""
    bound, day, asking = asked.said.end, asked.day, asked.asking
    if bound is not None:
        at = end_of(bound, asking, asked.name)
        yield Part(ended(bound, day, asking, asked.name), bound_text(bound), at)
    elif not asked.said.survives:
        at = Reach(asking.deal.end, asking.deal.end)
        yield Part(at.by(day), "the deal's term is over", at)
    for ending in asked.history.endings:
        yield _ending(ending, f"ended by {ending.amendment}", day)
    if not asked.said.survives:
        for ending in asking.agreement.deal_endings:
            yield _ending(ending, f"the deal was ended by {ending.amendment}", day)
    yield from (_effect(effected, asked) for effected in _bearing(asked))


def _ending(ending: Ending, words: str, day: date) -> Part:
    gone = ending.at.by(day)
    if ending.until is not None:
        gone = all_of((gone, negation(ending.until.by(day))))
    return Part(gone, words, ending.at)


def _effect(effected: Effected, asked: _Asked) -> Part:
    return Part(effected.at.by(_cut_off(asked)), effected.words, effected.at)


def _cut_off(asked: _Asked) -> date:
    """The last day whose effects count."""
    return date.fromordinal(asked.day.toordinal() - 1) if asked.aside.before and asked.day > date.min else asked.day


def _bearing(asked: _Asked) -> Iterable[Effected]:
    """The effects that end the clause, of sources that may have worked by the day."""
    asking, name, survives = asked.asking, asked.name, asked.said.survives
    sources = asking.sources.ends.get(name, ()) + (() if survives else asking.sources.ends_deal)
    for source in dict.fromkeys(sources):
        if source == asked.aside.source or asking.floor(source) > _cut_off(asked):
            continue
        for effected in asking.effects(source):
            match effected.effect:
                case EndsClause(clause) if clause == name:
                    yield effected
                case EndsDeal(excepted) if not survives and name not in excepted:
                    yield effected
                case _:
                    pass


def _holds(asked: _Asked) -> Iterable[Part]:
    """`while` holds and no `unless` does."""
    at = At(asked.day, asked.asking, asked.name)
    if asked.said.while_ is not None:
        yield Part(truth(asked.said.while_, at), f"while {expression_text(asked.said.while_)}")
    for exception in asked.said.unless:
        yield Part(negation(truth(exception, at)), f"unless {expression_text(exception)}")


# -- in words ----------------------------------------------------------------------------------------


def _before_words(starts: list[Part]) -> str:
    parts = [part for part in starts if part.truth.value is False]
    reasons = ", ".join(part.words for part in parts)
    days = [part.at.earliest for part in parts if part.at is not None and part.at.earliest is not None]
    never = any(part.at is not None and part.at.earliest is None for part in parts)
    return f"never in force: {reasons}" if never or not days else f"not in force before {max(days)}: {reasons}"


def _after_words(ends: list[Part]) -> str:
    over = [part for part in ends if part.truth.value is True]
    day, words = min((part.at.latest or date.max if part.at is not None else date.max, part.words) for part in over)
    return f"not in force since {day}: {words}" if day < date.max else f"not in force: {words}"


def _since(asked: _Asked, starts: list[Part]) -> date | None:
    stated = [ending.until.latest for ending in asked.history.endings if ending.until is not None]
    first = asked.history.versions[0].begins.latest
    own = [part.at.latest for part in starts[1:] if part.at is not None]
    days = [day for day in (first, *stated, *own) if day is not None and day <= asked.day]
    return max(days, default=None)


def _why(in_force: Tri, waits: list[str], against: list[str], paused: Tri, since: date | None) -> str:
    if in_force.value is True:
        return "in force" if since is None else f"in force since {since}"
    if in_force.value is False:
        return f"not in force: {', '.join(against)}" if against else "not in force: suspended"
    open_on = [*waits, *(["depending on whether it is suspended"] if paused.value is None else [])]
    return f"perhaps in force, {', '.join(open_on)}"
