"""Suspension: when a clause stands still, and for how long its deadlines run on."""

from datetime import date, timedelta

from msgspec import Struct

from termwise.model.sentence import ResumesClause, SuspendsClause
from termwise.standing.asking import Aside, Asking
from termwise.view.course import NEVER, NO, Reach, Tri, all_of, any_of, certainly, negation
from termwise.view.moments import first_of, not_after


class Pause(Struct, frozen=True):
    """A suspension or a resumption of a clause, on a day as far as known."""

    suspends: bool
    at: Reach
    words: str


def pauses(asking: Asking, clause: str, until: date, without: str | None = None) -> list[Pause]:
    """What suspends and resumes a clause, recorded or by effect, of sources that may work by a day."""
    found = [
        Pause(record.kind == "suspends", certainly(record.day), f"by {record.by}" if record.by else "as recorded")
        for record in asking.records(clause)
        if record.kind in {"suspends", "resumes"}
    ]
    for source in asking.sources.pauses.get(clause, ()):
        if source == without or asking.floor(source) > until:
            continue
        for effected in asking.effects(source):
            match effected.effect:
                case SuspendsClause(target) | ResumesClause(target) if target == clause:
                    found.append(Pause(isinstance(effected.effect, SuspendsClause), effected.at, effected.words))
                case _:
                    pass
    return found


def paused_on(asking: Asking, clause: str, day: date, aside: Aside) -> Tri:
    """Whether a clause is suspended on a day: suspended by then, and not resumed since."""
    cut_off = day - timedelta(days=1) if aside.before and day > date.min else day
    found = pauses(asking, clause, cut_off, aside.source)
    if not found:
        return NO
    resumed = [pause.at for pause in found if not pause.suspends]
    return any_of(
        tuple(
            all_of((pause.at.by(cut_off), *(negation(_since(pause.at, back, cut_off)) for back in resumed)))
            for pause in found
            if pause.suspends
        )
    )


def _since(stop: Reach, back: Reach, day: date) -> Tri:
    """Whether a resumption has followed a suspension by a day; one on the same day does."""
    return all_of((back.by(day), not_after(stop, back)))


def tolled(asking: Asking, clause: str, deadline: Reach) -> Reach:
    """A deadline moved by the days of suspension before it. While a suspension lasts it does not come.

    Open when it is open whether a suspension came before it.
    """
    if deadline.latest is None:
        return deadline
    known: list[tuple[date, bool]] = []
    back: list[Reach] = []
    for pause in pauses(asking, clause, date.max):
        if pause.at.latest is not None and pause.at.earliest == pause.at.latest:
            known.append((pause.at.latest, pause.suspends))
        elif not pause.suspends:
            back.append(pause.at)
        elif pause.at.earliest is not None and pause.at.earliest <= deadline.latest:
            return Reach(deadline.earliest, None, deadline.hangs_on | pause.at.hangs_on)
    return _moved(deadline, sorted(known), first_of(back))


def _moved(deadline: Reach, marks: list[tuple[date, bool]], back: Reach) -> Reach:
    """The deadline after the suspensions of known days; `back` is when the last one may yet be resumed."""
    earliest, latest = deadline.earliest, deadline.latest
    stopped: date | None = None
    for day, suspends in marks:
        if suspends and stopped is None:
            stopped = day
        elif not suspends and stopped is not None:
            earliest, latest = _later(earliest, stopped, day), _later(latest, stopped, day)
            stopped = None
    if stopped is None or latest is None or stopped > latest:
        return Reach(earliest, latest, deadline.hangs_on)
    if earliest is not None and stopped > earliest:
        return Reach(earliest, None, deadline.hangs_on | back.hangs_on)
    if back.earliest is None:
        return NEVER
    return Reach(_later(earliest, stopped, max(back.earliest, stopped)), None, deadline.hangs_on | back.hangs_on)


def _later(deadline: date | None, stopped: date, back: date) -> date | None:
    return deadline + (back - stopped) if deadline is not None and stopped <= deadline else deadline
