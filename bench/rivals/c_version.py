"""In C, compiled here with -O3 -march=native and strict arithmetic: the fastest that we could write by hand."""

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from math import log1p
from pathlib import Path
from statistics import NormalDist

import numpy as np
from numpy.polynomial import Chebyshev, Polynomial
from numpy.typing import NDArray

from bench.rivals.numpy_version import BASE_DAY, QUANTILES
from bench.rivals.step import END_OF_SHARE
from bench.rivals.terms import CLAUSES, SERIES, months, outage_per_day, waits, year_after, years

SOURCE = Path(__file__).with_name("twenty_clauses.c")
BINS = 4096
BLOCK = 1024
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-Wno-psabi", "-shared", "-fPIC")
Reals = NDArray[np.float64]


class _Events(ctypes.Structure):
    _fields_ = (
        ("proven", ctypes.c_double * 3),
        ("verified", ctypes.c_double * 3),
        ("listing", ctypes.c_double * 3),
        ("log_no_outage", ctypes.c_double),
        ("first_day", ctypes.c_int64),
        ("day_count", ctypes.c_int64),
        ("year_after", ctypes.c_void_p),
    )


def available() -> bool:
    """Whether this machine has a C compiler."""
    return shutil.which("cc") is not None


@cache
def library() -> ctypes.CDLL:
    """The compiled program. CalledProcessError when the compiler refuses it."""
    folder = tempfile.mkdtemp()
    target = Path(folder) / "twenty_clauses.so"
    compiler = shutil.which("cc") or "cc"
    subprocess.run([compiler, *FLAGS, "-o", target, SOURCE, "-lm"], check=True)
    return ctypes.CDLL(str(target))


@cache
def normal_pieces() -> Reals:
    """The normal's quantile at u / 2**32 by octaves of u from 1/2 on, 16 pieces each: shape (32 * 16, 6)."""
    found = []
    inverse = NormalDist().inv_cdf
    nodes = np.cos(np.pi * (np.arange(6) + 0.5) / 6) / 32
    for octave in range(32):
        for piece in range(16):
            at = (1 + (piece + 0.5) / 16 + nodes) * 2.0 ** (octave - 1)
            values = [inverse(min(u / 2.0**32, 0.5)) for u in at]
            fit = Chebyshev.fit(nodes, values, 5, domain=[-1 / 32, 1 / 32])
            found.append(fit.convert(kind=Polynomial).coef)
    return np.array(found)


def run(paths: int, seed: int, *, fans: bool) -> tuple[Reals, Reals | None]:
    """As `numpy_version.run`; the number of paths is rounded up to whole blocks, fans are of histograms."""
    paths = -(-paths // BLOCK) * BLOCK
    if not fans:
        return _tallied(paths, seed, None)[0] / paths, None
    low, high = _bounds()
    totals, counts, sums = _tallied(paths, seed, (low, high))
    shares = np.cumsum(counts, axis=1) / paths
    cells = np.stack([(shares < q / 100).sum(axis=1) for q in QUANTILES], axis=1)
    quantiles = low[:, None] + (cells + 0.5) * ((high - low) / BINS)[:, None]
    shown = np.concatenate([quantiles, (sums / paths)[:, None]], axis=1)
    return totals / paths, shown.reshape(len(SERIES), len(months().days), len(QUANTILES) + 1)


@cache
def _bounds() -> tuple[Reals, Reals]:
    """Where the bins of every series and month lie, from a small run of the NumPy version."""
    from bench.rivals import numpy_version  # noqa: PLC0415 - only the ends of the bins come from there

    _, fans = numpy_version.run(4096, 7, fans=True)
    assert fans is not None
    low, high = fans[:, :, 0].ravel(), fans[:, :, 4].ravel()
    return low - 2 * (high - low), high + 4 * (high - low)


def _tallied(paths: int, seed: int, bounds: tuple[Reals, Reals] | None) -> tuple[Reals, NDArray[np.uint32], Reals]:
    c = months()
    calendar = np.stack(
        [c.start, c.end, c.days, c.part_of_year, c.years_to_middle - years(BASE_DAY), c.years_to_end], axis=1
    ).copy()
    first, later = year_after()
    triples = {n: (ctypes.c_double * 3)(w.chance, w.mean, w.deviation) for n, w in waits().items()}
    events = _Events(
        triples["proven"],
        triples["verified"],
        triples["listing"],
        log1p(-outage_per_day()),
        first,
        len(later),
        later.ctypes.data,
    )
    rows = len(SERIES) * len(c.days)
    counts, sums = np.zeros((rows, BINS), np.uint32), np.zeros(rows)
    totals = np.zeros(len(CLAUSES))
    low, high = bounds or (sums, sums)
    library().run(
        ctypes.c_int64(paths),
        ctypes.c_uint64(seed),
        ctypes.c_void_p(normal_pieces().ctypes.data),
        ctypes.c_void_p(calendar.ctypes.data),
        ctypes.byref(events),
        ctypes.c_double(END_OF_SHARE),
        ctypes.c_void_p(totals.ctypes.data),
        ctypes.c_void_p(low.ctypes.data),
        ctypes.c_void_p(high.ctypes.data),
        ctypes.c_int64(BINS),
        ctypes.c_void_p(counts.ctypes.data if bounds else 0),
        ctypes.c_void_p(sums.ctypes.data),
    )
    return totals, counts, sums
