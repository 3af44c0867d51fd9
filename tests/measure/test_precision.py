"""Paths are doubled until the precision is there, or told plainly that it is not."""

from pathlib import Path

import pytest

from termwise.engine.simulate.checkpoints import Checkpoints
from termwise.engine.simulate.executors import threads
from termwise.engine.simulate.plan import BATCH, Plan
from termwise.engine.simulate.simulation import Simulation
from termwise.measure.precision import ImpossiblePrecisionError, Precision, how_close, simulate_to
from tests.engine.simulate.numpy_job import task
from tests.engine.simulate.test_simulation import bits

PLAN = Plan(BATCH, seed=11)


def simulation(folder: Path | None = None) -> Simulation:
    return Simulation(task(PLAN), threads(2), None if folder is None else Checkpoints(folder, 0))


def test_it_doubles_until_it_is_reached() -> None:
    simulated, found, reached = simulate_to(simulation(), Precision(("total",), 0.01))
    assert reached.reached
    assert reached.paths == simulated.tally.paths == 2 * BATCH
    assert reached.half_width <= 0.01 * reached.mean == reached.wanted
    assert found.error[2] == pytest.approx(reached.half_width / 2.13145, rel=1e-5)
    assert bits(simulated) == bits(simulation().to(2 * BATCH))
    assert str(reached).startswith("reached with 65,536 paths: total is ")


def test_it_stops_at_the_most_paths_and_says_so() -> None:
    simulated, _, reached = simulate_to(simulation(), Precision(("total", "capped"), 1e-6, most_paths=50_000))
    assert simulated.tally.paths == 50_000
    assert not reached.reached
    assert str(reached).startswith("not reached with 50,000 paths, the most allowed: total is ")
    assert str(reached).endswith(f", asked was {reached.wanted:.2g}")


def test_the_farthest_row_counts_and_what_is_nearly_nothing_needs_an_absolute_bound() -> None:
    simulated = simulation().to(BATCH)
    controlled = simulate_to(simulation(), Precision(("total",), 1.0))[1]
    close = how_close(simulated, controlled, Precision(("gain",), 0.05))
    assert (close.name, close.period, close.reached) == ("gain", 0, False)  # its mean is about zero
    assert "gain in period 1 is" in str(close)
    assert how_close(simulated, controlled, Precision(("gain",), 0.05, absolute=0.02)).reached


def test_a_resumed_run_begins_where_it_was(tmp_path: Path) -> None:
    simulation(tmp_path).to(3 * BATCH)
    simulated, _, reached = simulate_to(simulation(tmp_path), Precision(("total",), 0.5))
    assert reached.paths == 4 * BATCH
    assert bits(simulated) == bits(simulation().to(4 * BATCH))


@pytest.mark.parametrize(
    ("precision", "why"),
    [
        (Precision(("profit",), 0.1), "no output is named profit"),
        (Precision((), 0.1), "no output is named"),
        (Precision(("total",), 0), "a precision is a number above zero"),
        (Precision(("total",), -1.0, 2.0), "a precision is a number above zero"),
    ],
)
def test_impossible_precisions_are_refused(precision: Precision, why: str) -> None:
    with pytest.raises(ImpossiblePrecisionError, match=why):
        simulate_to(simulation(), precision)
