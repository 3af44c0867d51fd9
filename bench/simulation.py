"""`make bench`, second part: one deal of twenty clauses simulated by Termwise and by versions written by hand.

Every version first has to agree with Termwise: mean totals by clause within 2 %. Then they are timed in turns, the best
of five of each, on one thread unless its name says more; figures are thousands of paths per second, and the ratios are
what to look at.
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bench.rivals import c_version, numpy_version
from bench.rivals.numpy_version import Reals
from bench.rivals.terms import CLAUSES, DEAL
from termwise import load
from termwise.engine.kernel.kernel import Ready, compiled
from termwise.engine.kernel.tally import CHUNK, Asked, Bounds, joined
from termwise.engine.simulate.executors import processors, threads
from termwise.engine.simulate.pilot import USUAL_SHARES
from termwise.engine.simulate.pilot import bounds as pilot_bounds
from termwise.engine.simulate.plan import Plan
from termwise.engine.simulate.simulate import task_of
from termwise.engine.simulate.simulation import Simulation
from termwise.ir.program import Output, Program
from termwise.lower.from_agreement import lower
from termwise.measure.distribution import statistics
from termwise.measure.outputs.asked import asked_of
from termwise.measure.outputs.measured import measured
from termwise.measure.quantiles import Counted, of_counts

REFERENCE = Path(__file__).parents[1] / "examples" / "microsoft-openai" / "microsoft-openai.deal"
Version = Callable[[int, bool], tuple[Reals, object]]
"""Runs so many paths, with fans or without; the mean totals by clause come first in what it gives."""
SIZES = (10_000, 100_000, 1_000_000)
FAN_SIZES = (10_000, 100_000)
ROUNDS = 5


@dataclass(frozen=True)
class Contestant:
    """A version by its name, and the numbers of paths that it is timed with, without fans and with."""

    name: str
    version: Version
    sizes: tuple[int, ...]
    fan_sizes: tuple[int, ...]


@dataclass(frozen=True)
class Timed:
    """Thousands of paths per second by number of paths, without fans and with; None where it was not run."""

    name: str
    plain: tuple[float | None, ...]
    fans: tuple[float | None, ...]
    first_call: float
    """Seconds until the first paths of a new process are there, compiling included."""


def program(*, fans: bool) -> Program:
    """The deal's program with totals by clause and, with `fans`, the ten series over time."""
    from msgspec.structs import replace  # noqa: PLC0415 - beside its one use

    agreement = load(DEAL).agreement()
    bare = lower(agreement)
    bare = replace(bare, effects=tuple(e for e in bare.effects if not isinstance(e, Output)))
    whole = measured(bare, asked_of(agreement, bare, ("cash", "clauses", "drivers")))
    kept = tuple(e for e in whole.effects if not isinstance(e, Output) or _wanted(e.name, fans=fans))
    return replace(whole, effects=kept)


def _wanted(name: str, *, fans: bool) -> bool:
    if name.startswith("paid in all:"):
        return True
    shown = ("cash:", "driver:revenue", "driver:need", "driver:value", "paid:share:", "paid:distribution:lab:fund")
    return fans and name.startswith((*shown, "paid:compute_cloud:"))


def termwise(workers: int) -> Version:
    """Termwise on so many threads."""

    def run(paths: int, fans: bool) -> tuple[Reals, object]:
        whole = program_of[fans]
        plan = Plan(paths, seed=3, keep_ends_up_to=0)
        found = Simulation(task_of(whole, plan), threads(workers)).to(paths)
        every = statistics(found)
        return totals(every.mean, [row.name for row in found.rows]), every

    return run


def kernel(paths: int, fans: bool) -> tuple[Reals, object]:
    """Termwise's machine code on one thread: sums and, with fans, quantiles from counts, as the version in C."""
    ready, bounds = _ready(fans=fans)
    counts = None if bounds is None else bounds.no_counts()
    chunks = range(0, paths, CHUNK)
    tallies = [ready.run(p, min(CHUNK, paths - p), bounds=bounds, counts=counts) for p in chunks]
    whole = joined(tallies)
    found = totals(whole.means(), [row.name for row in ready.kernel.rows])
    if bounds is None or counts is None:
        return found, None
    return found, of_counts(Counted(counts, bounds, whole.lowest, whole.highest), USUAL_SHARES)


@cache
def _ready(*, fans: bool) -> tuple[Ready, Bounds | None]:
    """The machine code with its arguments and, for fans, where the cells lie: what a run makes once."""
    ready = compiled(program_of[fans]).ready(3)
    rows = len(ready.kernel.rows)
    if not fans:
        return ready, None
    pilot = ready.run(0, CHUNK, Asked(kept=tuple(range(rows)))).kept
    return ready, pilot_bounds(pilot, (), [False] * rows)


def totals(means: Reals, names: list[str]) -> Reals:
    """Mean totals by clause: all its payers and payees together, what flows back apart."""
    found = dict.fromkeys(CLAUSES, 0.0)
    for mean, name in zip(means, names, strict=True):
        if name.startswith("paid in all:"):
            clause, payer, _ = name.removeprefix("paid in all:").split(":")
            if not (clause == "commitment" and payer == "cloud"):
                found[clause] += float(mean)
    return np.array([found[name] for name in CLAUSES])


program_of = {False: program(fans=False), True: program(fans=True)}


def timed(contestants: Sequence[Contestant]) -> list[Timed]:
    """Every version on every size; the first call counts apart."""
    first = {}
    for one in contestants:
        begin = time.perf_counter()
        one.version(2048, False)
        first[one.name] = time.perf_counter() - begin
    plain = [_rates(contestants, paths, fans=False) for paths in SIZES]
    fans = [_rates(contestants, paths, fans=True) for paths in FAN_SIZES]
    return [
        Timed(
            one.name,
            tuple(rates.get(one.name) for rates in plain),
            tuple(rates.get(one.name) for rates in fans),
            first[one.name],
        )
        for one in contestants
    ]


def _rates(contestants: Sequence[Contestant], paths: int, *, fans: bool) -> dict[str, float]:
    """Thousands of paths per second by version, the best of some rounds in which all take turns: what else the machine
    does, and how fast it runs, changes over minutes and must not fall on one alone.
    """
    here = [one for one in contestants if paths in (one.fan_sizes if fans else one.sizes)]
    taken: dict[str, list[float]] = {one.name: [] for one in here}
    for one in here:
        one.version(2048, fans)
    for _ in range(ROUNDS if paths <= FAN_SIZES[-1] else 3):
        for one in here:
            begin = time.perf_counter()
            one.version(paths, fans)
            taken[one.name].append(time.perf_counter() - begin)
    return {name: paths / min(seconds) / 1000 for name, seconds in taken.items()}


def agree(version: Version, reference: Reals) -> float:
    """The largest relative difference of a mean total. AssertionError above 2 %, which no sampling error explains."""
    means, _ = version(200_000, False)
    apart = float(np.max(np.abs(means / reference - 1)))
    assert apart < 0.02, f"a version does not run the same deal: {dict(zip(CLAUSES, means / reference, strict=True))}"
    return apart


def versions() -> list[Contestant]:
    """Every version that this machine can run; Termwise comes first."""
    found = [
        Contestant(_ALL, termwise(processors()), SIZES, FAN_SIZES),
        Contestant(_ONE, termwise(1), SIZES, FAN_SIZES),
        Contestant(_KERNEL, kernel, SIZES[:2], FAN_SIZES),
    ]
    if c_version.available():
        found.append(Contestant(_C, lambda n, f: c_version.run(n, 3, fans=f), SIZES, FAN_SIZES))
    try:
        from bench.rivals import numba_version  # noqa: PLC0415 - where it is installed

        found.append(Contestant("Numba, scalar", lambda n, f: numba_version.run(n, 3, fans=f), SIZES[:2], FAN_SIZES))
    except ImportError:
        print("Numba is not installed here")
    try:
        from bench.rivals import jax_version  # noqa: PLC0415 - where it is installed

        found.append(Contestant("JAX, scan", lambda n, f: jax_version.run(n, 3, fans=f), SIZES[:2], FAN_SIZES))
    except ImportError:
        print("JAX is not installed here")
    found.append(Contestant("NumPy", lambda n, f: numpy_version.run(n, 3, fans=f), SIZES[:2], FAN_SIZES))
    return found


_ALL = f"Termwise, {processors()} threads"
_ONE = "Termwise, 1 thread"
_KERNEL = "Termwise's machine code alone, 1 thread"
_C = "C, hand-written lanes"
_OURS = (_ALL, _ONE, _KERNEL)


def table() -> str:
    """The comparison as Markdown: paths per second, then every ratio with the threads on both of its sides."""
    os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
    reference, _ = termwise(processors())(200_000, False)
    contestants = versions()
    for one in contestants:
        agree(one.version, reference)
    rows = timed(contestants)
    heads = [*(f"{paths:,}" for paths in SIZES), *(f"{paths:,} with fans" for paths in FAN_SIZES)]
    lines = [
        f"| thousands of paths per second | {' | '.join(heads)} | first paths after |",
        f"|---|{'---:|' * (len(heads) + 1)}",
    ]
    for row in rows:
        cells = ["–" if rate is None else f"{rate:,.0f}" for rate in (*row.plain, *row.fans)]
        lines.append(f"| {row.name} | {' | '.join(cells)} | {row.first_call:.2f} s |")
    return "\n".join([*lines, "", *_ratios(rows)])


def _ratios(rows: list[Timed]) -> list[str]:
    """How many times as fast as each rival's one thread, of 100,000 paths, without fans and with; C for comparison."""
    ours = [row for row in rows if row.name in (*_OURS, _C)]
    lines = [
        f"| at 100,000 paths, without fans / with | {' | '.join(row.name for row in ours)} |",
        f"|---|{'---:|' * len(ours)}",
    ]
    for rival in rows:
        if rival.name in _OURS:
            continue
        cells = [f"{_times(row.plain[1], rival.plain[1])} / {_times(row.fans[1], rival.fans[1])}" for row in ours]
        lines.append(f"| to 1 thread of {rival.name} | {' | '.join(cells)} |")
    return lines


def _times(ours: float | None, theirs: float | None) -> str:
    return f"{ours / theirs:.2f}×" if ours and theirs else "–"
