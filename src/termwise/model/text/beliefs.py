"""What the author believes of a deal, in the language: scenarios, interests, claims, expectations."""

from datetime import date
from typing import assert_never

from termwise.model.declaration import (
    ChancePin,
    Claim,
    DriverPin,
    EventPin,
    Expectation,
    Interest,
    LatePin,
    Pin,
    PowerPin,
    Scenario,
    TermPin,
    VariationPin,
    Window,
    Worth,
)
from termwise.model.text.declarations import chance_text, growth_lines
from termwise.model.text.expressions import expression_text, rate_text
from termwise.model.text.moments import moment_text
from termwise.model.text.quoted import indented, titled


def scenario_text(scenario: Scenario, currency: str | None = None) -> str:
    """`scenario early_agi` and its pins."""
    base = "" if scenario.extends is None else f" extends {scenario.extends}"
    lines = [line for pin in scenario.pins for line in pin_lines(pin, currency)]
    return "\n".join([f"scenario {scenario.name}{titled(scenario.title)}{base}", *indented(lines)])


def pin_lines(pin: Pin, currency: str | None = None) -> list[str]:
    """`agi_declared on 2027-06-30`, `ipo never`, `openai_valuation is 400bn`, `microsoft exercises exit on …`."""
    match pin:
        case EventPin(event, day):
            return [f"{event} {_on_or_never(day)}"]
        case DriverPin(driver, growth, value):
            level = [] if value is None else [f"{driver} is {expression_text(value, currency)}"]
            return level + [f"{driver} {line}" for line in growth_lines(growth, currency)]
        case VariationPin(driver, variation):
            return [f"{driver} varies {rate_text(variation, currency)}"]
        case ChancePin(event, chance):
            return [f"{event} {chance_text(chance, currency)}"]
        case TermPin(clause, term, value):
            return [f"{clause}.{term} is {expression_text(value, currency)}"]
        case PowerPin(party, clause, day):
            return [f"{party} exercises {clause} on {day}"]
        case LatePin(clause, length, start, end):
            return [f"{clause} paid {length} late{_during(start, end)}"]
        case _:
            assert_never(pin)


def _on_or_never(day: date | None) -> str:
    return "never" if day is None else f"on {day}"


def _during(start: date | None, end: date | None) -> str:
    """`in 2027` for a calendar year, else ` from D until D`, each where said."""
    if start is not None and end == date(start.year + 1, 1, 1) and (start.month, start.day) == (1, 1):
        return f" in {start.year}"
    return ("" if start is None else f" from {start}") + ("" if end is None else f" until {end}")


def interest_text(interest: Interest, currency: str | None = None) -> str:
    """`interest microsoft`: what it values, what is worth how much to it, where it walks away."""
    values = []
    if interest.discount_rate is not None:
        values.append(f"npv at {expression_text(interest.discount_rate, currency)}")
    if interest.risk_aversion is not None:
        values.append(f"risk aversion {expression_text(interest.risk_aversion, currency)}")
    lines = [f"value {', '.join(values)}"] if values else []
    lines += [_worth_text(worth, currency) for worth in interest.worths]
    if interest.walk_away is not None:
        lines.append(f"walk away {expression_text(interest.walk_away, currency)}")
    return "\n".join([f"interest {interest.party}", *indented(lines)])


def _worth_text(worth: Worth, currency: str | None) -> str:
    on = "" if worth.on is None else f" on {moment_text(worth.on)}"
    return f"worth {expression_text(worth.amount, currency)}: {expression_text(worth.condition, currency)}{on}"


def claim_text(claim: Claim, currency: str | None = None) -> str:
    """`claim access "…"` and its `always before 2033-01-01: …`."""
    proposition = expression_text(claim.proposition, currency)
    line = f"{claim.quantifier}{_window_text(claim.window)}: {proposition}"
    return "\n".join([f"claim {claim.name}{titled(claim.title)}", *indented([line])])


def _window_text(window: Window) -> str:
    start = "" if window.start is None else f" from {moment_text(window.start)}"
    if window.end is None:
        return start
    return f"{start} {'through' if window.end_inclusive else 'before'} {moment_text(window.end)}"


def expectation_text(expectation: Expectation, currency: str | None = None) -> str:
    """`on 2031-06-01, known by 2025-09-11: microsoft may not use openai.models`."""
    view = [
        None if expectation.on is None else f"on {expectation.on}",
        None if expectation.known_by is None else f"known by {expectation.known_by}",
        None if expectation.status is None else f"status {expectation.status}",
        None if expectation.scenario is None else f"scenario {expectation.scenario}",
        *(f"given {given.event} {_on_or_never(given.day)}" for given in expectation.given),
    ]
    head = ", ".join(words for words in view if words is not None)
    proposition = expression_text(expectation.proposition, currency)
    return f"{head}: {proposition}" if head else proposition
