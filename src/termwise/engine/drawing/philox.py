"""Philox 4x32-10: four random 32-bit words for every counter of four words and key of two.

Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3 (SC 2011). Checked against the known answers
of its authors.
"""

from collections.abc import Sequence

from termwise.engine.machine.protocol import Lanes, Machine

_MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
_STEPS = (0x9E3779B9, 0xBB67AE85)
_ROUNDS = 10
_LOW = 0xFFFF_FFFF


def philox(m: Machine[Lanes], counter: Sequence[Lanes], key: Sequence[Lanes]) -> tuple[Lanes, Lanes, Lanes, Lanes]:
    """Four words below 2**32. Of every word given only the lower 32 bits count."""
    a, b, c, d = counter
    first, second = key
    for _ in range(_ROUNDS):
        left = m.word_multiply_32(a, m.word(_MULTIPLIERS[0]))
        right = m.word_multiply_32(c, m.word(_MULTIPLIERS[1]))
        a = m.word_exclusive_or(m.word_exclusive_or(m.shift_right(right, 32), b), first)
        c = m.word_exclusive_or(m.word_exclusive_or(m.shift_right(left, 32), d), second)
        b, d = right, left  # their upper halves are never read
        first, second = m.word_add(first, m.word(_STEPS[0])), m.word_add(second, m.word(_STEPS[1]))
    low = m.word(_LOW)
    return m.word_and(a, low), m.word_and(b, low), m.word_and(c, low), m.word_and(d, low)


def key_of_seed(m: Machine[Lanes]) -> tuple[Lanes, Lanes]:
    """The key: the seed's lower and upper half, from the argument word `seed`."""
    seed = m.argument_word("seed")
    return seed, m.shift_right(seed, 32)


def block(m: Machine[Lanes], stream: int, number: Lanes) -> tuple[Lanes, Lanes, Lanes, Lanes]:
    """Block `number` (below 2**16) of a stream on the lane's path (below 2**48): four words below 2**32.

    The stream's own number is the argument word `stream:NUMBER`: another one in its place draws it again.
    """
    path, drawn = m.path(), m.argument_word(f"stream:{stream}")
    upper = m.word_or(m.shift_right(path, 32), m.shift_left(number, 16))
    return philox(m, (path, upper, drawn, m.shift_right(drawn, 32)), key_of_seed(m))
