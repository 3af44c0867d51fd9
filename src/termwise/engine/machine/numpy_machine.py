"""The machine in NumPy: a value is an array, one element per lane, and every operation is one IEEE operation.

It is the oracle of the machine that writes code, and the host's own arithmetic.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from termwise.engine.machine.arguments import Arguments, Reals, Words
from termwise.engine.machine.protocol import ROW, Machine

Array = NDArray[Any]
"""Shape (1,) for what is the same in every lane, else (lanes,); float64, uint64 or bool."""

GROUP = 16
"""Neighbouring paths that form one group: one per replicate."""


class NumpyMachine(Machine[Array]):
    """Paths `first` to `first + count`, one per lane; `first` must be a multiple of 16.

    `group_words` has shape (groups, columns), its first row for the group of path `first`. What a program records
    is found in `recorded`, by row.
    """

    def __init__(self, arguments: Arguments, first: int = 0, count: int = 1, group_words: Words | None = None) -> None:
        self.arguments = arguments
        self.first = first
        self.count = count
        self.group_words = np.zeros((0, 0), np.uint64) if group_words is None else group_words
        self.recorded: dict[int, Reals] = {}
        self._slots: dict[str, Array] = {}
        self.period: int | None = None
        self._chosen: int | None = None

    # -- constants and arguments

    def real(self, number: float) -> Array:
        """See the protocol, as for every operation here."""
        return np.array([number], np.float64)

    def word(self, number: int) -> Array:
        """The same word in every lane."""
        return np.array([number], np.uint64)

    def argument(self, name: str) -> Array:
        """A real of the arguments."""
        return self.real(self.arguments.numbers[name])

    def argument_word(self, name: str) -> Array:
        """A word of the arguments."""
        return self.word(self.arguments.words[name])

    def column(self, name: str) -> Array:
        """The real of the period that runs. Raises ValueError outside of `each_period`."""
        if self.period is None:
            raise ValueError(f"`{name}` has a value per period; no period runs")
        return self.arguments.columns[name][self.period : self.period + 1]

    def element(self, name: str, index: Array) -> Array:
        """The real at an index, by lane. Raises IndexError outside of the array."""
        values: Array = self.arguments.arrays[name][index.astype(np.intp)]
        return values

    def row(self, name: str, index: Array, count: int) -> tuple[Array, ...]:
        """The reals of a row, by lane. Raises IndexError outside of the array."""
        values = self.arguments.arrays[name].reshape(-1, ROW)[index.astype(np.intp), :count]
        return tuple(np.ascontiguousarray(values.T))

    def path(self) -> Array:
        """The number of each lane's path."""
        return np.arange(self.first, self.first + self.count, dtype=np.uint64)

    def group_word(self, column: int) -> Array:
        """The word of each lane's group."""
        groups = np.arange(self.count) // GROUP
        words: Array = self.group_words[groups, column]
        return words

    def replicate_word(self, column: int) -> Array:
        """The word of each lane's replicate."""
        replicates = np.arange(self.first, self.first + self.count) % GROUP
        words: Array = self.arguments.replicate_words[column, replicates]
        return words

    # -- reals

    def add(self, left: Array, right: Array) -> Array:
        """The sum."""
        with np.errstate(all="ignore"):
            return left + right

    def subtract(self, left: Array, right: Array) -> Array:
        """The difference."""
        with np.errstate(all="ignore"):
            return left - right

    def multiply(self, left: Array, right: Array) -> Array:
        """The product."""
        with np.errstate(all="ignore"):
            return left * right

    def divide(self, left: Array, right: Array) -> Array:
        """The quotient."""
        with np.errstate(all="ignore"):
            return left / right

    def square_root(self, real: Array) -> Array:
        """The root."""
        with np.errstate(all="ignore"):
            return np.sqrt(real)

    def minimum(self, left: Array, right: Array) -> Array:
        """The left one where it is less, else the right one."""
        return np.where(left < right, left, right)

    def maximum(self, left: Array, right: Array) -> Array:
        """The left one where it is greater, else the right one."""
        return np.where(left > right, left, right)

    # -- truths

    def less(self, left: Array, right: Array) -> Array:
        """Less, of reals."""
        return np.less(left, right)

    def at_most(self, left: Array, right: Array) -> Array:
        """Less or equal, of reals."""
        return np.less_equal(left, right)

    def equal(self, left: Array, right: Array) -> Array:
        """Equal, of reals."""
        return np.equal(left, right)

    def word_less(self, left: Array, right: Array) -> Array:
        """Less, of words."""
        return np.less(left, right)

    def both(self, left: Array, right: Array) -> Array:
        """Both truths."""
        return np.logical_and(left, right)

    def either(self, left: Array, right: Array) -> Array:
        """Either truth."""
        return np.logical_or(left, right)

    def opposite(self, truth: Array) -> Array:
        """The other truth."""
        return np.logical_not(truth)

    def select(self, truth: Array, then: Array, otherwise: Array) -> Array:
        """By lane, one or the other."""
        return np.where(truth, then, otherwise)

    # -- words

    def word_add(self, left: Array, right: Array) -> Array:
        """The sum modulo 2**64."""
        return left + right

    def word_subtract(self, left: Array, right: Array) -> Array:
        """The difference modulo 2**64."""
        return left - right

    def word_multiply_32(self, left: Array, right: Array) -> Array:
        """The product of the lower halves."""
        low = np.uint64(0xFFFFFFFF)
        return (left & low) * (right & low)

    def word_and(self, left: Array, right: Array) -> Array:
        """The bits of both."""
        return left & right

    def word_or(self, left: Array, right: Array) -> Array:
        """The bits of either."""
        return left | right

    def word_exclusive_or(self, left: Array, right: Array) -> Array:
        """The bits that differ."""
        return left ^ right

    def shift_left(self, word: Array, bits: int) -> Array:
        """Bits moved up."""
        return word << np.uint64(bits)

    def shift_right(self, word: Array, bits: int) -> Array:
        """Bits moved down."""
        return word >> np.uint64(bits)

    def bits_of(self, real: Array) -> Array:
        """The bits of a real."""
        return real.view(np.uint64)

    def real_of_bits(self, word: Array) -> Array:
        """The real of these bits."""
        return word.view(np.float64)

    # -- what is written once

    def shared(self, name: str, write: Callable[..., Array], *operands: Array) -> Array:
        """Nothing is written down here, so nothing is shared."""
        del name
        return write(self, *operands)

    # -- memory and periods

    def keep(self, name: str, value: Array) -> None:
        """Raises ValueError for a slot that is new while a period runs."""
        if self.period is not None and name not in self._slots:
            raise ValueError(f"the slot `{name}` is first kept while a period runs")
        self._slots[name] = value

    def kept(self, name: str) -> Array:
        """What was last kept; KeyError when nothing was."""
        return self._slots[name]

    def each_period(self, body: Callable[[], None]) -> None:
        """Runs the body once per period. Raises ValueError when nested."""
        if self.period is not None:
            raise ValueError("periods do not nest")
        try:
            for period in range(self.arguments.periods):
                self.period = period
                body()
        finally:
            self.period = None

    def in_periods(self, name: str, body: Callable[[], None]) -> None:
        """Runs the body when the column is not zero in the period that runs. Raises ValueError when none does."""
        if self.period is None:
            raise ValueError(f"`{name}` chooses among periods; no period runs")
        column = float(self.column(name)[0])
        if column != 0:
            self._chosen = int(column) - 1
            try:
                body()
            finally:
                self._chosen = None

    def record(self, row: int, value: Array) -> None:
        """The output, in `recorded`, shape (lanes,)."""
        at = row + (self.period or 0) if self._chosen is None else row + self._chosen
        self.recorded[at] = np.broadcast_to(value, (self.count,)).astype(np.float64)


class NumpyPeriods(NumpyMachine):
    """Lanes are the periods instead of paths: for what depends on the period alone.

    `column` is the whole column, shape (periods,); there is no path, nothing is kept or recorded.
    """

    def __init__(self, arguments: Arguments) -> None:
        super().__init__(arguments, 0, arguments.periods)

    def column(self, name: str) -> Array:
        """The whole column."""
        return self.arguments.columns[name]

    def path(self) -> Array:
        """Raises ValueError: a period has no path."""
        raise ValueError("a period has no path")

    def group_word(self, column: int) -> Array:
        """Raises ValueError: a period has no path."""
        raise ValueError(f"a period has no path, so no word {column} of its group")

    def replicate_word(self, column: int) -> Array:
        """Raises ValueError: a period has no path."""
        raise ValueError(f"a period has no path, so no word {column} of its replicate")
