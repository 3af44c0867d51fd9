"""Windows of notice, of first refusal and of consent, and the days on which powers take effect."""

from collections.abc import Iterator
from datetime import date

from termwise.base.dates import add
from termwise.model.sentence import Consent, FirstRefusal, Power
from termwise.rights.deadline import Deadline
from termwise.rights.grounds import ground
from termwise.rights.may import may
from termwise.standing.critical_days import critical_days
from termwise.standing.in_force import Stretch
from termwise.standing.powers import power_state
from termwise.standing.protocols import consent_state, refusal_state
from termwise.view.agreement import Agreement, ClauseHistory


def windows(
    agreement: Agreement, history: ClauseHistory, parts: tuple[Stretch, ...], start: date, end: date
) -> Iterator[Deadline]:
    """The windows of one clause that close in `[start, end)`, as far as their days are known."""
    for part in parts:
        yield from _last_notice(agreement, part)
    sentences = [version.clause.sentence for version in history.versions]
    if any(isinstance(sentence, Power | FirstRefusal | Consent) for sentence in sentences):
        for day in (start, *critical_days(agreement, start, end)):
            yield from _effect(agreement, history, day)
            yield from _settled(agreement, history, day)


def _last_notice(agreement: Agreement, part: Stretch) -> Iterator[Deadline]:
    """The last day to give notice for it to take effect while the clause is still in force."""
    power = part.version.clause.sentence
    if not isinstance(power, Power) or power.notice is None or part.end is None or part.end > agreement.deal.end:
        return
    on = add(part.end, power.notice.negated(), "down")
    if on >= part.start:
        told = ground(agreement, part.version, "decides", part.why)
        what = f"last day to give {power.notice} notice before the clause ends on {part.end}"
        yield Deadline(on, "notice", part.version.clause.name, what, " or ".join(power.holders), ground=told)


def _effect(agreement: Agreement, history: ClauseHistory, day: date) -> Iterator[Deadline]:
    standing = power_state(agreement, history.name, day, may)
    if standing is not None and standing.exercised is not None and standing.takes_effect is not None:
        what = f"takes effect, exercised on {standing.exercised}"
        yield Deadline(standing.takes_effect, "effect", history.name, what)


def _settled(agreement: Agreement, history: ClauseHistory, day: date) -> Iterator[Deadline]:
    refusal = refusal_state(agreement, history.name, day)
    if refusal is not None and refusal.settled is not None and refusal.state in ("offered", "lapsed"):
        yield Deadline(refusal.settled, "window", history.name, f"first refusal settled by silence: {refusal.why}")
    consent = consent_state(agreement, history.name, day)
    if consent is not None and consent.settled is not None and consent.state in ("asked", "lapsed"):
        yield Deadline(consent.settled, "window", history.name, f"consent settled by silence: {consent.why}")
