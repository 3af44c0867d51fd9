"""First refusal and consent, step by step: asked, answered, or left unanswered until the window closes."""

from datetime import date, timedelta

from msgspec.structs import replace

from termwise.base.dates import Duration
from termwise.model.sentence import Consent, FirstRefusal
from termwise.standing.asking import Asking, Reading
from termwise.standing.states import ConsentStanding, RefusalStanding
from termwise.view.course import YES, HangsOn, Record, Tri, certainly, open_on
from termwise.view.moments import shifted


def refusal_on(asking: Asking, clause: str, day: date) -> RefusalStanding | None:
    """Where a first refusal stands on a day; None when the clause's wording that day is none.

    The latest offer counts. The window is `accept within`, else the notice; unanswered it lapses
    (silence declines) or is taken up (`silence accepts`). After a refusal the act is free once the
    notice is over too; a waiver frees it at once.
    """
    reading = asking.reading(clause, day)
    right = None if reading.version is None else reading.version.clause.sentence
    if not isinstance(right, FirstRefusal):
        return None
    standing = _refusal(asking, clause, day, right)
    return replace(standing, truth=_in_doubt(standing.truth, reading)) if reading.doubt else standing


def _refusal(asking: Asking, clause: str, day: date, right: FirstRefusal) -> RefusalStanding:
    past = [record for record in asking.records(clause) if record.day <= day]
    waived = next((record for record in past if record.kind == "waives"), None)
    if waived is not None:
        return RefusalStanding("waived", waived.day, f"waived on {waived.day}")
    offer = next((record for record in reversed(past) if record.kind == "offers"), None)
    if offer is None:
        return RefusalStanding(
            "none offered", None, "nothing was offered", _unless_later(asking, day, "refusal", clause)
        )
    window = _end(asking, offer, right.accept_within or right.notice)
    free = _end(asking, offer, right.notice) or offer.day
    answer = _answer(past, offer, window, ("accepts", "declines"))
    if answer is not None and answer.kind == "accepts":
        return RefusalStanding("accepted", answer.day, f"offered on {offer.day}, accepted on {answer.day}")
    if answer is not None:
        settled = max(answer.day, free)
        return RefusalStanding("declined", settled, f"offered on {offer.day}, declined on {answer.day}")
    if window is None or day <= window:
        last = "" if window is None else f", to be answered by {window}"
        open_ = _unless_later(asking, day, "refusal", clause)
        return RefusalStanding("offered", None, f"offered on {offer.day}{last}", open_)
    return _unanswered(asking, clause, right, (offer.day, window, free))


def _unanswered(asking: Asking, clause: str, right: FirstRefusal, days: tuple[date, date, date]) -> RefusalStanding:
    """After a window that closed on its last day without an answer that the view knows."""
    offered, window, free = days
    truth = _unless_later(asking, window, "refusal", clause)
    after = window + timedelta(days=1)
    if right.silence == "accepts":
        return RefusalStanding("accepted", after, f"offered on {offered}, silence until {window} accepts", truth)
    return RefusalStanding("lapsed", max(after, free), f"offered on {offered}, no answer by {window}", truth)


def consent_on(asking: Asking, clause: str, day: date) -> ConsentStanding | None:
    """Where a consent stands on a day; None when the clause's wording that day is none.

    Every giver must consent; one refusal refuses. An answer given without having been asked counts.
    A giver who does not answer in the window has consented when silence accepts, else it lapses.
    """
    reading = asking.reading(clause, day)
    need = None if reading.version is None else reading.version.clause.sentence
    if not isinstance(need, Consent):
        return None
    standing = _consent(asking, clause, day, need)
    return replace(standing, truth=_in_doubt(standing.truth, reading)) if reading.doubt else standing


def _consent(asking: Asking, clause: str, day: date, need: Consent) -> ConsentStanding:
    past = [record for record in asking.records(clause) if record.day <= day]
    waived = next((record for record in past if record.kind == "waives"), None)
    if waived is not None:
        return ConsentStanding("waived", waived.day, f"waived on {waived.day}")
    asked = next((record for record in reversed(past) if record.kind == "offers"), None)
    window = None if asked is None else _end(asking, asked, need.within)
    since = date.min if asked is None else asked.day
    answers = [r for r in past if r.kind in {"consents", "refuses"} and since <= r.day <= (window or date.max)]
    refused = next((record for record in answers if record.kind == "refuses"), None)
    if refused is not None:
        return ConsentStanding("refused", None, f"refused{_by(refused)} on {refused.day}")
    given = {record.by: record.day for record in answers}
    missing = () if None in given else tuple(giver for giver in need.givers if giver not in given)
    if not missing:
        last = max(given.values())
        return ConsentStanding("consented", last, f"consented on {last}")
    if asked is None:
        why = f"{', '.join(missing)} not asked"
        return ConsentStanding("not asked", None, why, _unless_later(asking, day, "consent", clause), missing)
    if window is None or day <= window:
        last_day = "" if window is None else f", to be answered by {window}"
        why = f"{', '.join(missing)} asked on {asked.day}{last_day}"
        return ConsentStanding("asked", None, why, _unless_later(asking, day, "consent", clause), missing)
    truth = _unless_later(asking, window, "consent", clause)
    if need.silence == "accepts":
        after = window + timedelta(days=1)
        return ConsentStanding("consented", after, f"asked on {asked.day}, silence until {window} accepts", truth)
    why = f"{', '.join(missing)} asked on {asked.day}, no answer by {window}"
    return ConsentStanding("lapsed", None, why, truth, missing)


def _in_doubt(truth: Tri, reading: Reading) -> Tri:
    """Open while it is open which of several sentences governs."""
    return Tri(None, truth.hangs_on | reading.doubt)


def _end(asking: Asking, asked: Record, length: Duration | None) -> date | None:
    """The last day of a window from the day of an offer; None for no window."""
    return None if length is None else shifted(certainly(asked.day), length, asking).latest


def _answer(past: list[Record], offer: Record, window: date | None, kinds: tuple[str, ...]) -> Record | None:
    """The first answer to an offer inside its window."""
    last = window or date.max
    return next((r for r in past if r.kind in kinds and offer.day <= r.day <= last), None)


def _by(record: Record) -> str:
    return "" if record.by is None else f" by {record.by}"


def _unless_later(asking: Asking, day: date, kind: str, clause: str) -> Tri:
    """Settled up to the day the view knows; open after it, unless the course is complete."""
    if asking.course.complete or day <= asking.course.known_by:
        return YES
    return open_on(HangsOn("refusal" if kind == "refusal" else "consent", clause))
