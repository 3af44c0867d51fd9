"""A program, simulated: the front of this package.

    simulated = simulate(program, Plan(paths=100_000, seed=1))

`measure.distribution.statistics` makes figures of what comes back.
"""

from functools import partial
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from msgspec import Struct

from termwise.engine.kernel.kernel import Ready, compiled
from termwise.engine.kernel.rows import Row
from termwise.engine.kernel.tally import Asked, Bounds, Counts, Tally
from termwise.engine.simulate.checkpoints import Checkpoints
from termwise.engine.simulate.executors import Executor, threads
from termwise.engine.simulate.plan import Plan, Sampling, Stretch, checked
from termwise.engine.simulate.progress import Cancelled, OnProgress
from termwise.engine.simulate.simulated import Simulated
from termwise.engine.simulate.simulation import Simulation, Task
from termwise.ir.dump import dump
from termwise.ir.program import Program

_FORM = 3
"""Counts up whenever the same program, seed and sampling give other bits than before."""


class KernelJob(Struct, frozen=True):
    """A program and a seed; made ready, its machine code with its arguments."""

    program: Program
    seed: int
    sampling: Sampling
    lanes: int | None

    def ready(self) -> "KernelSimulator":
        """Compiles the program, or loads what was compiled of its shape."""
        kernel = compiled(self.program, self.lanes, self.sampling)
        return KernelSimulator(kernel.rows, kernel.ready(self.seed))


class KernelSimulator(Struct, frozen=True):
    """The machine code of a program with its arguments: see `work.Simulator`."""

    rows: tuple[Row, ...]
    code: Ready

    def run(self, stretch: Stretch, asked: Asked, bounds: Bounds | None, counts: Counts | None) -> Tally:
        """One chunk."""
        return self.code.run(stretch.first, stretch.count, asked, bounds=bounds, counts=counts)


def simulate(
    program: Program,
    plan: Plan,
    executor: Executor | None = None,
    *,
    on_progress: OnProgress | None = None,
    folder: Checkpoints | None = None,
    cancelled: Cancelled | None = None,
) -> Simulated:
    """The program over the plan's paths, by all processors of this machine unless an executor is given.

    `on_progress` hears how far it is; with a `folder`, finished batches are kept in it and one that holds some of
    this run is gone on with; the run ends within a chunk once `cancelled` says so, or at Ctrl-C. The same program,
    seed and sampling give the same bits whatever the executor, lanes, folder. Raises `ImpossiblePlanError`,
    `SimulationCancelledError`, `CheckpointError`, `OtherRunError`, `FewerPathsError`, `ClusterError`, and
    `NotFiniteError` for a number that overflows.
    """
    return Simulation(task_of(program, plan), executor or threads(), folder).to(plan.paths, on_progress, cancelled)


def task_of(program: Program, plan: Plan) -> Task:
    """What is simulated, and by what its results are told from those of anything else."""
    checked(plan)
    return Task(
        program, plan, KernelJob(program, plan.seed, plan.sampling, plan.lanes), partial(identity, program, plan)
    )


def identity(program: Program, plan: Plan) -> dict[str, Any]:
    """What a run's bits hang on, in words and numbers that JSON has; the number of paths is not among it."""
    try:
        of_termwise = version("termwise")
    except PackageNotFoundError:
        of_termwise = "not installed"
    return {
        "program": blake2b(dump(program).encode(), digest_size=16).hexdigest(),
        "seed": plan.seed,
        "sampling": plan.sampling,
        "quantiles": sorted(plan.quantiles),
        "outputs kept": None if plan.keep is None else sorted(plan.keep),
        "termwise": of_termwise,
        "form": _FORM,
    }
