"""Chances of conditions by the kernel, against the same conditions on the exact engine's paths."""

import numpy as np
import pytest

from termwise.engine.drawing.draws import draws
from termwise.engine.kernel.kernel import compiled
from termwise.engine.kernel.tally import Asked
from termwise.engine.reference import run
from termwise.ir.program import NEVER
from termwise.measure.conditions import conditions, held
from termwise.measure.distribution import statistics
from tests.measure.licence import licence
from tests.measure.simulations import simulated_of

PATHS = 48


def test_chances_are_shares_of_paths() -> None:
    program = licence()
    kernel = compiled(program)
    every = kernel.ready(9).run(0, PATHS, Asked(tuple(range(len(kernel.rows))))).kept
    found = statistics(simulated_of(program, every, 9))
    exact = [{m.name: m.values for m in run(program, drawn).outputs} for drawn in draws(program, 9, range(PATHS))]
    asked = conditions(found)
    assert asked == (
        "cash(maker) < -120m",
        "approval and not rival",
        "royalty is in force",
        "paid(royalty) >= 50m",
    )
    for words in asked:
        told = held(found, words)
        assert told.ever.estimate.value == np.mean([path[f"ever:{words}"][-1] for path in exact])
        for period, chance in enumerate(told.by_period):
            assert chance.estimate.value == np.mean([path[f"holds:{words}"][period] for path in exact])
        assert told.since.probability is not None
        came = np.mean([path[f"since:{words}"][-1] != NEVER for path in exact])
        assert told.since.probability.estimate.value == pytest.approx(came)
    assert 0 < held(found, asked[0]).ever.estimate.value < 1
    with pytest.raises(KeyError):
        held(found, "cash(maker) < 0")
