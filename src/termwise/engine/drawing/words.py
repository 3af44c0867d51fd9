"""Random words of a stream: the leading ones, from points or at random, and uniform numbers made of them."""

from termwise.engine.drawing.layout import SET_SIZE, Layout
from termwise.engine.drawing.philox import block
from termwise.engine.drawing.sobol import scrambled
from termwise.engine.machine.protocol import Lanes, Machine
from termwise.engine.machine.special import real_of_word

FIRST_OF_PERIODS = 4
"""The first block whose words belong to periods, four to a block; those before it are for leading words."""


def leading_words(m: Machine[Lanes], layout: Layout, stream: int) -> list[Lanes]:
    """The leading words of a stream on the lane's path, each below 2**32."""
    count = dict(layout.streams)[stream]
    if layout.sampling == "sobol":
        first = layout.columns[stream]
        columns = range(first, first + count)
        return [scrambled(m, m.group_word(column), m.replicate_word(column)) for column in columns]
    blocks = [block(m, stream, m.word(number)) for number in range(-(-count // SET_SIZE))]
    return [word for words in blocks for word in words][:count]


def uniform(m: Machine[Lanes], word: Lanes) -> Lanes:
    """(word + 1/2) / 2**32: between zero and one, never either; exact."""
    return m.multiply(m.add(real_of_word(m, word), m.real(0.5)), m.real(2.0**-32))
