"""Declarations in the language: parties, assets, bodies, events, drivers, sources."""

from decimal import Decimal
from typing import assert_never

from termwise.base.dates import Duration
from termwise.model.declaration import (
    Asset,
    Body,
    Driver,
    Event,
    Growth,
    Hazard,
    Likely,
    Party,
    Rule,
    SourceDocument,
    WaitAfter,
    WaitBetween,
)
from termwise.model.text.clauses import source_lines
from termwise.model.text.expressions import expression_text, rate_text
from termwise.model.text.moments import moment_text, on_text
from termwise.model.text.numbers import number_text, quantity_text, shifted
from termwise.model.text.quoted import indented, quoted, titled


def _block(head: str, lines: list[str]) -> str:
    return "\n".join([head, *indented(lines)])


def _aliases(names: tuple[str, ...]) -> list[str]:
    return [f"also called {', '.join(quoted(name) for name in names)}"] if names else []


def party_text(party: Party, currency: str | None = None) -> str:
    """`party microsoft "Microsoft Corporation", company` and its lines."""
    kind = "" if party.kind is None else f", {party.kind}"
    rate = party.discount_rate
    lines = _aliases(party.also_called)
    if rate is not None:
        lines.append(f"discounts at {expression_text(rate, currency)}")
    return _block(f"party {party.name} {quoted(party.full_name)}{kind}", lines + source_lines(party.sources))


def asset_text(asset: Asset) -> str:
    """`asset openai.models "Models" of openai`; also `field` and `territory`."""
    owner = "" if asset.owner is None else f" of {asset.owner}"
    head = f"{asset.kind} {asset.name}{titled(asset.title)}{owner}"
    return _block(head, _aliases(asset.also_called) + source_lines(asset.sources))


def body_text(body: Body) -> str:
    """`body openai_board "Board" of openai`, its seats and majority."""
    owner = "" if body.of is None else f" of {body.of}"
    lines = [] if body.seats is None else [f"seats {body.seats}"]
    if body.majority is not None:
        lines.append(f"majority {_percent(body.majority)}")
    return _block(f"body {body.name}{titled(body.title)}{owner}", lines + source_lines(body.sources))


def _percent(fraction: Decimal) -> str:
    return number_text(shifted(fraction, 2)) + "%"


def event_text(event: Event, currency: str | None = None) -> str:
    """`event agi_declared by openai`, when it happened or may."""
    by = "" if event.by is None else f" by {event.by}"
    lines = [] if event.on is None else [f"on {event.on}"]
    if event.known is not None:
        lines.append(f"known from {event.known}")
    match event.chance:
        case None:
            pass
        case Likely() | Hazard():
            lines.append(chance_text(event.chance, currency))
        case Rule(condition):
            lines.append(f"when {expression_text(condition, currency)}")
        case _:
            assert_never(event.chance)
    return _block(f"event {event.name}{titled(event.title)}{by}", lines + source_lines(event.sources))


def chance_text(chance: Likely | Hazard, currency: str | None = None) -> str:
    """`likely 70%, between 2027 and 2040`, `1% per month from 2026-06`."""
    match chance:
        case Likely():
            return likely_text(chance, currency)
        case Hazard(rate, origin):
            return f"{expression_text(rate, currency)} from {moment_text(origin)}"
        case _:
            assert_never(chance)


def likely_text(likely: Likely, currency: str | None = None) -> str:
    """`likely 70%, between 2027 and 2040`, `likely 60%, 3 to 18 months after agi_declared`."""
    chance = f"likely {expression_text(likely.chance, currency)}"
    match likely.wait:
        case None:
            return chance
        case WaitBetween(earliest, latest):
            return f"{chance}, between {on_text(earliest)} and {on_text(latest)}"
        case WaitAfter(low, high, after):
            return f"{chance}, {_lengths_text(low, high)} after {after}"
        case _:
            assert_never(likely.wait)


def _lengths_text(low: Duration, high: Duration) -> str:
    """`3 to 18 months`: a unit that both ends share, and is all of them, is said once."""
    start, end = str(low).split(" "), str(high).split(" ", 1)
    shares_unit = len(start) == 2 and end[1:] in ([start[1]], [start[1] + "s"])
    return f"{start[0] if shares_unit else low} to {high}"


def driver_text(driver: Driver, currency: str | None = None) -> str:
    """`driver openai_revenue in USD per year`, its history, growth, variation or formula."""
    per = "" if driver.per is None else f" per {driver.per}"
    lines = []
    if driver.known:
        points = (f"{on_text(point.when)} {quantity_text(point.value, currency)}" for point in driver.known)
        lines.append(f"known {', '.join(points)}")
    if driver.known_file is not None:
        lines.append(f"known from file {quoted(driver.known_file)}")
    lines += growth_lines(driver.growth, currency)
    if driver.variation is not None:
        lines.append(f"varies {rate_text(driver.variation, currency)}")
    lines += [f"correlated {quantity_text(one.coefficient)} with {one.driver}" for one in driver.correlations]
    lines += [f"jumps {expression_text(jump.size, currency)} when {jump.event}" for jump in driver.jumps]
    if driver.formula is not None:
        lines.append(f"is {expression_text(driver.formula, currency)}")
    unit = "percent" if driver.unit == "%" else driver.unit
    head = f"driver {driver.name}{titled(driver.title)} in {unit}{per}"
    return _block(head, lines + source_lines(driver.sources))


def growth_lines(growth: tuple[Growth, ...], currency: str | None = None) -> list[str]:
    """One line for the regimes that follow each other, one for each that an event starts."""
    regimes = [
        rate_text(one.rate, currency) + ("" if one.until is None else f" until {moment_text(one.until)}")
        for one in growth
        if one.after is None
    ]
    lines = [f"grows {', then '.join(regimes)}"] if regimes else []
    return lines + [f"grows {rate_text(one.rate, currency)} after {one.after}" for one in growth if one.after]


def source_text(source: SourceDocument) -> str:
    """`source s004 "Title"`, who published it, when, in what language, and which file it is."""
    lines = [] if source.publisher is None else [f"publisher {quoted(source.publisher)}"]
    if source.published is not None:
        lines.append(f"published {on_text(source.published)}")
    if source.language is not None:
        lines.append(f"language {source.language}")
    if source.file is not None:
        lines.append(f"file {quoted(source.file)}")
    if source.sha256 is not None:
        lines.append(f"sha256 {source.sha256}")
    if source.url is not None:
        lines.append(f"url {quoted(source.url)}")
    return _block(f"source {source.name} {quoted(source.title)}", lines)
