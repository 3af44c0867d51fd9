"""The standard normal number of a 32-bit word: part of what a draw means, to the last bit.

It is the quantile of (word + 1/2) / 2**32, piece by piece a polynomial of degree 5: the half below the median in 32
octaves of 16 pieces each, the other half its mirror. The error is at most 2e-12; the constants lie beside this file
and are made by docs/constants/normal.py.
"""

from functools import cache
from pathlib import Path

import numpy as np

from termwise.engine.machine.arguments import Reals
from termwise.engine.machine.protocol import ROW, Lanes, Machine
from termwise.engine.machine.special import real_of_word

DEGREE = 5
PIECES = 512
FILE = Path(__file__).with_name("normal.constants")

_FIRST_PIECE = 1022 << 4  # exponent and first four bits of 0.5, the least place
_PIECE_MANTISSA = (1 << 52) - 16
_BITS_OF_ONE = 0x3FF0_0000_0000_0000


NAME = "normal"
"""The name among `Arguments.arrays` of the coefficients."""


@cache
def arrays() -> dict[str, Reals]:
    """What `normal` reads: a row for every piece, with the coefficients of the powers from 0 to 5, then zeros."""
    by_power = np.frombuffer(FILE.read_bytes(), "<f8").reshape(DEGREE + 1, PIECES)
    rows = np.zeros((PIECES, ROW))
    rows[:, : DEGREE + 1] = by_power.T
    return {NAME: rows.ravel()}


def normal(m: Machine[Lanes], word: Lanes) -> Lanes:
    """The standard normal number of a word below 2**32; that of `2**32 - 1 - word` is its negative exactly."""
    return m.shared(NAME, _normal, word)


def _normal(m: Machine[Lanes], word: Lanes) -> Lanes:
    above = m.shift_right(word, 31)
    mirrored = m.word_exclusive_or(word, m.word_subtract(m.word(0), above))
    place = m.bits_of(m.add(real_of_word(m, m.word_and(mirrored, m.word(0x7FFF_FFFF))), m.real(0.5)))
    piece = m.word_subtract(m.shift_right(place, 48), m.word(_FIRST_PIECE))
    within = m.word_and(m.shift_left(place, 4), m.word(_PIECE_MANTISSA))
    x = m.subtract(m.real_of_bits(m.word_or(within, m.word(_BITS_OF_ONE))), m.real(1.5))
    *lower, size = m.row(NAME, piece, DEGREE + 1)
    for coefficient in reversed(lower):
        size = m.add(m.multiply(size, x), coefficient)
    below = m.word_exclusive_or(above, m.word(1))
    return m.real_of_bits(m.word_exclusive_or(m.bits_of(size), m.shift_left(below, 63)))
