"""What a kernel is written in: few operations on lanes, the same to the last bit on every machine that has them.

A lane is one path. A value has one number per lane and one of three kinds: `real` (IEEE 754 float64), `word`
(unsigned 64-bit integer, arithmetic modulo 2**64) or `truth`. Days are reals that are whole; `NEVER` is 4,000,000.
Arithmetic on reals is strict: each operation rounds once, to nearest even; nothing is fused or reordered.
Draws, drivers and programs are written once against this protocol. The NumPy machine runs them directly (the oracle
of the kernel, and the host's own arithmetic); the LLVM machine writes the same operations down as machine code.
There is no exp, no log, no floor here: they are made of these operations in `special`, so that they are the same
everywhere.
"""

from collections.abc import Callable
from typing import Literal, Protocol, TypeVar

Lanes = TypeVar("Lanes")
"""A value of some kind, one number per lane; opaque to whoever writes for a machine."""

Kind = Literal["real", "word", "truth"]


ROW = 8
"""Places of a row of an array: together as long as what memory is read by."""


class Machine(Protocol[Lanes]):
    """The operations. Operands must be of the kinds named; a machine may fail in any way when they are not."""

    # -- constants and arguments -----------------------------------------------------------------------

    def real(self, number: float) -> Lanes:
        """The same real in every lane; part of the code, so only for what is fixed by meaning."""

    def word(self, number: int) -> Lanes:
        """The same word in every lane; part of the code."""

    def argument(self, name: str) -> Lanes:
        """The real `Arguments.numbers[name]`: the same in every lane, given at run time."""

    def argument_word(self, name: str) -> Lanes:
        """The word `Arguments.words[name]`: the same in every lane, given at run time."""

    def column(self, name: str) -> Lanes:
        """The real `Arguments.columns[name][period]`: within `each_period` only."""

    def element(self, name: str, index: Lanes) -> Lanes:
        """The real `Arguments.arrays[name][index]`, by lane; `index` is a word and must be within the array."""

    def row(self, name: str, index: Lanes, count: int) -> tuple[Lanes, ...]:
        """The `count` reals from `Arguments.arrays[name][ROW * index]` on, by lane; `count` is even, at most `ROW`.

        What belongs together lies side by side in a row, which costs less than as many elements of several arrays.
        """

    def path(self) -> Lanes:
        """The number of the lane's path, as a word. Lanes hold neighbouring paths; the first is a multiple of 16."""

    def group_word(self, column: int) -> Lanes:
        """The word `column` of the lane's group of 16 paths: see `Arguments.group_words`."""

    def replicate_word(self, column: int) -> Lanes:
        """The word `column` of the lane's replicate, which is its path modulo 16: `Arguments.replicate_words`."""

    # -- reals ------------------------------------------------------------------------------------------

    def add(self, left: Lanes, right: Lanes) -> Lanes:
        """`left + right`, reals."""

    def subtract(self, left: Lanes, right: Lanes) -> Lanes:
        """`left - right`, reals."""

    def multiply(self, left: Lanes, right: Lanes) -> Lanes:
        """`left * right`, reals."""

    def divide(self, left: Lanes, right: Lanes) -> Lanes:
        """`left / right`, reals, as IEEE 754 has it: by zero gives an infinity or not a number."""

    def square_root(self, real: Lanes) -> Lanes:
        """The root, correctly rounded."""

    def minimum(self, left: Lanes, right: Lanes) -> Lanes:
        """`left if left < right else right`: so the right one of two zeros, and of anything and not a number."""

    def maximum(self, left: Lanes, right: Lanes) -> Lanes:
        """`left if left > right else right`."""

    # -- truths -----------------------------------------------------------------------------------------

    def less(self, left: Lanes, right: Lanes) -> Lanes:
        """`left < right` of reals; false when either is not a number."""

    def at_most(self, left: Lanes, right: Lanes) -> Lanes:
        """`left <= right` of reals."""

    def equal(self, left: Lanes, right: Lanes) -> Lanes:
        """`left == right` of reals."""

    def word_less(self, left: Lanes, right: Lanes) -> Lanes:
        """`left < right` of words, unsigned."""

    def both(self, left: Lanes, right: Lanes) -> Lanes:
        """Both truths."""

    def either(self, left: Lanes, right: Lanes) -> Lanes:
        """Either truth."""

    def opposite(self, truth: Lanes) -> Lanes:
        """The other truth."""

    def select(self, truth: Lanes, then: Lanes, otherwise: Lanes) -> Lanes:
        """`then` in the lanes where the truth holds, else `otherwise`; both of one kind, any kind."""

    # -- words ------------------------------------------------------------------------------------------

    def word_add(self, left: Lanes, right: Lanes) -> Lanes:
        """`left + right` modulo 2**64."""

    def word_subtract(self, left: Lanes, right: Lanes) -> Lanes:
        """`left - right` modulo 2**64."""

    def word_multiply_32(self, left: Lanes, right: Lanes) -> Lanes:
        """`(left modulo 2**32) * (right modulo 2**32)`: the whole product, 64 bits."""

    def word_and(self, left: Lanes, right: Lanes) -> Lanes:
        """The bits of both."""

    def word_or(self, left: Lanes, right: Lanes) -> Lanes:
        """The bits of either."""

    def word_exclusive_or(self, left: Lanes, right: Lanes) -> Lanes:
        """The bits of one and not the other."""

    def shift_left(self, word: Lanes, bits: int) -> Lanes:
        """`word * 2**bits` modulo 2**64; 0 <= bits < 64."""

    def shift_right(self, word: Lanes, bits: int) -> Lanes:
        """`word // 2**bits`."""

    def bits_of(self, real: Lanes) -> Lanes:
        """The 64 bits of a real, as a word."""

    def real_of_bits(self, word: Lanes) -> Lanes:
        """The real that has these 64 bits."""

    # -- what is written once -------------------------------------------------------------------------------

    def shared(self, name: str, write: Callable[..., Lanes], *operands: Lanes) -> Lanes:
        """`write(machine, *operands)`, to the bit; under one name always the same `write`.

        It must read nothing but its operands, literals and arrays: a machine that writes code may write it once and
        call it.
        """

    # -- memory and periods -------------------------------------------------------------------------------

    def keep(self, name: str, value: Lanes) -> None:
        """A slot of memory per lane: made at its first `keep`, which must come before `each_period`."""

    def kept(self, name: str) -> Lanes:
        """What was last kept in the slot."""

    def each_period(self, body: Callable[[], None]) -> None:
        """Runs `body` for every period in order; a machine that writes code calls it once. Does not nest."""

    def in_periods(self, name: str, body: Callable[[], None]) -> None:
        """Within `each_period`: runs `body` only in the periods whose `Arguments.columns[name]` is not zero.

        A real branch, the same for all lanes. Values leave the body through slots only; it does not nest.
        """

    def record(self, row: int, value: Lanes) -> None:
        """Output `row`, a real. Within `each_period` it is that of the period: row `row + period` of the buffer.

        Within `in_periods` the column says which one it is, counted from 1: row `row + column - 1`.
        """
