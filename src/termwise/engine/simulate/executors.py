"""Who does the work: threads of this process here, a Dask cluster in `cluster`. No choice changes a bit."""

import os
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from types import TracebackType
from typing import Protocol, Self, cast

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from termwise.engine.kernel.parts import BLOCK
from termwise.engine.kernel.tally import Counts, Tally
from termwise.engine.simulate.plan import Stretch
from termwise.engine.simulate.progress import Watch
from termwise.engine.simulate.work import Finished, Job, Portion, Request, Simulator, chunks_of, finished, tallied

_SECONDS_BETWEEN_LOOKS = 0.05
_MANY_PER_THREAD = 8
"""With fewer portions than that, threads would be idle at the end while one has a portion left."""
AHEAD = 2
"""Portions handed out per worker: one being done and one waiting."""


class Executor(Protocol):
    """Does portions somewhere and gives them back in order."""

    @property
    def workers(self) -> int:
        """How many portions it does at once."""

    def run(
        self, job: Job, simulator: Simulator, portions: Sequence[Portion], request: Request, watch: Watch
    ) -> Generator[Finished, None, None]:
        """Every portion, in the order given, each as soon as it and all before it are done.

        The counts of one are used again once the next is asked for; those of the last one are not.
        `simulator` is the job's, ready on this machine. Raises `SimulationCancelledError`; closing the generator,
        too, ends the work within a chunk.
        """


class OpenExecutor(Executor, Protocol):
    """An executor to be closed, or used in a `with`."""

    def close(self) -> None:
        """Leaves, and ends, what was started for it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class ClusterError(RuntimeError):
    """A cluster that is not there, has no workers, or loses them faster than they can work."""


class Threads(Struct, frozen=True):
    """Threads of this process; the kernel runs without the interpreter's lock."""

    workers: int

    def run(
        self, job: Job, simulator: Simulator, portions: Sequence[Portion], request: Request, watch: Watch
    ) -> Generator[Finished, None, None]:
        """See `Executor`. When there are few portions all threads share each, taking chunk after chunk as they can."""
        del job
        pool = ThreadPoolExecutor(self.workers, thread_name_prefix="simulate")
        few = len(portions) < _MANY_PER_THREAD * self.workers
        parts = self.workers if few else 1
        waiting = iter(portions)
        under_way: list[tuple[Portion, _Every | None, list[Future[_Part]]]] = []
        spare: list[Counts] = []

        def do(ahead: Iterator[Stretch], every: _Every | None, begins: int) -> _Part:
            own = replace(request, asked=replace(request.asked, room=every))
            return tallied(simulator, ahead, own, watch.count, counts=_taken(spare), begins=begins)

        def hand_out(room: int) -> None:
            for portion in islice(waiting, room):
                every = _room_for_all(len(simulator.rows), portion) if request.asked.every else None
                chunks = chunks_of(portion)
                ahead, begins = iter(chunks), chunks[0].first  # each chunk goes to the thread that asks first
                futures = [pool.submit(do, ahead, every, begins) for _ in range(min(parts, len(chunks)))]
                under_way.append((portion, every, futures))

        try:
            hand_out(AHEAD if few else AHEAD * self.workers)
            while under_way:
                portion, every, futures = under_way.pop(0)
                found = _put_together(portion, every, _results(futures, watch), spare)
                yield found
                if found.counts is not None:
                    spare.append(found.counts)
                hand_out(1)
        finally:
            watch.stop()
            pool.shutdown(wait=True, cancel_futures=True)


_Part = tuple[dict[int, Tally], Counts | None]
_Every = NDArray[np.float32]


def threads(workers: int | None = None) -> Threads:
    """So many threads; as many as the machine has processors when not said. ValueError below one."""
    if workers is not None and workers < 1:
        raise ValueError(f"a simulation needs at least one thread, not {workers}")
    return Threads(workers or processors())


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def dask(address: str | None = None, workers: int | None = None) -> OpenExecutor:
    """Joins the Dask cluster at an address (`tcp://host:8786`), or starts one of this machine's processes.

    `workers` is how many processes a cluster started here has; as many as processors when not said. It listens to
    this machine only and has no dashboard. Raises `ClusterError` when the package `distributed` is missing, nobody
    answers at the address, or no worker comes within half a minute.
    """
    if find_spec("distributed") is None:
        raise ClusterError("a Dask cluster needs the package `distributed`: pip install 'termwise[dask]'")
    module = import_module("termwise.engine.simulate.cluster")
    return cast("OpenExecutor", module.joined_or_started(address, workers))


def _results(futures: list[Future[_Part]], watch: Watch) -> list[_Part]:
    """What the threads leave; meanwhile the progress is told and a cancellation heard."""
    left = set(futures)
    while left:
        _, left = wait(left, timeout=_SECONDS_BETWEEN_LOOKS, return_when=FIRST_COMPLETED)
        watch.look()
    return [future.result() for future in futures]


def _taken(spare: list[Counts]) -> Counts | None:
    """Counts that nobody needs any more: memory at hand is filled many times as fast as fresh one."""
    try:
        return spare.pop()
    except IndexError:
        return None


def _room_for_all(rows: int, portion: Portion) -> _Every:
    return np.empty((rows, -(-portion.paths // BLOCK) * BLOCK), np.float32)


def _put_together(portion: Portion, every: _Every | None, parts: list[_Part], spare: list[Counts]) -> Finished:
    counted = [counts for _, counts in parts if counts is not None]
    for others in counted[1:]:
        counted[0] += others
        spare.append(others)
    by_chunk = {first: tally for tallies, _ in parts for first, tally in tallies.items()}
    return finished(portion, by_chunk, counted[0] if counted else None, every)
