"""Quantiles of rows, from sorted values or from counts by cell, each with its error.

The quantile of a share p of N values x_0 <= x_1 <= … is that of spreadsheets and NumPy: with h = (N - 1) p and
k = floor(h), it is x_k + (h - k) (x_(k+1) - x_k). Of counted rows each x_k is known up to its cell: the paths in a cell
are taken as evenly spread, and `resolution`, the width of the wider cell touched, bounds the difference.

    standard error = ( Q(p + d) - Q(p - d) ) / 2   with   d = sqrt( p (1 - p) / N )

is Woodruff's (Confidence intervals for medians and other position measures, JASA 47, 1952), for independent paths;
with Sobol sampling the shares vary less than that, so it is on the safe side.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from termwise.engine.kernel.tally import FIRST_BIN, Bounds, Counts
from termwise.engine.machine.arguments import Reals
from termwise.engine.simulate.executors import processors

_ROWS_AT_ONCE = 64


class Quantiles(Struct, frozen=True):
    """Of every row and share, in the row's unit: values, standard errors and resolutions, each (rows, shares)."""

    shares: tuple[float, ...]
    values: Reals
    errors: Reals
    resolution: Reals


class Counted(Struct, frozen=True):
    """Rows of which only the paths by cell are known; `lowest`, `highest`: ends of the outer cells, shape (rows,)."""

    counts: Counts
    bounds: Bounds
    lowest: Reals
    highest: Reals


def of_values(
    values: Reals | NDArray[np.float32], shares: Sequence[float], constant: NDArray[np.bool_] | None = None
) -> Quantiles:
    """Quantiles of values by path, shape (rows, paths); exact but for the precision the values have.

    `constant`, shape (rows,), are rows that are known to have one value, which then need not be sorted.
    """
    ranks = _Ranks(shares, values.shape[1])

    def at_ranks(rows: NDArray[np.intp]) -> NDArray[Any]:
        return np.sort(values[rows], axis=1)[:, ranks.every]

    spread = np.arange(len(values)) if constant is None else np.flatnonzero(~constant)
    blocks = [spread[start : start + _ROWS_AT_ONCE] for start in range(0, len(spread), _ROWS_AT_ONCE)]
    found = np.repeat(values[:, :1].astype(np.float64), len(ranks.every), axis=1)
    for rows, at in zip(blocks, _at_once(at_ranks, blocks), strict=True):
        found[rows] = at
    return ranks.quantiles(found, np.zeros_like(found))


def _at_once(
    work: Callable[[NDArray[np.intp]], NDArray[Any]], blocks: Sequence[NDArray[np.intp]]
) -> Iterable[NDArray[Any]]:
    """The work on every block, in order, on all processors."""
    return map(work, blocks) if len(blocks) == 1 else _threads().map(work, blocks)


@cache
def _threads() -> ThreadPoolExecutor:
    """Kept, for to start them takes as long as to sort a few rows; they only sort, so nobody waits for them long."""
    return ThreadPoolExecutor(processors(), thread_name_prefix="sorting")


def of_counts(counted: Counted, shares: Sequence[float]) -> Quantiles:
    """Quantiles of counted rows."""
    paths = int(counted.counts[0].sum()) if len(counted.counts) else 0
    ranks = _Ranks(shares, paths)
    blocks = [
        _rows(counted, slice(first, first + _ROWS_AT_ONCE)) for first in range(0, len(counted.counts), _ROWS_AT_ONCE)
    ]
    found = [_at_ranks_above_zeros(block, ranks.every) for block in blocks or [counted]]
    values, widths = (np.concatenate(parts) for parts in zip(*found, strict=True))
    for row in np.flatnonzero((np.minimum(counted.lowest, counted.bounds.low) < 0) & (counted.counts[:, -1] > 0)):
        values[row], widths[row] = ordered_cells(counted, int(row)).at(ranks.every)
    return ranks.quantiles(values, widths)


def _rows(counted: Counted, rows: slice) -> Counted:
    bounds = Bounds(counted.bounds.low[rows], counted.bounds.high[rows], counted.bounds.bins)
    return Counted(counted.counts[rows], bounds, counted.lowest[rows], counted.highest[rows])


def _at_ranks_above_zeros(counted: Counted, ranks: NDArray[np.int64]) -> tuple[Reals, Reals]:
    """The values of ranks and within what they are known, of rows where zero is the least value or none is zero."""
    bins, low, high = counted.bounds.bins, counted.bounds.low[:, None], counted.bounds.high[:, None]
    up_to = np.cumsum(counted.counts[:, :-1], axis=1, dtype=np.uint32)  # there are fewer than 2**32 paths
    zeros = counted.counts[:, -1].astype(np.int64)[:, None]
    places = np.maximum(ranks - zeros, 0)
    cell = np.zeros((len(up_to), len(ranks)), np.int64)
    for row, (one, place) in enumerate(zip(up_to, places.astype(np.uint32), strict=True)):
        cell[row] = np.searchsorted(one, place, side="right")
    cell = np.minimum(cell, bins + 3)
    inside = np.take_along_axis(counted.counts, cell, axis=1).astype(np.int64)
    before = np.take_along_axis(up_to, cell, axis=1).astype(np.int64) - inside
    within = (places + 0.5 - before) / np.maximum(inside, 1)
    number = cell - FIRST_BIN
    starts = np.where(cell <= 1, low, low + (high - low) * (np.minimum(number, bins) / bins))
    ends = np.where(cell <= 1, low, low + (high - low) * (np.minimum(number + 1, bins) / bins))
    starts = np.where(cell == 0, np.minimum(counted.lowest[:, None], low), np.where(number >= bins, high, starts))
    top = np.maximum(counted.highest[:, None], high)
    ends = np.where(number == bins + 1, top, np.where(number >= bins - 1, high, ends))
    is_zero = ranks < zeros
    values = np.where(is_zero, 0.0, starts + within * (ends - starts))
    return values, np.where(is_zero, 0.0, ends - starts)


class Cells(Struct, frozen=True):
    """The cells of one row in ascending order: `counts`, ends `low` <= `high`, and within what a path of it may lie."""

    counts: NDArray[np.int64]
    low: Reals
    high: Reals
    width: Reals

    def at(self, ranks: NDArray[np.int64]) -> tuple[Reals, Reals]:
        """The values of these ranks, counted from 0, and within what each is known."""
        up_to = np.cumsum(self.counts)
        cell = np.searchsorted(up_to, ranks, side="right")
        within = (ranks + 0.5 - (up_to[cell] - self.counts[cell])) / self.counts[cell]
        return self.low[cell] + within * (self.high[cell] - self.low[cell]), self.width[cell]

    def share_below(self, bound: float) -> float:
        """The share of paths below a number, evenly spread within its cell; those exactly at it are not below."""
        spans = self.high > self.low
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.clip((bound - self.low) / (self.high - self.low), 0.0, 1.0)
        below = np.where(spans, part, self.low < bound)
        return float((below * self.counts).sum() / self.counts.sum())


def ordered_cells(counted: Counted, row: int) -> Cells:
    """The cells of a row as they follow one another; that of exact zeros stands where zero lies."""
    bins = counted.bounds.bins
    counts = counted.counts[row].astype(np.int64)
    low, high = float(counted.bounds.low[row]), float(counted.bounds.high[row])
    edges = low + (high - low) * (np.arange(bins + 1) / bins)
    edges[-1] = high
    lowest, highest = min(float(counted.lowest[row]), low), max(float(counted.highest[row]), high)
    starts = np.concatenate([[lowest, low], edges[:-1], [high, high]])
    ends = np.concatenate([[low, low], edges[1:], [high, highest]])
    zeros, counts = counts[-1], counts[:-1]
    around = np.flatnonzero((starts < 0) & (ends > 0))
    if len(around):
        return _split_by_zero(Cells(counts, starts, ends, ends - starts), int(around[0]), int(zeros))
    place = int((starts < 0).sum())
    return Cells(
        counts=np.insert(counts, place, zeros),
        low=np.insert(starts, place, 0.0),
        high=np.insert(ends, place, 0.0),
        width=np.insert(ends - starts, place, 0.0),
    )


def _split_by_zero(cells: Cells, cell: int, zeros: int) -> Cells:
    """The cell that spans zero as two, shared out by their widths, with the zeros between; none is known better."""
    low, high, count = cells.low[cell], cells.high[cell], int(cells.counts[cell])
    below = round(count * float(low / (low - high)))
    width = high - low

    def with_parts(values: NDArray[Any], parts: list[float]) -> NDArray[Any]:
        return np.concatenate([values[:cell], np.array(parts, values.dtype), values[cell + 1 :]])

    return Cells(
        counts=with_parts(cells.counts, [below, zeros, count - below]),
        low=with_parts(cells.low, [low, 0.0, 0.0]),
        high=with_parts(cells.high, [0.0, 0.0, high]),
        width=with_parts(cells.width, [width, width if count else 0.0, width]),
    )


class _Ranks:
    """The ranks that a set of quantiles and their errors need, each once."""

    def __init__(self, shares: Sequence[float], paths: int) -> None:
        self.shares = tuple(shares)
        middle = np.array(self.shares, np.float64)
        reach = np.sqrt(middle * (1 - middle) / max(paths, 1))
        asked = np.clip(np.stack([middle, middle - reach, middle + reach]), 0.0, 1.0) * (paths - 1)
        below = np.floor(asked).astype(np.int64)
        self._part = asked - below
        above = np.minimum(below + 1, paths - 1)
        self.every, places = np.unique(np.stack([below, above]), return_inverse=True)
        self._below, self._above = places.reshape(2, *asked.shape)

    def quantiles(self, values: Reals, widths: Reals) -> Quantiles:
        """From the values of `every` rank and within what they are known: shape (rows, ranks) both."""
        found = values[:, self._below] * (1 - self._part) + values[:, self._above] * self._part
        wide = np.maximum(widths[:, self._below], widths[:, self._above])
        middle, lower, upper = found[:, 0], found[:, 1], found[:, 2]
        return Quantiles(self.shares, middle, (upper - lower) / 2, wide[:, 0])
