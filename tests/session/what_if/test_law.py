"""The law: sliding is saving. What is answered is what the saved scenario, read back and run, comes to."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.engine.simulate.plan import Plan
from termwise.engine.simulate.simulate import simulate
from termwise.measure.distribution import Statistics, statistics
from termwise.session import load_text
from termwise.session.futures import simulated_program
from termwise.session.session import Session
from termwise.session.what_if import Handle, Setting, WhatIf, scenario_text

EXAMPLES = Path(__file__).parents[3] / "examples"
DEALS = (
    "film-waterfall/film-waterfall.deal",
    "pharma-licence/pharma-licence.deal",
    "softbank-openai.deal",
    "yahoo-microsoft.deal",
)
PATHS, SEED = 2048, 7
CLOSE = 1e-9
"""A growth that is set is a factor of its own in the ordinary run and part of an exponent in the answer: the last bits
of a driver may differ, never more."""


@cache
def asked(deal: str) -> WhatIf:
    return WhatIf(read(deal), paths=PATHS, seed=SEED)


def read(deal: str, more: str = "") -> Session:
    path = EXAMPLES / deal
    return load_text(f"{path.read_text('utf-8')}\n{more}", str(path), path.parent)


def run(session: Session, scenario: str | None) -> Statistics:
    """The ordinary way: the scenario of the text, lowered, compiled and run."""
    assert session.usable, session.diagnostics
    program = simulated_program(session.agreement(session.view(scenario=scenario)))
    return statistics(simulate(program, Plan(PATHS, SEED, keep=())))


def differences(answered: Statistics, saved: Statistics) -> list[str]:
    """The answered rows that differ from the saved ones by more than `CLOSE`.

    That is of the row's greatest number, or of a thousandth of the greatest of all: what cancels out leaves last bits.
    Quantiles are of values kept in single precision, of which a last bit may turn.
    """
    rows = {(row.name, row.period): number for number, row in enumerate(saved.rows)}
    places = [rows[row.name, row.period] for row in answered.rows]
    size = np.abs(saved.quantiles.values[places]).max(axis=1) + saved.deviation[places]
    size = np.maximum(size, size.max() / 1000)
    apart = (
        np.abs(answered.mean - saved.mean[places]) > CLOSE * size,
        np.abs(answered.deviation - saved.deviation[places]) > 1e-6 * size,
        np.abs(answered.quantiles.values - saved.quantiles.values[places]).max(axis=1) > 2e-7 * size,
    )
    return [f"{answered.rows[n].name} in {answered.rows[n].period}" for n in np.flatnonzero(np.any(apart, axis=0))]


def setting_of(handle: Handle) -> st.SearchStrategy[Setting]:
    if handle.is_day:
        first, last = cast("date", handle.low), cast("date", handle.high)
        return st.none() | st.dates(first, last)
    low, high = cast("Decimal", handle.low), cast("Decimal", handle.high)
    return st.integers(0, int((high - low) / handle.step)).map(lambda number: low + number * handle.step)


@st.composite
def some_settings(draw: st.DrawFn, deal: str) -> Mapping[str, Setting]:
    chosen = draw(st.lists(st.sampled_from(asked(deal).handles), min_size=1, max_size=3, unique_by=lambda one: one.key))
    return {one.key: draw(setting_of(one)) for one in chosen}


@pytest.mark.parametrize("deal", DEALS)
def test_sliding_is_saving(deal: str) -> None:
    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(some_settings(deal))
    def holds(moved: Mapping[str, Setting]) -> None:
        text = scenario_text("saved", moved, asked(deal).session.deal)
        saved = run(read(deal, text), "saved")
        assert differences(asked(deal).answer(moved).statistics, saved) == []

    holds()


@pytest.mark.parametrize("deal", DEALS)
def test_the_line_of_time_is_that_of_the_saved_scenario(deal: str) -> None:
    for place, handle in enumerate(asked(deal).handles):
        moved: Mapping[str, Setting] = {handle.key: (handle.high, handle.low)[place % 2]}
        session = read(deal, scenario_text("saved", moved, asked(deal).session.deal))
        view = session.view(scenario="saved")
        agreement, lines = asked(deal).timeline(moved)
        saved = session.timeline(view)
        assert replace(lines, view=view, view_words=saved.view_words) == saved, handle.key
        assert agreement.clauses == session.agreement(view).clauses, handle.key


def test_nothing_moved_is_the_deal_as_it_is() -> None:
    deal = DEALS[0]
    answered, plain = asked(deal).answer({}).statistics, run(read(deal, ""), None)
    rows = {(row.name, row.period): number for number, row in enumerate(plain.rows)}
    places = [rows[row.name, row.period] for row in answered.rows]
    assert answered.mean.tobytes() == plain.mean[places].tobytes()
    assert answered.quantiles.values.tobytes() == plain.quantiles.values[places].tobytes()
