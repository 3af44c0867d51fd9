"""First refusal and consent in the way of an act: whether they are settled, and from when they could be."""

from datetime import date

from msgspec.structs import replace

from termwise.model.clause import Clause
from termwise.model.sentence import Consent, FirstRefusal
from termwise.rights.asking import Asking
from termwise.standing.protocols import consent_state, refusal_state
from termwise.view.agreement import Memo
from termwise.view.course import NO, YES, HangsOn, Record, Tri, open_on


def settled(asking: Asking, clause: Clause) -> tuple[Tri, str | None]:
    """Whether the clause's first refusal or consent is out of the way on the day, and why in words.

    YES and no words for any other clause. NO when the holder took it up or a giver refused.
    """
    if isinstance(clause.sentence, FirstRefusal):
        return _refusal(asking, clause.name)
    if isinstance(clause.sentence, Consent):
        return _consent(asking, clause.name)
    return YES, None


def _refusal(asking: Asking, clause: str) -> tuple[Tri, str | None]:
    state = refusal_state(asking.agreement, clause, asking.day)
    waits = open_on(HangsOn("refusal", clause))
    if state is None:
        return waits, None
    if state.truth.value is None:
        return Tri(None, state.truth.hangs_on or waits.hangs_on), state.why
    if state.state in ("declined", "lapsed", "waived"):
        free = state.settled is not None and state.settled <= asking.day
        return (YES if free else waits), state.why
    return (NO if state.state == "accepted" else waits), state.why


def _consent(asking: Asking, clause: str) -> tuple[Tri, str | None]:
    state = consent_state(asking.agreement, clause, asking.day)
    waits = open_on(HangsOn("consent", clause))
    if state is None:
        return waits, None
    if state.truth.value is None:
        return Tri(None, state.truth.hangs_on or waits.hangs_on), state.why
    if state.state in ("consented", "waived"):
        free = state.settled is not None and state.settled <= asking.day
        return (YES if free else waits), state.why
    return (NO if state.state in ("refused", "lapsed") else waits), state.why


def settled_from(asking: Asking, clause: Clause, actor: str) -> date | None:
    """The first day from which the gate would be open if notice were given on the day asked and nobody answered.

    None when silence settles nothing. Worked out by the protocol itself, on a course that records the notice.
    """
    agreement = asking.agreement
    notice = Record(asking.day, "offers", clause.name, actor)
    course = replace(agreement.course, records=(*agreement.course.records, notice), complete=True)
    offered = replace(agreement, course=course, memo=Memo())
    if isinstance(clause.sentence, FirstRefusal):
        refusal = refusal_state(offered, clause.name, agreement.deal.end)
        return refusal.settled if refusal is not None and refusal.state in ("declined", "lapsed", "waived") else None
    consent = consent_state(offered, clause.name, agreement.deal.end)
    return consent.settled if consent is not None and consent.state in ("consented", "waived") else None
