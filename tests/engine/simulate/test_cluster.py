"""A cluster of two processes of this machine: the same bits, workers killed, cancelling; no cluster where none is."""

import os
import signal
from collections.abc import Iterator

import pytest

from termwise.engine.simulate import cluster, executors
from termwise.engine.simulate.checkpoints import Checkpoints
from termwise.engine.simulate.cluster import Cluster, joined_or_started
from termwise.engine.simulate.executors import ClusterError, dask, threads
from termwise.engine.simulate.plan import BATCH, Plan
from termwise.engine.simulate.progress import Progress, SimulationCancelledError
from termwise.engine.simulate.simulation import Simulation
from tests.engine.simulate.numpy_job import task
from tests.engine.simulate.test_simulation import bits

PLAN = Plan(6 * BATCH + 100, seed=5)


@pytest.fixture(scope="module")
def two() -> Iterator[Cluster]:
    with joined_or_started(None, 2) as started:
        yield started


@pytest.fixture(scope="module")
def expected() -> tuple[bytes | None, ...]:
    return bits(Simulation(task(PLAN), threads(1)).to(PLAN.paths))


def test_a_cluster_gives_the_same_bits(two: Cluster, expected: tuple[bytes | None, ...]) -> None:
    heard: list[Progress] = []
    assert bits(Simulation(task(PLAN), two).to(PLAN.paths, heard.append)) == expected
    assert heard[-1].paths == PLAN.paths


def test_a_cluster_is_joined_by_its_address(two: Cluster, expected: tuple[bytes | None, ...]) -> None:
    with dask(two.client.scheduler.address) as joined:
        assert bits(Simulation(task(PLAN), joined).to(PLAN.paths)) == expected
    assert two.workers == 2


def test_two_clusters_stand_side_by_side(two: Cluster) -> None:
    with dask(workers=1) as other:  # a warning, of a port they both want, would fail here
        assert (two.workers, other.workers) == (2, 1)


def test_a_killed_worker_loses_nothing(two: Cluster, expected: tuple[bytes | None, ...]) -> None:
    killed: list[int] = []

    def kill_one(progress: Progress) -> None:
        if not killed and progress.paths:
            killed.append(next(iter(two.client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    assert bits(Simulation(task(PLAN, 0.01), two).to(PLAN.paths, kill_one)) == expected
    assert len(killed) == 1


def test_cancelling_keeps_what_is_finished(
    two: Cluster, expected: tuple[bytes | None, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("run")
    heard: list[Progress] = []
    run = Simulation(task(PLAN, 0.01), two, Checkpoints(folder))
    with pytest.raises(SimulationCancelledError):
        run.to(PLAN.paths, heard.append, lambda: bool(heard and heard[-1].paths))
    again = Simulation(task(PLAN), two, Checkpoints(folder))
    assert 0 < again.stored() < PLAN.paths
    assert bits(again.to(PLAN.paths)) == expected


def test_clusters_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_SECONDS_FOR_A_WORKER", 0.5)
    with pytest.raises(ClusterError, match=r"no cluster answers at tcp://127.0.0.1:9: "):
        dask("tcp://127.0.0.1:9")
    with pytest.raises(ClusterError, match=r"no cluster answers at nowhere://x: "):
        dask("nowhere://x")
    monkeypatch.setattr(executors, "find_spec", lambda _: None)
    with pytest.raises(ClusterError, match=r"needs the package `distributed`: pip install 'termwise\[dask\]'"):
        dask()
