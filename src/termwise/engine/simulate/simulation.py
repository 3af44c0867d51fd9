"""A simulation that can be taken further: paths are added, none is done twice."""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from termwise.engine.kernel.rows import outputs
from termwise.engine.kernel.tally import Asked, Bounds
from termwise.engine.simulate.checkpoints import Checkpoints, Store
from termwise.engine.simulate.executors import Executor
from termwise.engine.simulate.merged import Merged
from termwise.engine.simulate.pilot import bounds, pilot
from termwise.engine.simulate.plan import BATCH, Plan, Stretch, batches, checked
from termwise.engine.simulate.progress import Cancelled, OnProgress, Watch
from termwise.engine.simulate.simulated import Simulated
from termwise.engine.simulate.work import Finished, Job, Portion, Request, Simulator
from termwise.ir.program import Program

_BATCHES_A_PORTION = 4
_MANY_BATCHES = 64
"""A portion is several batches, so that their counts are added up less often; where a folder keeps them after each
portion, only of so many on."""


class Task(Struct, frozen=True):
    """What is simulated: the program, the plan, and the job that runs it.

    `identity` works out what tells it from any other: name -> value, as JSON has them.
    """

    program: Program
    plan: Plan
    job: Job
    identity: Callable[[], dict[str, Any]]


class FewerPathsError(ValueError):
    """A folder that already holds more paths than are asked for."""


class Simulation:
    """Runs a task as far as asked, and further."""

    def __init__(self, task: Task, executor: Executor, checkpoints: Checkpoints | None = None) -> None:
        checked(task.plan)
        self._task = task
        self._executor = executor
        self._store = None if checkpoints is None else Store(checkpoints, task.identity())
        self._simulator: Simulator = task.job.ready()
        self._pilot: tuple[Bounds, NDArray[np.float32]] | None = None
        keep = task.plan.keep
        self._ends = tuple(
            number
            for number, row in enumerate(self._simulator.rows)
            if row.period is None and (keep is None or row.name in keep)
        )
        self._merged: Merged | None = None

    def stored(self) -> int:
        """How many paths the folder holds; 0 without one. Raises `OtherRunError`."""
        return 0 if self._store is None else self._store.stored()

    def to(self, paths: int, on_progress: OnProgress | None = None, cancelled: Cancelled | None = None) -> Simulated:
        """The first `paths` paths. What an earlier call or the folder has of them in whole batches is not done again.

        Raises `SimulationCancelledError`, `CheckpointError`, `OtherRunError`, and `FewerPathsError` when there are
        more already.
        """
        plan = checked(replace(self._task.plan, paths=paths))
        request = self._request(plan)
        whole = self._begun(request)
        if whole.paths > paths:
            raise FewerPathsError(f"{whole.paths:,} paths are already done, more than the {paths:,} asked for")
        watch = Watch(paths, whole.paths, on_progress, cancelled)
        rest = self._run(whole, paths, request, watch)
        watch.tell()
        return self._simulated(plan, request, whole, rest)

    def _run(self, whole: Merged, paths: int, request: Request, watch: Watch) -> Finished | None:
        """Adds the batches up to so many paths; gives back the last one when it is not whole."""
        portions = list(_portions(list(batches(paths, whole.paths)), often=self._store is not None))
        rest = None
        results = self._executor.run(self._task.job, self._simulator, portions, request, watch)
        try:
            with closing(results):
                for done in results:
                    if done.portion.paths % BATCH:
                        rest = done
                        continue
                    whole.add(done)
                    if self._store is not None:
                        self._store.keep(whole)
        finally:
            if self._store is not None:
                self._store.keep(whole, now=True)
        return rest

    def _request(self, plan: Plan) -> Request:
        small = plan.paths <= plan.keep_all_up_to
        kept = self._ends if plan.paths * len(self._ends) <= plan.keep_ends_up_to else ()
        return Request(Asked(kept, every=small), None if small else self._bounds(plan))

    def _bounds(self, plan: Plan) -> Bounds:
        if self._pilot is None:
            types = [self._task.program.instructions[output.value].type for output in outputs(self._task.program)]
            days = [types[row.output] == "day" for row in self._simulator.rows]
            values = pilot(self._simulator, plan.paths)
            with np.errstate(over="ignore"):
                self._pilot = bounds(values, plan.quantiles, days), values.astype(np.float32)
        return self._pilot[0]

    def _begun(self, request: Request) -> Merged:
        """What there is so far, if it can be taken further as requested; else what the folder has; else nothing."""
        kept = bool(request.asked.kept)
        merged = self._merged
        if request.bounds is None or merged is None or merged.counts is None or (kept and not merged.kept):
            merged = Merged(len(self._simulator.rows), request.bounds)
            if request.bounds is not None and self._store is not None:
                self._store.load(merged, kept=kept)
        if not kept:
            merged.kept.clear()
        self._merged = merged
        return merged

    def _simulated(self, plan: Plan, request: Request, whole: Merged, rest: Finished | None) -> Simulated:
        tally, counts = whole.tally_with(rest)
        return Simulated(
            program=self._task.program,
            plan=plan,
            rows=self._simulator.rows,
            tally=tally,
            kept_rows=request.asked.kept,
            bounds=request.bounds,
            counts=counts,
            pilot=None if request.bounds is None or self._pilot is None else self._pilot[1],
        )


def _portions(every: list[Stretch], *, often: bool) -> Iterator[Portion]:
    """Batches in portions, `often` in small ones; a last one that is not whole stands alone."""
    size = 1 if often and len(every) < _MANY_BATCHES else _BATCHES_A_PORTION
    whole = iter([batch for batch in every if batch.count == BATCH])
    while portion := tuple(islice(whole, size)):
        yield Portion(portion)
    yield from (Portion((batch,)) for batch in every if batch.count != BATCH)
