"""The standard normal number of a 32-bit word: part of what a draw means, to the last bit.

It is the quantile of (word + 1/2) / 2**32, piece by piece a polynomial of degree 5: the half below the median in 32
octaves of 16 pieces each, the other half its mirror. The error is at most 2e-12; the constants lie beside this file
and are made by docs/constants/normal.py.
"""

from functools import cache
from pathlib import Path

import numpy as np

from termwise.engine.machine.arguments import Reals
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.engine.machine.special import real_of_word

DEGREE = 5
PIECES = 512
FILE = Path(__file__).with_name("normal.constants")

_FIRST_PIECE = 1022 << 4  # exponent and first four bits of 0.5, the least place
_PIECE_MANTISSA = (1 << 52) - 16
_BITS_OF_ONE = 0x3FF0_0000_0000_0000


def array_name(power: int) -> str:
    """The name among `Arguments.arrays` of the coefficients of a power."""
    return f"normal:{power}"


@cache
def arrays() -> dict[str, Reals]:
    """What `normal` reads: coefficients by piece, shape (512,), for each power from 0 to 5."""
    rows = np.frombuffer(FILE.read_bytes(), "<f8").reshape(DEGREE + 1, PIECES).astype(np.float64)
    return {array_name(power): row for power, row in enumerate(rows)}


def normal(m: Machine[Lanes], word: Lanes) -> Lanes:
    """The standard normal number of a word below 2**32; that of `2**32 - 1 - word` is its negative exactly."""
    above = m.shift_right(word, 31)
    mirrored = m.word_exclusive_or(word, m.word_subtract(m.word(0), above))
    place = m.bits_of(m.add(real_of_word(m, m.word_and(mirrored, m.word(0x7FFF_FFFF))), m.real(0.5)))
    piece = m.word_subtract(m.shift_right(place, 48), m.word(_FIRST_PIECE))
    within = m.word_and(m.shift_left(place, 4), m.word(_PIECE_MANTISSA))
    x = m.subtract(m.real_of_bits(m.word_or(within, m.word(_BITS_OF_ONE))), m.real(1.5))
    size = m.element(array_name(DEGREE), piece)
    for power in reversed(range(DEGREE)):
        size = m.add(m.multiply(size, x), m.element(array_name(power), piece))
    below = m.word_exclusive_or(above, m.word(1))
    return m.real_of_bits(m.word_exclusive_or(m.bits_of(size), m.shift_left(below, 63)))
