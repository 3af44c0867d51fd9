"""Control variates: known means are those drawn, corrected means are right and closer, and harm is not done."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from termwise import load
from termwise.engine.simulate.executors import threads
from termwise.engine.simulate.plan import Plan
from termwise.engine.simulate.simulate import simulate
from termwise.engine.simulate.simulated import Simulated
from termwise.ir.program import Program
from termwise.ir.well_formed import faults
from termwise.lower.from_agreement import lower
from termwise.measure.control_variates import Control, controlled, is_control, with_controls
from termwise.measure.distribution import statistics
from termwise.measure.errors import Estimate, means
from tests.measure.deals import NUMBERS, QUARTERS, numbers, royalty, waits

EXAMPLES = Path(__file__).parents[2] / "examples"
SHARE = 0.2 * 1000 * len(QUARTERS)
"""What is paid in all, on average."""


def run(program: Program, paths: int = 4096, seed: int = 1, sampling: str = "independent") -> Simulated:
    return simulate(program, Plan(paths, seed, "sobol" if sampling == "sobol" else "independent"), threads(1))


@pytest.mark.parametrize("make", [royalty, waits, numbers])
@pytest.mark.parametrize("sampling", ["independent", "sobol"])
def test_known_means_are_those_drawn(make: Callable[[], Program], sampling: str) -> None:
    program, controls = with_controls(make())
    assert list(faults(program)) == []
    simulated = run(program, 50_000, 3, sampling)
    mean, error = means(simulated.tally)
    assert len(controls) >= 2
    for control in controls:
        row = simulated.row(control.output)
        assert is_control(simulated.rows[row].name)
        assert abs(mean[row] - control.mean) <= 4.5 * error[row] + 1e-6 * abs(control.mean), control


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pharma-licence", "film-waterfall", "microsoft-openai"])
def test_known_means_of_whole_deals_are_those_drawn(name: str) -> None:
    """Drivers that jump and change their growth at events, chains of events, numbers of every kind."""
    agreement = load(EXAMPLES / name / f"{name}.deal").agreement()
    program, controls = with_controls(lower(agreement))
    simulated = run(program, 8192, 1)
    mean, error = means(simulated.tally)
    assert len(controls) >= 8
    for control in controls:
        row = simulated.row(control.output)
        assert abs(mean[row] - control.mean) <= 4.5 * error[row] + 1e-6 * abs(control.mean), control


def test_what_was_measured_before_is_the_same_to_the_bit() -> None:
    for make in (royalty, waits, numbers):
        before = run(make(), 2048)
        program, _ = with_controls(make())
        after = run(program, 2048)
        own = [number for number, row in enumerate(after.rows) if not is_control(row.name)]
        assert [after.rows[number].name for number in own] == [row.name for row in before.rows]
        assert after.tally.sums[own].tobytes() == before.tally.sums.tobytes()


def test_a_share_of_sales_becomes_all_but_exact() -> None:
    program, controls = with_controls(royalty())
    simulated = run(program)
    found = controlled(simulated, controls)
    row = simulated.row("paid in all")
    plain = means(simulated.tally)
    assert found.used[row]
    assert found.error[row] < plain[1][row] / 1000
    assert found.mean[row] == pytest.approx(SHARE, rel=1e-6)
    bonus = simulated.row("bonus in all")
    assert found.used[bonus]
    assert found.error[bonus] < 0.6 * plain[1][bonus]
    assert statistics(simulated).mean[row] == plain[0][row]


def test_corrected_means_are_unbiased_and_their_intervals_honest() -> None:
    """Sixty seeds against one long run: the mean of means is right, and 95 % intervals hold the truth as often."""
    program, controls = with_controls(royalty())
    truth = simulate(program, Plan(2**20, 99), threads(2))
    exact = controlled(truth, controls).mean
    for name in ("bonus in all", "paid in all"):
        row = truth.row(name)
        found = [controlled(run(program, 2048, seed), controls) for seed in range(60)]
        hits = 0
        for one in found:
            low, high = Estimate(float(one.mean[row]), float(one.error[row])).interval()
            hits += bool(low <= exact[row] <= high)
        mean = np.mean([one.mean[row] for one in found])
        assert abs(mean - exact[row]) <= 4 * np.mean([one.error[row] for one in found]) / np.sqrt(60)
        assert hits >= 52, name


def test_a_wrong_known_mean_is_found() -> None:
    """The planted fault: a control whose mean is said to be another moves the corrected mean far off."""
    program, controls = with_controls(royalty())
    wrong = [Control(control.output, control.mean + 5) for control in controls]
    simulated = run(program)
    row = simulated.row("paid in all")
    found = controlled(simulated, wrong)
    assert abs(found.mean[row] - SHARE) > 100 * found.error[row]


def test_a_control_that_does_not_help_is_not_used() -> None:
    program, controls = with_controls(waits())
    simulated = run(program)
    of_hazard = [control for control in controls if control.output.startswith("control:event:hazard")]
    found = controlled(simulated, of_hazard)
    row = simulated.row("after likely")
    assert not found.used[row]
    assert found.mean[row] == means(simulated.tally)[0][row]
    assert found.used[simulated.row("after hazard")]


def test_few_paths_and_no_controls_leave_means_as_they_are() -> None:
    program, controls = with_controls(numbers())
    assert not controlled(run(program, 1000), controls).used.any()
    assert not controlled(run(program), ()).used.any()
    assert len(controls) == len(NUMBERS)


def test_wild_and_known_drivers_are_no_controls() -> None:
    assert with_controls(royalty(variation=Fraction(2)))[1] == ()
