"""What two agreements declare, compared in the words of the language."""

from collections.abc import Iterator

from termwise.base.dates import day_before
from termwise.compare.difference import DeclarationDifference
from termwise.model.deal import Deal
from termwise.model.text.declarations import (
    asset_text,
    body_text,
    driver_text,
    event_text,
    party_text,
    source_text,
)
from termwise.view.agreement import Agreement, Fate
from termwise.view.course import Reach

_Declared = tuple[str, str]
"""The declaration, and what the view knows of it ("" when there is nothing to know)."""


def declaration_differences(before: Agreement, after: Agreement) -> tuple[DeclarationDifference, ...]:
    """Every declaration whose words differ, those of the agreement after first.

    An event differs when its declaration does or what the view knows of it; an amendment when its fate does,
    where all fates by which it counts for nothing are one.
    """
    old, new = dict(_declared(before)), dict(_declared(after))
    found = []
    for kind, name in dict.fromkeys((*new, *old)):
        was, now = old.get((kind, name)), new.get((kind, name))
        if was != now and not _both_left_out(was, now):
            known_only = was is not None and now is not None and was[0] == now[0]
            found.append(DeclarationDifference(kind, name, _words(was, known_only), _words(now, known_only)))
    return tuple(found)


def _both_left_out(was: _Declared | None, now: _Declared | None) -> bool:
    """Whether it is the same amendment, which counts on neither side."""
    return was is not None and now is not None and was[0] == now[0] and {was[1], now[1]} <= _LEFT_OUT


_LEFT_OUT = frozenset({"not known", "too weak", "withdrawn"})


def _words(declared: _Declared | None, known_only: bool) -> str | None:
    """Both parts on lines of their own, or only what is known when the declaration itself is the same."""
    if declared is None:
        return None
    text, known = declared
    return known if known_only else f"{text}\n{known}".rstrip("\n")


def _declared(agreement: Agreement) -> Iterator[tuple[tuple[str, str], _Declared]]:
    for kind, name, text in _texts(agreement.deal):
        yield (kind, name), (text, "")
    money = agreement.deal.currency
    for event in agreement.deal.events:
        yield ("event", event.name), (event_text(event, money), _known(agreement.course.reaches.get(event.name)))
    for fate in agreement.fates:
        amendment = fate.amendment
        text = f"{amendment.dating} {amendment.dated}, {amendment.status}"
        yield ("amendment", amendment.name), (text, _fate(fate))


def _texts(deal: Deal) -> Iterator[tuple[str, str, str]]:
    money = deal.currency
    yield "deal", "title", deal.title
    yield "deal", "period", f"{deal.start} through {day_before(deal.end)}, {deal.grid}, in {money}"
    yield from (("party", party.name, party_text(party, money)) for party in deal.parties)
    yield from ((asset.kind, asset.name, asset_text(asset)) for asset in deal.assets)
    yield from (("body", body.name, body_text(body)) for body in deal.bodies)
    yield from (("driver", driver.name, driver_text(driver, money)) for driver in deal.drivers)
    yield from (("source", source.name, source_text(source)) for source in deal.sources)


def _known(reach: Reach | None) -> str:
    if reach is None:
        return "not known"
    if reach.earliest is None:
        return "never"
    return f"on {reach.earliest}" if reach.earliest == reach.latest else "open"


def _fate(fate: Fate) -> str:
    day = fate.from_.earliest if fate.from_ is not None and fate.from_.earliest == fate.from_.latest else None
    return fate.fate if day is None else f"{fate.fate} from {day}"
