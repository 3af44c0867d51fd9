"""Scrambled Sobol points: sets of up to four dimensions, each shuffled and scrambled on its own.

Sixteen neighbouring paths form a group: one path of each of sixteen replicates. Within a set, group `g` takes point
number `shuffled(g)` of the sequence, and every replicate scrambles its words independently, so that replicates are
independent and unbiased estimates. Both scrambles are Owen's (nested, uniform), by a hash as of Laine and Karras,
Burley (Practical Hash-based Owen Scrambling, JCGT 2020) and Vegdahl; directions are those of Joe and Kuo (2008).
"""

from collections.abc import Mapping
from functools import cache, lru_cache

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from termwise.engine.drawing.layout import SET_SIZE, Layout, WordSet
from termwise.engine.drawing.philox import philox
from termwise.engine.machine.arguments import Arguments, Words
from termwise.engine.machine.numpy_machine import GROUP, Array, NumpyMachine
from termwise.engine.machine.protocol import Lanes, Machine

_LOW = 0xFFFF_FFFF
_BITS = 32
# degree, inner coefficients and first directions of the primitive polynomials of dimensions 2 to 4
_POLYNOMIALS = ((1, 0, (1,)), (2, 1, (1, 3)), (3, 1, (1, 3, 1)))
_HASH = (0x3D20ADEA, 0x05526C56, 0x53A22864)
_RESERVED = 0xFFFF << 16
"""The block number of a stream from which its scrambles come: no path draws from it."""
_BLOCK = 256
_MOST_AHEAD = 2048
_STRETCHES = 64
"""Groups worked out in one go, of how many stretches that are asked for in turns."""
_SHUFFLE = GROUP
"""Stands for the replicate where the shuffle of a set is drawn."""


# -- on any machine ----------------------------------------------------------------------------------------


def scrambled(m: Machine[Lanes], reversed_word: Lanes, seed: Lanes) -> Lanes:
    """The scrambled 32-bit word of a point whose bits come in reverse; `seed` has 64 random bits.

    The hash makes each bit depend on those before it, as Owen has it; the upper half of the seed is then flipped in,
    so that every single point is exactly uniform.
    """
    return m.shared("scrambled", _scrambled, reversed_word, seed)


def _scrambled(m: Machine[Lanes], reversed_word: Lanes, seed: Lanes) -> Lanes:
    word = reverse_bits(m, _hashed(m, reversed_word, seed))
    return m.word_exclusive_or(word, m.shift_right(seed, 32))


def _hashed(m: Machine[Lanes], word: Lanes, seed: Lanes) -> Lanes:
    """Every bit flips by what the lower ones and the seed say. Only the lower 32 bits of all words count."""
    word = m.word_exclusive_or(word, m.word_multiply_32(word, m.word(_HASH[0])))
    word = m.word_add(word, seed)
    odd = m.word_or(m.shift_right(m.word_and(seed, m.word(_LOW)), 16), m.word(1))
    word = m.word_multiply_32(word, odd)
    word = m.word_exclusive_or(word, m.word_multiply_32(word, m.word(_HASH[1])))
    return m.word_exclusive_or(word, m.word_multiply_32(word, m.word(_HASH[2])))


def reverse_bits(m: Machine[Lanes], word: Lanes) -> Lanes:
    """The lower 32 bits, the last one first."""
    for bits, mask in ((1, 0x5555_5555), (2, 0x3333_3333), (4, 0x0F0F_0F0F), (8, 0x00FF_00FF), (16, 0x0000_FFFF)):
        upper = m.word_and(m.shift_right(word, bits), m.word(mask))
        word = m.word_or(upper, m.shift_left(m.word_and(word, m.word(mask)), bits))
    return word


# -- on the host ---------------------------------------------------------------------------------------------


@cache
def directions() -> tuple[tuple[int, ...], ...]:
    """By dimension, what each bit of a point's number flips: shape (4, 32), words of 32 bits."""
    found = [tuple(1 << (_BITS - 1 - bit) for bit in range(_BITS))]
    for degree, inner, first in _POLYNOMIALS:
        made = [number << (_BITS - 1 - bit) for bit, number in enumerate(first)]
        for bit in range(degree, _BITS):
            number = made[bit - degree] ^ (made[bit - degree] >> degree)
            for part in range(1, degree):
                if inner >> (degree - 1 - part) & 1:
                    number ^= made[bit - part]
            made.append(number)
        found.append(tuple(made))
    return tuple(found)


@cache
def _by_reversed_byte() -> NDArray[np.uint64]:
    """What a byte of a point's number flips in a word: shape (dimensions, 4, 256), number and word both in reverse."""
    table = np.zeros((SET_SIZE, 4, 256), np.uint64)
    values = np.arange(256)
    for dimension, words in enumerate(directions()):
        for bit, word in enumerate(words):
            turned = np.uint64(int(f"{word:032b}"[::-1], 2))
            place = _BITS - 1 - bit
            table[dimension, place // 8] ^= np.where(values >> place % 8 & 1, turned, np.uint64(0))
    return table


class GroupWords:
    """What `Machine.group_word` gives, for any groups of one program and seed.

    Owen's shuffle takes 256 neighbouring groups from an aligned one on to 256 neighbouring points. So all but the last
    byte of the points' numbers is worked out once for each 256. Where groups are asked for one stretch after another
    more and more of them are worked out ahead, which takes hardly longer. Any threads may ask, each for its own.
    """

    def __init__(self, arguments: Arguments) -> None:
        begins = arguments.group_dimensions == 0
        self._columns = arguments.group_columns
        self._dimensions = arguments.group_dimensions
        self._of_set = np.cumsum(begins) - 1
        self._seeds = arguments.group_seeds[begins]
        self._ahead: dict[int, tuple[Words, int]] = {}

    def of(self, first: int, groups: int) -> Words:
        """Those of so many groups from one on: shape (groups, columns), bits in reverse, below 2**32."""
        if not self._columns or not groups:
            return np.zeros((groups, self._columns), np.uint64)
        words, step = self._ahead.pop(first, (None, groups))
        if words is None or len(words) < groups:
            words = self._worked_out(first, max(step, groups))
            step = min(4 * step, _MOST_AHEAD)
        if len(self._ahead) > _STRETCHES:
            self._ahead.clear()
        self._ahead[first + groups] = words[groups:], step
        return words[:groups]

    def _worked_out(self, first: int, groups: int) -> Words:
        first_block, last_block = first // _BLOCK, (first + groups - 1) // _BLOCK
        blocks = np.arange(first_block, last_block + 1, dtype=np.uint64) * np.uint64(_BLOCK)
        numbers = np.concatenate([blocks, np.arange(first, first + groups, dtype=np.uint64)])
        points = self._points(numbers)[:, self._of_set]
        upper, last = points[: len(blocks)], points[len(blocks) :] >> 24
        table = _by_reversed_byte()
        by_block = np.zeros(upper.shape, np.uint64)
        for byte in (0, 1, 2):
            by_block ^= table[self._dimensions, byte, upper >> 8 * byte & 255]
        words = np.repeat(by_block, _BLOCK, axis=0)[first % _BLOCK :][:groups]
        words ^= table[:, 3].ravel()[last + _BLOCK * self._dimensions]
        return words

    def _points(self, numbers: Words) -> NDArray[np.intp]:
        """The numbers of the points that groups take, by set, bits in reverse: shape (numbers, sets)."""
        m = NumpyMachine(Arguments(0, {}, {}, {}, {}, np.zeros((0, GROUP), np.uint64), 0))
        lanes: Array = numbers[:, np.newaxis]
        return np.asarray(_hashed(m, reverse_bits(m, lanes), self._seeds) & np.uint64(_LOW)).astype(np.intp)


def group_words(arguments: Arguments, first_group: int, groups: int) -> Words:
    """What `Machine.group_word` gives from a group on: shape (groups, columns), bits in reverse, below 2**32."""
    return GroupWords(arguments).of(first_group, groups)


def scrambles(
    layout: Layout, seed: int, drawn: Mapping[int, int] | None = None
) -> tuple[Words, Words, NDArray[np.intp]]:
    """Seeds of the scrambles, shape (columns, 16), and by column the seed of the shuffle and the dimension.

    `drawn` are the numbers under which streams draw, where they are not their own. The arrays must not be written to.
    """
    numbers = drawn or {}
    return _scrambles(tuple(replace(one, stream=numbers.get(one.stream, one.stream)) for one in layout.sets), seed)


@lru_cache(maxsize=16)  # a slider asks again and again for the same
def _scrambles(sets: tuple[WordSet, ...], seed: int) -> tuple[Words, Words, NDArray[np.intp]]:
    spread = [(one, dimension) for one in sets for dimension in range(one.dimensions)]
    dimensions = np.array([dimension for _, dimension in spread], np.intp)
    streams = np.array([one.stream for one, _ in spread], np.uint64)[:, np.newaxis]
    numbers = np.array([one.number for one, _ in spread], np.uint64)[:, np.newaxis]
    replicates = np.arange(GROUP + 1, dtype=np.uint64)[np.newaxis, :]
    own = np.where(replicates == _SHUFFLE, np.uint64(0), dimensions.astype(np.uint64)[:, np.newaxis])
    m = NumpyMachine(Arguments(0, {}, {}, {}, {}, np.zeros((0, GROUP), np.uint64), 0))
    counter = (replicates, np.uint64(_RESERVED) | numbers << np.uint64(4) | own, streams, streams >> np.uint64(32))
    low, high, _, _ = philox(m, counter, (m.word(seed), m.word(seed >> 32)))
    words = low | high << np.uint64(32)
    words.setflags(write=False)
    return words[:, :GROUP], words[:, GROUP], dimensions
