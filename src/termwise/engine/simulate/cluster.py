"""Work on a Dask cluster: one of this machine, started and ended here, or one that runs elsewhere.

Every portion is a task. Compiled code cannot be sent, so each worker builds or loads its kernel when its first
portion comes. A portion whose worker is lost is done again by another: it gives the same bits.
`executors.dask` imports this module when it is wanted, since few have the package `distributed`.
"""

import pickle
from collections.abc import Generator, Sequence
from functools import lru_cache
from itertools import islice
from time import monotonic, sleep
from typing import Any, Self

from distributed import Client, KilledWorker, LocalCluster
from distributed.client import FutureCancelledError

from termwise.engine.simulate.executors import AHEAD, ClusterError, processors
from termwise.engine.simulate.progress import Watch
from termwise.engine.simulate.work import Finished, Job, Portion, Request, Simulator, chunks_of, finished, tallied

_SECONDS_BETWEEN_LOOKS = 0.02
_SECONDS_FOR_A_WORKER = 30
_SECONDS_WITHOUT_WORKERS = 120


class Cluster:
    """An executor on a Dask cluster; see `executors.Executor`. To be closed, or used in a `with`."""

    def __init__(self, client: Client, own: LocalCluster | None) -> None:
        self.client = client
        self._own = own

    @property
    def workers(self) -> int:
        """How many portions it does at once: the threads of all workers there are now, at least one."""
        return max(1, sum(int(count) for count in self.client.nthreads().values()))

    def run(
        self, job: Job, simulator: Simulator, portions: Sequence[Portion], request: Request, watch: Watch
    ) -> Generator[Finished, None, None]:
        """See `executors.Executor`. Raises `ClusterError` when a portion is lost with its worker again and again."""
        del simulator
        packed = self.client.submit(bytes, pickle.dumps(job), pure=False)
        waiting = iter(portions)
        under_way: list[Any] = []

        def hand_out(room: int) -> None:
            some = islice(waiting, max(room, 0))
            under_way.extend(self.client.submit(_portion, packed, one, request, pure=False) for one in some)

        try:
            hand_out(AHEAD * self.workers)
            while under_way:
                done = self._result(under_way[0], watch)
                under_way.pop(0)
                watch.count(done.portion.paths)
                yield done
                hand_out(AHEAD * self.workers - len(under_way))
        finally:
            self.client.cancel(under_way)

    def _result(self, future: Any, watch: Watch) -> Finished:  # noqa: ANN401
        """What a worker leaves; meanwhile the progress is told and a cancellation heard."""
        seen = monotonic()
        while not future.done():
            watch.look()
            if self.client.nthreads():
                seen = monotonic()
            elif monotonic() - seen > _SECONDS_WITHOUT_WORKERS:
                raise ClusterError("the cluster has lost all its workers")
            sleep(_SECONDS_BETWEEN_LOOKS)
        try:
            done: Finished = future.result()  # never with a timeout: a transfer that is given up begins anew
        except KilledWorker as lost:
            raise ClusterError("the same paths lost one worker after another") from lost
        except FutureCancelledError as lost:
            raise ClusterError(f"the cluster is gone: {lost.reason}") from lost
        return done

    def close(self) -> None:
        """Leaves the cluster, and ends it when it was started here."""
        self.client.close()
        if self._own is not None:
            self._own.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def joined_or_started(address: str | None, workers: int | None) -> Cluster:
    """See `executors.dask`. Raises `ClusterError`."""
    if address is None:
        own = LocalCluster(
            n_workers=workers or processors(),
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            worker_dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # else two clusters would want one port
            silence_logs=50,
        )
        return Cluster(Client(own, set_as_default=False), own)
    try:
        client = Client(address, timeout=_SECONDS_FOR_A_WORKER, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise ClusterError(f"no cluster answers at {address}: {fault}") from fault
    try:
        client.wait_for_workers(1, timeout=_SECONDS_FOR_A_WORKER)
    except TimeoutError as fault:
        client.close()
        raise ClusterError(f"the cluster at {address} has no workers") from fault
    return Cluster(client, None)


@lru_cache(maxsize=2)
def _ready(packed: bytes) -> Simulator:
    """The simulator of a packed job: made once per process and job."""
    job: Job = pickle.loads(packed)  # noqa: S301  # what this program sent itself
    return job.ready()


def _portion(packed: bytes, portion: Portion, request: Request) -> Finished:
    """One portion on a worker."""
    return finished(portion, *tallied(_ready(packed), chunks_of(portion), request, lambda _: None))
