"""A tiny simulator on NumPy, to test spreading, keeping and resuming apart from any program's machine code.

Four outputs: `gain` over two periods (a normal-like sum of uniforms, then its square), `total` at the end (skewed),
`capped` at the end (many paths reach 1.5), `day` at the end (never on three paths of four).
"""

from fractions import Fraction
from time import sleep

import numpy as np
from msgspec import Struct

from termwise.engine.kernel.rows import Row, rows
from termwise.engine.kernel.tally import Asked, Bounds, Counts, Tally
from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.plan import Plan, Stretch
from termwise.engine.simulate.simulation import Task
from termwise.ir.builder import Builder
from termwise.ir.program import AT_END, NEVER, Output, Period, Program


def uniforms(seed: int, stream: int, first: int, count: int) -> Reals:
    """A pure function of seed, stream and path (splitmix64)."""
    with np.errstate(over="ignore"):
        words = np.arange(first, first + count, dtype=np.uint64) * np.uint64(8) + np.uint64(stream + 1)
        words = (words + np.uint64(seed * 0xD1B54A32D192ED03 % 2**64)) * np.uint64(0x9E3779B97F4A7C15)
        words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        words = words ^ (words >> np.uint64(31))
    return np.asarray(((words >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53)


def program() -> Program:
    write = Builder("tiny", "USD", (Period(739_000, 739_030), Period(739_030, 739_060)))
    number = write.number(Fraction(1))
    write.effect(Output("gain", number))
    write.effect(Output("total", number, periods=AT_END))
    write.effect(Output("capped", number, periods=AT_END))
    write.effect(Output("day", write.given_day("day", 739_000), periods=AT_END))
    return write.program()


def values(seed: int, stretch: Stretch) -> Reals:
    """Every row on every path, shape (5, paths)."""
    u = [uniforms(seed, stream, stretch.first, stretch.count) for stream in range(5)]
    gain = u[0] + u[1] + u[2] - 1.5
    total = np.exp(3 * (u[3] + u[1]))
    day = np.where(u[4] < 0.25, 739_000 + np.floor(u[0] * 1000), float(NEVER))
    return np.stack([gain, gain * gain, total, np.minimum(total / 10, 1.5), day])


def tally_of(every: Reals, first: int, asked: Asked) -> Tally:
    """Sums path by path in order, by replicate."""
    sums, squares = np.zeros((len(every), 16)), np.zeros((len(every), 16))
    for start in range(0, every.shape[1], 16):
        block = every[:, start : start + 16]
        sums[:, : block.shape[1]] += block
        squares[:, : block.shape[1]] += block * block
    assert first % 16 == 0
    short = every.astype(np.float32) if asked.every else None
    if short is not None and asked.room is not None:
        asked.room[:, : every.shape[1]] = short
    lowest, highest = every.min(axis=1), every.max(axis=1)
    return Tally(every.shape[1], sums, squares, lowest, highest, every[list(asked.kept)].copy(), short)


def add_counts(every: Reals, bounds: Bounds, counts: Counts) -> None:
    """One path in one cell per row."""
    width = (bounds.high - bounds.low) / bounds.bins
    for row, numbers in enumerate(every):
        low, high = bounds.low[row], bounds.high[row]
        with np.errstate(all="ignore"):
            inside = np.clip((numbers - low) / width[row], 0, bounds.bins - 1)
        cell = np.nan_to_num(inside).astype(np.int64) + 2
        cell[numbers < low] = 0
        cell[numbers > high] = bounds.bins + 3
        cell[numbers == high] = bounds.bins + 2
        cell[numbers == low] = 1
        cell[numbers == 0] = bounds.bins + 4
        counts[row] += np.bincount(cell, minlength=bounds.cells()).astype(np.uint32)


class NumpySimulator(Struct, frozen=True):
    seed: int
    rows: tuple[Row, ...]
    seconds_a_chunk: float = 0.0

    def run(self, stretch: Stretch, asked: Asked, bounds: Bounds | None, counts: Counts | None) -> Tally:
        sleep(self.seconds_a_chunk)
        every = values(self.seed, stretch)
        if bounds is not None and counts is not None:
            add_counts(every, bounds, counts)
        return tally_of(every, stretch.first, asked)


class NumpyJob(Struct, frozen=True):
    seed: int
    seconds_a_chunk: float = 0.0

    def ready(self) -> NumpySimulator:
        return NumpySimulator(self.seed, rows(program()), self.seconds_a_chunk)


def task(plan: Plan, seconds_a_chunk: float = 0.0) -> Task:
    identity = {"program": "tiny", "seed": plan.seed, "quantiles": list(plan.quantiles)}
    return Task(program(), plan, NumpyJob(plan.seed, seconds_a_chunk), lambda: identity)
