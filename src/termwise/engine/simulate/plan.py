"""What is asked of a simulation, and how its paths are cut: chunks for cancelling, batches for spreading and keeping.

A batch is 16 chunks of 2,048 paths. Its numbers are those of its chunks added in order; those of the run are its
batches' added in order. So the same plan gives the same bits for any number of threads, processes or machines.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from termwise.engine.kernel.tally import CHUNK

BATCH = 16 * CHUNK
"""Paths that one worker simulates in one go, and that a checkpoint keeps: 32,768."""

MOST_PATHS = 2**32 - 1
"""More could not be counted in a cell of a histogram."""

Sampling = Literal["sobol", "independent"]


class ImpossiblePlanError(ValueError):
    """A plan without paths, or with a seed or share that cannot be."""


class Plan(Struct, frozen=True):
    """How many paths, from which seed, and what is kept of them.

    `seed` is a word, 0 <= seed < 2**64. `lanes` is how many paths the kernel takes side by side (4, 8, 16; None:
    what suits the machine); it changes no bit. `quantiles` are the shares asked for beside the usual five.
    `keep_all_up_to`: up to so many paths every value is kept, in single precision; above it they are counted in
    histograms. `keep_ends_up_to`: up to so many numbers (paths times outputs that matter at the end) the ends of
    all paths are kept in full: those of the outputs named in `keep`, of all when it is None.
    """

    paths: int
    seed: int = 0
    sampling: Sampling = "sobol"
    lanes: int | None = None
    quantiles: tuple[float, ...] = ()
    keep: tuple[str, ...] | None = None
    keep_all_up_to: int = 20_000
    keep_ends_up_to: int = 2**25


class Stretch(Struct, frozen=True):
    """Neighbouring paths: `count` of them from `first` on."""

    first: int
    count: int

    @property
    def end(self) -> int:
        """The first path after them."""
        return self.first + self.count


def checked(plan: Plan) -> Plan:
    """The plan itself; raises `ImpossiblePlanError` when it cannot be run."""
    if plan.paths < 1:
        raise ImpossiblePlanError(f"a simulation needs at least one path, not {plan.paths:,}")
    if not 0 <= plan.seed < 2**64:
        raise ImpossiblePlanError(f"a seed is a whole number from 0 to 2**64 - 1, not {plan.seed}")
    outside = [share for share in plan.quantiles if not 0 <= share <= 1]
    if outside:
        raise ImpossiblePlanError(f"a quantile is asked for by a share from 0 to 1, not {outside[0]}")
    if plan.paths > MOST_PATHS:
        raise ImpossiblePlanError(f"a simulation takes at most {MOST_PATHS:,} paths, not {plan.paths:,}")
    return plan


def batches(paths: int, done: int = 0) -> Iterator[Stretch]:
    """The batches of a run in order, those after the first `done` paths, which are whole batches."""
    return _cut(Stretch(done, paths - done), BATCH)


def chunks(batch: Stretch) -> Iterator[Stretch]:
    """The chunks of a batch in order; the last may be short."""
    return _cut(batch, CHUNK)


def _cut(whole: Stretch, size: int) -> Iterator[Stretch]:
    return (Stretch(first, min(size, whole.end - first)) for first in range(whole.first, whole.end, size))
