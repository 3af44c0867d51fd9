"""The whole deal."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol, TypeVar

from msgspec import Struct

from termwise.base.dates import Frequency, Rounding
from termwise.base.source import Span
from termwise.model.amendment import AddClause, Amendment
from termwise.model.clause import Citation, Clause
from termwise.model.declaration import (
    Asset,
    Body,
    Claim,
    Driver,
    Event,
    Expectation,
    Interest,
    Party,
    Scenario,
    SourceDocument,
)


class Deal(Struct, frozen=True):
    """A partnership as declared: who, what, the original clauses, and every amendment since.

    `start` and `end` bound the deal's period, half-open: `end` is the first day outside.
    `clauses` are the original text, binding from `start`. `today` is the day the author wrote on.
    """

    title: str
    start: date
    end: date
    today: date
    currency: str = "USD"
    grid: Frequency = "monthly"
    rounding: Rounding = "down"
    calendar: str = "weekdays"
    parties: tuple[Party, ...] = ()
    assets: tuple[Asset, ...] = ()
    bodies: tuple[Body, ...] = ()
    events: tuple[Event, ...] = ()
    drivers: tuple[Driver, ...] = ()
    sources: tuple[SourceDocument, ...] = ()
    clauses: tuple[Clause, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    interests: tuple[Interest, ...] = ()
    claims: tuple[Claim, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    citations: tuple[Citation, ...] = ()
    span: Span | None = None


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def _by_name(things: Iterable[_N]) -> dict[str, _N]:
    found: dict[str, _N] = {}
    for thing in things:
        found.setdefault(thing.name, thing)
    return found


class Names(Struct, frozen=True):
    """The declarations of a deal by name. Built once per deal by `names`."""

    parties: Mapping[str, Party]
    assets: Mapping[str, Asset]
    bodies: Mapping[str, Body]
    events: Mapping[str, Event]
    drivers: Mapping[str, Driver]
    sources: Mapping[str, SourceDocument]
    amendments: Mapping[str, Amendment]
    scenarios: Mapping[str, Scenario]
    clauses: Mapping[str, Clause]
    """Every clause as first written, by the original text or by the amendment that added it."""


def names(deal: Deal) -> Names:
    """The deal's declarations by name; of two with one name, the first."""
    clauses = list(deal.clauses)
    for amendment in deal.amendments:
        clauses += [patch.clause for patch in amendment.patches if isinstance(patch, AddClause)]
    return Names(
        parties=_by_name(deal.parties),
        assets=_by_name(deal.assets),
        bodies=_by_name(deal.bodies),
        events=_by_name(deal.events),
        drivers=_by_name(deal.drivers),
        sources=_by_name(deal.sources),
        amendments=_by_name(deal.amendments),
        scenarios=_by_name(deal.scenarios),
        clauses=_by_name(tuple(clauses)),
    )
