"""The run-time arguments of a kernel: everything that may change without its code changing."""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Words = NDArray[np.uint64]


class Arguments(Struct, frozen=True):
    """Named numbers for one program and one seed. Names and lengths fix a kernel's layout; the values are free.

    `numbers`: name -> one real. `words`: name -> one word. `columns`: name -> reals of shape (periods,).
    `arrays`: name -> reals of any length. `replicate_words`: shape (columns, 16), one word per replicate.
    """

    periods: int
    numbers: Mapping[str, float]
    words: Mapping[str, int]
    columns: Mapping[str, Reals]
    arrays: Mapping[str, Reals]
    replicate_words: Words
    group_columns: int
    """How many words each group of 16 paths has: see `engine.drawing.sobol.group_words`."""
    group_seeds: Words = field(default_factory=lambda: np.zeros(0, np.uint64))
    """By column, shape (columns,): what shuffles the groups; columns of one set have the same."""
    group_dimensions: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    """By column, shape (columns,): which dimension of the Sobol sequence it is, from 0."""
