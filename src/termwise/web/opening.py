"""The page as it is first seen: the text, where it stands, and room for what is worked out after it is shown."""

from collections.abc import Mapping
from datetime import date

from termwise.model.amendment import STATUSES, Status
from termwise.model.text.beliefs import expectation_text
from termwise.web.asked import STATUS_WORDS, Looking, Seen, seen
from termwise.web.desk import Desk
from termwise.web.parts import summary, terms
from termwise.web.refusal import Refusal
from termwise.web.render import fragment
from termwise.web.snapshot import Snapshot
from termwise.web.texts import text_read


def page(desk: Desk, query: Mapping[str, str]) -> str:
    """The page of the deal as it lies on the disk, seen as the address says.

    What the address says and the deal does not have is passed over: an address may be older than the deal.
    """
    snapshot = desk.saved()
    looked = _looked(desk, snapshot, query)
    return fragment(
        "page",
        read=text_read(desk, snapshot),
        file=snapshot.files[0],
        looked=looked,
        statuses=STATUS_WORDS,
        examples=_examples(snapshot),
        summary=summary(looked) if looked is not None else "",
        terms=terms(looked) if looked is not None else "",
    )


def _looked(desk: Desk, snapshot: Snapshot, query: Mapping[str, str]) -> Seen | None:
    """The view that the address asks for; None where the deal has errors."""
    if not snapshot.session.usable:
        return None
    status: Status = next((one for one in STATUSES if one == query.get("status")), "binding")
    scenario = query.get("scenario")
    known = snapshot.session.names.scenarios
    asked = Looking(
        text=snapshot.key,
        known_by=_day(query.get("known_by")),
        status=status,
        scenario=scenario if scenario in known else None,
        on=_day(query.get("on")),
    )
    try:
        return seen(desk, asked)
    except Refusal:
        return seen(desk, Looking(text=snapshot.key))


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None


def _examples(snapshot: Snapshot) -> tuple[str, ...]:
    """Questions that the deal itself asks, to begin with: those of its expectations, each once."""
    if not snapshot.session.usable:
        return ()
    deal = snapshot.session.deal
    found = [expectation_text(one, deal.currency).rpartition(": ")[2] for one in deal.expectations]
    return tuple(dict.fromkeys(found))[:40]
