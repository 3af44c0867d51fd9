"""What can be moved in a deal under a view: drivers, days and chances of events, numbers that are open."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from termwise.base.source import Span
from termwise.model.deal import Deal
from termwise.model.declaration import Driver, Event, Growth, Hazard, Likely, Rule, TermPin
from termwise.model.expression import Quantity
from termwise.model.terms import open_terms
from termwise.model.text import expression_text, moment_text, quantity_text
from termwise.model.text.declarations import chance_text
from termwise.model.text.expressions import rate_text
from termwise.session.what_if.extent import Extent, extent, nice
from termwise.session.what_if.handle import Handle
from termwise.session.what_if.readable import Readable
from termwise.session.what_if.settings import Key, level_of, line_of, regimes_of
from termwise.view.agreement import Agreement
from termwise.view.facts import first_open_day
from termwise.view.occurrences import scenario_pins
from termwise.view.view import View

_NONE = Decimal(0)
_STILL = Quantity(Decimal(0), "%", "year")


def handles(session: Readable, view: View | None = None) -> tuple[Handle, ...]:
    """Everything that can be moved, in the order of the deal: drivers, then events, then open numbers of clauses.

    Raises `UnusableDealError`.
    """
    agreement = session.agreement(view)
    return (
        *(one for driver in agreement.deal.drivers for one in _of_driver(agreement, driver)),
        *(one for event in agreement.deal.events for one in _of_event(agreement, event)),
        *_of_clauses(agreement, session.deal),
    )


def _of_driver(agreement: Agreement, driver: Driver) -> Iterator[Handle]:
    """How a driver grows, regime after regime, and where it might stay."""
    deal, base = agreement.deal, agreement.view.scenario
    if driver.formula is not None or not driver.known:
        return
    level, title = level_of(driver, deal, base), driver.title or driver.name
    growth = regimes_of(driver, deal, base) or (() if level is not None else (Growth(_STILL),))
    for place, one in enumerate(growth, start=1):
        found = extent(one.rate)
        if found is not None:
            said = _Said(f"{title}: growth{_when(one, place)}", rate_text(one.rate, deal.currency), driver.span)
            yield _of_number(agreement, Key("growth", driver.name, place), found, said)
    if driver.variation is not None and level is None:
        found = extent(driver.variation)
        if found is not None:
            said = _Said(f"{title}: variation", rate_text(driver.variation, deal.currency), driver.span)
            yield _of_number(agreement, Key("variation", driver.name), replace(found, low=max(found.low, _NONE)), said)
    now = level or max(driver.known, key=lambda point: point.when.day).value
    said = _Said(f"{title}: stays at", quantity_text(now, deal.currency), driver.span)
    yield _of_number(agreement, Key("level", driver.name), _level(driver, now), said)


def _when(growth: Growth, place: int) -> str:
    """Which of several regimes it is, in words."""
    if growth.after is not None:
        return f" after {growth.after}"
    return (", then" if place > 1 else "") + ("" if growth.until is None else f" until {moment_text(growth.until)}")


def _level(driver: Driver, now: Quantity) -> Extent:
    """A level from nothing to three times what is known last."""
    step = nice(abs(now.value) / 50)
    high = (3 * abs(now.value) / step).to_integral_value() * step
    return Extent(driver.unit, driver.per, Decimal(0), high, step, now.value, uncertain=False)


class _Said(Struct, frozen=True):
    """How a handle is called, what is declared of it, and where."""

    label: str
    declared: str
    span: Span | None


def _of_number(agreement: Agreement, key: Key, found: Extent, said: _Said, deal: Deal | None = None) -> Handle:
    """`deal` is the one whose words are looked up, the agreement's unless said."""
    deal = deal or agreement.deal
    return Handle(
        key=str(key),
        kind=key.kind,
        name=key.name,
        label=said.label,
        unit=found.unit,
        per=found.per,
        low=found.low,
        high=found.high,
        step=found.step,
        current=found.middle,
        declared=said.declared,
        line=line_of(str(key), found.middle, deal, agreement.view.scenario),
        uncertain=found.uncertain,
        options=found.options,
        span=said.span,
    )


def _of_event(agreement: Agreement, event: Event) -> Iterator[Handle]:
    """An event whose day is open, or was pinned by the scenario to one that is still ahead."""
    deal, reach = agreement.deal, agreement.course.reaches[event.name]
    opens = first_open_day(agreement.course)
    is_certain = reach.earliest == reach.latest
    if is_certain and reach.earliest is not None and reach.earliest < opens:
        return
    key = str(Key("day", event.name))
    yield Handle(
        key=key,
        kind="day",
        name=event.name,
        label=event.title or event.name,
        unit="day",
        per=None,
        low=opens,
        high=deal.end - timedelta(days=1),
        step=Decimal(1),
        current=reach.earliest if is_certain else None,
        declared="",
        line=line_of(key, reach.earliest if is_certain else opens, deal, agreement.view.scenario),
        uncertain=not is_certain,
        span=event.span,
    )
    if not is_certain:
        yield from _chance(agreement, event)


def _chance(agreement: Agreement, event: Event) -> Iterator[Handle]:
    """How likely an event is whose chance is declared as a number, with a time."""
    chance, key = event.chance, Key("chance", event.name)
    label = f"{event.title or event.name}: how likely"
    said = _Said(label, "" if chance is None or isinstance(chance, Rule) else chance_text(chance), event.span)
    match chance:
        case Likely(Quantity(value) as likely, wait) if wait is not None:
            share = Extent("%", None, _NONE, Decimal(1), Decimal("0.01"), value, uncertain=False)
            yield _of_number(agreement, key, replace(share, unit=likely.unit or "%"), said)
        case Hazard(Quantity() as rate):
            found = extent(rate)
            if found is not None:
                yield _of_number(agreement, key, replace(found, low=_NONE), said)
        case _:
            pass


def _of_clauses(agreement: Agreement, deal: Deal) -> Iterator[Handle]:
    """The open numbers of clauses that the view knows; one that its scenario settles stands where it is settled."""
    known = {history.name: history.versions[-1].clause for history in agreement.clauses}
    pins = scenario_pins(deal, agreement.view.scenario)
    settled = {(pin.clause, pin.term): pin.value for pin in pins if isinstance(pin, TermPin)}
    for name, terms in open_terms(deal.clauses, deal.amendments).items():
        for term, number in terms.items() if name in known else ():
            found, now = extent(number), settled.get((name, term))
            if found is None:
                continue
            if isinstance(now, Quantity):
                found = replace(found, middle=now.value, uncertain=False)
            said = _Said(
                f"{known[name].title or name}: {_in_words(term)}",
                expression_text(now or number, deal.currency),
                number.span,
            )
            key = Key("term", f"{name}.{term}")
            yield _of_number(agreement, key, found, said, deal)


def _in_words(term: str) -> str:
    """`late interest`, `vesting 2`."""
    stem = term.rstrip("0123456789")
    return f"{stem} {term.removeprefix(stem)}".strip().replace("_", " ")
