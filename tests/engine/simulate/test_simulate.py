"""Programs through the machine code: the same bits for threads, lanes, shards, processes and resumed runs; faults."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from termwise.engine.kernel.finite import NotFiniteError
from termwise.engine.kernel.tally import Asked
from termwise.engine.simulate.checkpoints import Checkpoints, OtherRunError
from termwise.engine.simulate.executors import OpenExecutor, dask, threads
from termwise.engine.simulate.merged import Merged
from termwise.engine.simulate.plan import BATCH, Plan, batches
from termwise.engine.simulate.progress import Progress, SimulationCancelledError
from termwise.engine.simulate.simulate import identity, simulate, task_of
from termwise.engine.simulate.simulated import Simulated
from termwise.engine.simulate.work import Finished, Portion, Request, chunks_of, finished, tallied
from termwise.ir.builder import Builder
from termwise.ir.program import Output, Program
from tests.engine.simulate.test_simulation import bits
from tests.ir.samples import certain
from tests.measure.deals import QUARTERS, royalty, waits

PLAN = Plan(3 * BATCH + 3000, seed=17)


@pytest.fixture(scope="module")
def whole() -> Simulated:
    return simulate(royalty(), PLAN, threads(1))


@pytest.mark.parametrize("workers", [2, 5])
@pytest.mark.parametrize("lanes", [4, 8, 16])
def test_threads_and_lanes_give_the_same_bits(workers: int, lanes: int, whole: Simulated) -> None:
    assert bits(simulate(royalty(), replace(PLAN, lanes=lanes), threads(workers))) == bits(whole)


@pytest.mark.parametrize("sampling", ["sobol", "independent"])
def test_small_runs_too(sampling: str) -> None:
    plan = Plan(5000, 3, "sobol" if sampling == "sobol" else "independent")
    one = simulate(waits(), plan, threads(1))
    assert bits(simulate(waits(), replace(plan, lanes=4), threads(3))) == bits(one)
    assert bits(simulate(waits(), replace(plan, seed=4), threads(1))) != bits(one)


@pytest.mark.parametrize("shards", [3, 7, 16])
def test_shards_give_the_same_bits(shards: int, whole: Simulated) -> None:
    every = list(batches(PLAN.paths))
    request = Request(Asked(whole.kept_rows), whole.bounds)
    done: list[Finished] = []
    for shard in reversed(range(shards)):
        simulator = task_of(royalty(), PLAN).job.ready()
        for batch in every[shard::shards]:
            portion = Portion((batch,))
            done.append(finished(portion, *tallied(simulator, chunks_of(portion), request, lambda _: None)))
    merged = Merged(len(whole.rows), whole.bounds)
    for one in sorted(done, key=lambda one: one.portion.batches[0].first):
        merged.add(one)
    tally, counts = merged.tally_with(None)
    assert bits(replace(whole, tally=tally, counts=counts)) == bits(whole)


@pytest.fixture(scope="module")
def cluster() -> Iterator[OpenExecutor]:
    with dask(workers=1) as started:
        yield started


def test_another_process_gives_the_same_bits(cluster: OpenExecutor, whole: Simulated) -> None:
    heard: list[Progress] = []
    assert bits(simulate(royalty(), PLAN, cluster, on_progress=heard.append)) == bits(whole)
    assert heard[-1].paths == PLAN.paths


def test_a_stopped_run_goes_on_to_the_same_bits(tmp_path: Path, whole: Simulated) -> None:
    folder = Checkpoints(tmp_path, seconds=0)
    state = tmp_path / "state.paths"
    with pytest.raises(SimulationCancelledError):
        simulate(royalty(), PLAN, threads(1), folder=folder, cancelled=state.exists)
    assert bits(simulate(royalty(), replace(PLAN, lanes=4), threads(2), folder=folder)) == bits(whole)
    with pytest.raises(OtherRunError, match=r"it differs in program \([0-9a-f]{32}, not [0-9a-f]{32}\)$"):
        simulate(royalty(Fraction(1, 10)), PLAN, folder=folder)


def test_an_identity_is_of_what_bits_hang_on() -> None:
    same = identity(royalty(), PLAN)
    assert identity(royalty(), replace(PLAN, lanes=4, paths=7)) == same
    for plan in (replace(PLAN, seed=1), replace(PLAN, sampling="independent"), replace(PLAN, quantiles=(0.1,))):
        assert identity(royalty(), plan) != same
    assert identity(royalty(growth=1), PLAN) != same


def _overflowing() -> Program:
    b = Builder("overflow", "USD", QUARTERS[:2])
    huge = b.parameter(certain("huge", 10**200))
    twice = b.multiply(huge, b.parameter(certain("huge too", 10**200)))
    b.effect(Output("far too much", twice))
    return b.program()


def test_a_number_that_overflows_is_told() -> None:
    with pytest.raises(NotFiniteError, match="far too much"):
        simulate(_overflowing(), Plan(100), threads(1))
