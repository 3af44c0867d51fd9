"""Scenarios, interests, claims and expectations: what is assumed, wanted, and stated."""

from typing import cast

from termwise.elaborate.amounts import discount_rate, money
from termwise.elaborate.context import Context
from termwise.elaborate.expressions import condition, proposition
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.literals import per_money
from termwise.elaborate.moments import calendar_day, moment
from termwise.elaborate.pins import Pinnable, pins
from termwise.model.amendment import STATUSES
from termwise.model.declaration import (
    Claim,
    Expectation,
    Given,
    Interest,
    Scenario,
    Window,
    Worth,
)
from termwise.syntax.tree import (
    ClaimNode,
    ExpectLine,
    GivenNode,
    InterestNode,
    Name,
    ScenarioNode,
    WorthNode,
)


def scenario(ctx: Context, node: ScenarioNode, pinnable: Pinnable) -> Scenario:
    """A scenario; faulty pins are reported and left out."""
    return Scenario(
        name=node.name.text,
        title=node.title.text if node.title else None,
        extends=None if node.extends is None else ctx.named(node.extends, "scenario"),
        pins=pins(ctx, node.pins, pinnable),
        span=node.span,
        name_span=node.name.span,
    )


def interest(ctx: Context, node: InterestNode) -> Interest | None:
    """What a party wants; None when the party is not declared."""
    party = ctx.named(node.party, "party")
    walk_away = None if node.walk_away is None else money(ctx, node.walk_away, "the walk-away value")
    found = Interest(
        party=party or "",
        discount_rate=None if node.discount_rate is None else discount_rate(ctx, node.discount_rate),
        risk_aversion=None if node.risk_aversion is None else per_money(ctx, node.risk_aversion),
        worths=tuple(one for one in (_worth(ctx, worth) for worth in node.worths) if one is not None),
        walk_away=None if walk_away is None else walk_away.expression,
        span=node.span,
    )
    return None if party is None else found


def _worth(ctx: Context, node: WorthNode) -> Worth | None:
    amount, holds = money(ctx, node.amount, "what it is worth"), condition(ctx, node.condition)
    on = None if node.on is None else moment(ctx, node.on)
    if amount is None or holds is None or (on is None and node.on is not None):
        return None
    return Worth(amount.expression, holds, on, node.span)


def claim(ctx: Context, node: ClaimNode) -> Claim | None:
    """A property of every course of events; None when it cannot be read."""
    start = None if node.start is None else moment(ctx, node.start)
    end = None if node.end is None else moment(ctx, node.end)
    holds = None if node.proposition is None else condition(ctx, node.proposition)
    if holds is None or (start is None) != (node.start is None) or (end is None) != (node.end is None):
        return None
    return Claim(
        name=node.name.text,
        quantifier=node.quantifier,
        proposition=holds,
        window=Window(start, end, node.end_inclusive),
        title=node.title.text if node.title else None,
        span=node.span,
        name_span=node.name.span,
    )


def expectation(ctx: Context, node: ExpectLine) -> Expectation | None:
    """One line of an `expect` block, or one question; None when it cannot be read."""
    stated = proposition(ctx, node.proposition)
    on = None if node.on is None else calendar_day(ctx, node.on, "an expectation")
    known_by = None if node.known_by is None else calendar_day(ctx, node.known_by, "what is known by")
    status = None if node.status is None else _status(ctx, node.status)
    scenario_name = None if node.scenario is None else ctx.named(node.scenario, "scenario")
    given = [_given(ctx, one) for one in node.given]
    parts = (
        (on, node.on),
        (known_by, node.known_by),
        (status, node.status),
        (scenario_name, node.scenario),
    )
    if stated is None or any((found is None) != (said is None) for found, said in parts) or None in given:
        return None
    known = tuple(one for one in given if one is not None)
    return Expectation(stated, on, known_by, status, scenario_name, known, node.span)


def _given(ctx: Context, node: GivenNode) -> Given | None:
    event = ctx.named(node.event, "event")
    day = None if node.day is None else calendar_day(ctx, node.day, "a given event")
    return None if event is None or (day is None and node.day is not None) else Given(event, day)


def _status(ctx: Context, name: Name) -> str | None:
    if name.text in STATUSES:
        return cast("str", name.text)
    ctx.report(name_faults.unknown_word(name.text, name.span, "status", STATUSES))
    return None
