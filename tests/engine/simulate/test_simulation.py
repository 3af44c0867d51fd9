"""The same bits however the work is spread; what is kept, counted and told; stopping."""

from threading import active_count

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.engine.kernel.tally import CHUNK, Asked, Counts
from termwise.engine.simulate.executors import threads
from termwise.engine.simulate.merged import Merged, OutOfOrderError
from termwise.engine.simulate.pilot import bins_for
from termwise.engine.simulate.plan import BATCH, ImpossiblePlanError, Plan, Stretch, batches, checked, chunks
from termwise.engine.simulate.progress import Progress, SimulationCancelledError, Watch
from termwise.engine.simulate.simulated import Simulated
from termwise.engine.simulate.simulation import FewerPathsError, Simulation
from termwise.engine.simulate.work import Finished, Portion, Request, chunks_of, finished, tallied
from tests.engine.simulate.numpy_job import NumpyJob, task, values

MANY = Plan(3 * BATCH + 5 * CHUNK + 77, seed=7)


def run(plan: Plan, workers: int = 1) -> Simulated:
    return Simulation(task(plan), threads(workers)).to(plan.paths)


def bits(simulated: Simulated) -> tuple[bytes | None, ...]:
    tally = simulated.tally
    arrays = (tally.sums, tally.squares, tally.lowest, tally.highest, tally.kept, tally.every, simulated.counts)
    return tuple(None if array is None else array.tobytes() for array in arrays)


@pytest.fixture(scope="module")
def whole() -> Simulated:
    return run(MANY)


@pytest.mark.parametrize("workers", [2, 3, 7, 16])
def test_any_number_of_threads_gives_the_same_bits(workers: int, whole: Simulated) -> None:
    assert bits(run(MANY, workers)) == bits(whole)
    small = replace(MANY, paths=9_999)
    assert bits(run(small, workers)) == bits(run(small))


@pytest.mark.parametrize("shards", [3, 7, 16])
def test_shards_done_apart_and_in_any_order_give_the_same_bits(shards: int, whole: Simulated) -> None:
    every = list(batches(MANY.paths))
    request = Request(Asked(whole.kept_rows), whole.bounds)
    done: list[Finished] = []
    for shard in reversed(range(shards)):
        done += [_alone(Portion((batch,)), request) for batch in every[shard::shards]]
    merged = Merged(len(whole.rows), whole.bounds)
    for one in sorted(done, key=lambda one: one.portion.batches[0].first):
        merged.add(one)
    tally, counts = merged.tally_with(None)
    assert bits(replace(whole, tally=tally, counts=counts)) == bits(whole)


def _alone(portion: Portion, request: Request) -> Finished:
    simulator = NumpyJob(MANY.seed).ready()
    return finished(portion, *tallied(simulator, chunks_of(portion), request, lambda _: None))


def test_sums_added_in_another_order_are_found_by_their_bits(whole: Simulated) -> None:
    every = [_alone(Portion((batch,)), Request(Asked(), None)).tallies[0].sums for batch in batches(MANY.paths)]
    backwards = np.zeros_like(every[0])
    for sums in reversed(every):
        backwards += sums
    assert np.allclose(backwards, whole.tally.sums, rtol=1e-12)
    assert backwards.tobytes() != whole.tally.sums.tobytes()


def test_a_run_taken_further_is_the_longer_run(whole: Simulated) -> None:
    simulation = Simulation(task(MANY), threads(2))
    short = simulation.to(BATCH + 999)
    assert bits(short) == bits(run(replace(MANY, paths=BATCH + 999)))
    assert bits(simulation.to(MANY.paths)) == bits(whole)
    assert short.tally.paths == BATCH + 999
    with pytest.raises(FewerPathsError, match=r"98,304 paths are already done, more than the 40,000 asked for"):
        simulation.to(40_000)


def test_batches_out_of_order_are_refused() -> None:
    merged = Merged(5, None)
    with pytest.raises(OutOfOrderError, match="paths 32,768 and later cannot follow 0 paths"):
        merged.add(_alone(Portion((Stretch(BATCH, 16),)), Request(Asked(), None)))


def test_the_tally_is_of_all_paths(whole: Simulated) -> None:
    every = values(MANY.seed, Stretch(0, MANY.paths))
    assert whole.tally.paths == MANY.paths
    assert np.allclose(whole.tally.sums.sum(axis=1), every.sum(axis=1), rtol=1e-12)
    assert np.allclose(whole.tally.squares.sum(axis=1), (every**2).sum(axis=1), rtol=1e-12)
    assert whole.tally.kept.tobytes() == every[2:].tobytes()
    assert whole.tally.highest.tolist() == every.max(axis=1).tolist()
    assert whole.counts is not None
    assert whole.counts.sum(axis=1).tolist() == [MANY.paths] * 5
    assert (whole.row("gain", 1), whole.row("total")) == (1, 2)
    assert whole.values(2) is not None
    assert whole.values(1) is None
    with pytest.raises(KeyError, match="loss in period 3"):
        whole.row("loss", 3)


def test_a_small_run_keeps_every_value_and_counts_nothing() -> None:
    small = run(Plan(20_000, seed=7), 2)
    every = values(7, Stretch(0, 20_000))
    assert small.counts is None
    assert small.tally.every is not None
    assert small.tally.every.tobytes() == every.astype(np.float32).tobytes()
    assert small.first_paths().tobytes() == every[:, :CHUNK].astype(np.float32).astype(np.float64).tobytes()
    assert run(Plan(20_001, seed=7)).tally.every is None


def test_ends_are_kept_as_far_as_they_are_not_too_many() -> None:
    plan = Plan(BATCH, keep_ends_up_to=3 * BATCH)
    assert run(plan).kept_rows == (2, 3, 4)
    over = run(replace(plan, keep_ends_up_to=3 * BATCH - 1))
    assert over.kept_rows == ()
    assert over.tally.kept.shape == (0, BATCH)
    simulation = Simulation(task(plan), threads(1))
    simulation.to(BATCH)
    assert bits(simulation.to(2 * BATCH)) == bits(run(replace(plan, paths=2 * BATCH)))


def test_bounds_hold_the_quantiles_and_are_values_seen(whole: Simulated) -> None:
    assert whole.bounds is not None
    low, high = whole.bounds.low, whole.bounds.high
    share_below = [(row < at).mean() for row, at in zip(values(MANY.seed, Stretch(0, CHUNK)), low, strict=True)]
    assert all(0 <= share < 0.05 / 2 for share in share_below)
    assert high[3] == 1.5  # the cap, which many paths reach
    assert 739_000 <= low[4] < high[4] <= 740_000  # days that come, not the one that never does
    assert whole.counts is not None
    wider = run(replace(MANY, quantiles=(0.001, 0.999))).bounds
    assert wider is not None
    assert wider.low[2] < low[2]
    assert wider.high[2] > high[2]


def test_many_rows_have_fewer_bins() -> None:
    assert [bins_for(rows) for rows in (0, 1, 2048, 2049, 6390, 10**6)] == [4096, 4096, 4096, 2048, 1024, 256]


def test_progress_comes_to_the_end_and_tells_the_time_left() -> None:
    heard: list[Progress] = []
    Simulation(task(MANY, 0.01), threads(2)).to(MANY.paths, heard.append)
    assert heard[-1].paths == heard[-1].of == MANY.paths
    assert heard[-1].seconds_left == 0
    assert [one.paths for one in heard] == sorted(one.paths for one in heard)
    assert any(one.seconds_left for one in heard)
    watch = Watch(300, 100, heard.append, None)
    watch.tell()
    watch.count(50)
    watch.tell()
    assert heard[-2].paths == 100
    assert heard[-2].seconds_left is None
    assert heard[-1].seconds_left == pytest.approx(3 * heard[-1].seconds)


def test_cancelling_ends_within_a_chunk() -> None:
    before = active_count()
    simulation = Simulation(task(MANY, 0.02), threads(2))
    heard: list[Progress] = []
    with pytest.raises(SimulationCancelledError, match=r"the simulation was stopped after [\d,]+ of 108,621 paths"):
        simulation.to(MANY.paths, heard.append, lambda: len(heard) > 1)
    assert heard[-1].paths < MANY.paths / 2
    assert active_count() == before


class _FaultyJob(NumpyJob, frozen=True):
    def ready(self) -> "_FaultySimulator":  # type: ignore[override]
        return _FaultySimulator(NumpyJob(self.seed).ready())


class _FaultySimulator:
    def __init__(self, inner: object) -> None:
        self.inner = inner
        self.rows = inner.rows  # type: ignore[attr-defined]

    def run(self, stretch: Stretch, asked: Asked, bounds: object, counts: Counts | None) -> object:
        if stretch.first >= BATCH:
            raise FloatingPointError("a number that is none")
        return self.inner.run(stretch, asked, bounds, counts)  # type: ignore[attr-defined]


def test_a_fault_in_a_thread_is_raised_and_nothing_goes_on() -> None:
    before = active_count()
    simulation = Simulation(replace(task(MANY), job=_FaultyJob(7)), threads(2))
    with pytest.raises(FloatingPointError, match="a number that is none"):
        simulation.to(MANY.paths)
    assert active_count() == before


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        (Plan(0), "a simulation needs at least one path, not 0"),
        (Plan(2**32), "a simulation takes at most 4,294,967,295 paths, not 4,294,967,296"),
        (Plan(1, seed=-1), r"a seed is a whole number from 0 to 2\*\*64 - 1, not -1"),
        (Plan(1, quantiles=(0.5, 1.5)), "a quantile is asked for by a share from 0 to 1, not 1.5"),
    ],
)
def test_impossible_plans_are_refused(plan: Plan, why: str) -> None:
    with pytest.raises(ImpossiblePlanError, match=why):
        checked(plan)
    with pytest.raises(ImpossiblePlanError, match=why):
        Simulation(task(plan), threads(1))


def test_no_threads_are_refused() -> None:
    with pytest.raises(ValueError, match="a simulation needs at least one thread, not 0"):
        threads(0)
    assert threads().workers >= 1


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 5 * BATCH), st.integers(0, 3))
def test_batches_and_chunks_cover_every_path_once(paths: int, done: int) -> None:
    start = min(done, paths // BATCH) * BATCH
    cut = [chunk for batch in batches(paths, start) for chunk in chunks(batch)]
    assert sum(chunk.count for chunk in cut) == paths - start
    at = start
    for chunk in cut:
        assert chunk.first == at
        assert chunk.first % CHUNK == 0
        at = chunk.end
