"""The sequence against another implementation and by its laws; shuffles and scrambles by theirs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from termwise.engine.drawing import sobol
from termwise.engine.drawing.layout import Layout, layout
from termwise.engine.drawing.words import leading_words, uniform
from termwise.engine.machine.arguments import Arguments
from termwise.engine.machine.numpy_machine import Array, NumpyMachine
from termwise.ir.program import Program

EMPTY = Program("empty", "USD", (), (), (), (), (), (), (), (), (), ())
WORDS = st.integers(0, 2**32 - 1)


def points(count: int, first: int = 0) -> NDArray[np.uint64]:
    """Shape (count, 4): the bare sequence by its directions, bits in order."""
    numbers = np.arange(first, first + count)
    words = np.zeros((count, 4), np.uint64)
    for dimension, flips in enumerate(sobol.directions()):
        for bit, word in enumerate(flips):
            words[:, dimension] ^= np.where(numbers >> bit & 1, np.uint64(word), np.uint64(0))
    return words


def arguments(one: Layout, seed: int) -> Arguments:
    seeds, shuffles, dimensions = sobol.scrambles(one, seed)
    words = {"seed": seed, **{f"stream:{number}": number for number, _ in one.streams}}
    return Arguments(0, {}, words, {}, {}, seeds, len(seeds), shuffles, dimensions)


def streams(*counts: int, sampling: str = "sobol") -> Layout:
    return Layout(
        EMPTY, "sobol" if sampling == "sobol" else "independent", tuple((7 + i, n) for i, n in enumerate(counts))
    )


def drawn(one: Layout, seed: int, first: int, count: int) -> NDArray[np.float64]:
    """Shape (count, words): uniform numbers of all leading words of all streams."""
    given_to = arguments(one, seed)
    groups = sobol.group_words(given_to, first // 16, -(-count // 16))
    m = NumpyMachine(given_to, first, count, groups)
    lanes: list[Array] = [uniform(m, word) for name, _ in one.streams for word in leading_words(m, one, name)]
    return np.array(lanes).T


def test_the_sequence_is_that_of_scipy() -> None:
    qmc = pytest.importorskip("scipy.stats.qmc", reason="another implementation to compare with")
    theirs = qmc.Sobol(4, scramble=False, bits=32).random(4096)
    gray = np.arange(4096) ^ np.arange(4096) >> 1
    assert (points(4096)[gray] / 2.0**32 == theirs).all()


def cells(words: NDArray[np.uint64], bits: tuple[int, ...]) -> NDArray[np.int64]:
    """In which elementary box each point lies."""
    place = np.zeros(len(words), np.int64)
    for column, count in enumerate(bits):
        place = place << count | (words[:, column] >> np.uint64(32 - count)).astype(np.int64) if count else place
    return place


def splits(total: int) -> list[tuple[int, ...]]:
    return [
        (a, b, c, total - a - b - c)
        for a in range(total + 1)
        for b in range(total + 1 - a)
        for c in range(total + 1 - a - b)
    ]


def is_net(words: NDArray[np.uint64], power: int, quality: int) -> bool:
    """Whether 2**power points put 2**quality into every elementary box of that volume."""
    return all(
        (np.bincount(cells(words, split), minlength=2 ** (power - quality)) == 2**quality).all()
        for split in splits(power - quality)
    )


@pytest.mark.parametrize("start", [0, 256, 3 * 2**20])
def test_aligned_stretches_are_nets(start: int) -> None:
    """Quality 3 in four dimensions: the degrees of the polynomials, less one each, added."""
    assert is_net(points(256, start), 8, 3)


def test_a_dimension_that_repeats_another_is_found() -> None:
    words = points(256)
    words[:, 2] = words[:, 1]
    assert not is_net(words, 8, 3)


@given(WORDS, WORDS, WORDS)
def test_a_hashed_bit_hangs_on_lower_bits_only(left: int, right: int, seed: int) -> None:
    m = NumpyMachine(arguments(streams(1), 1))
    same = (left ^ right) & -(left ^ right) if left != right else 2**32  # the first bit that differs
    a, b = (int(sobol._hashed(m, m.word(word), m.word(seed))[0]) for word in (left, right))
    assert (a ^ b) % same == 0
    assert left == right or (a ^ b) & same


@given(WORDS)
def test_bits_are_reversed(word: int) -> None:
    m = NumpyMachine(arguments(streams(1), 1))
    assert int(sobol.reverse_bits(m, m.word(word))[0]) == int(f"{word:032b}"[::-1], 2)


def test_every_replicate_of_every_set_is_a_net() -> None:
    one = streams(4, 8)
    found = (drawn(one, 5, 0, 16 * 256) * 2**32).astype(np.uint64)
    for replicate in (0, 7, 15):
        for first in (0, 4, 8):
            assert is_net(found[replicate::16, first : first + 4], 8, 3)


def plain_group_words(given_to: Arguments, first: int, count: int) -> NDArray[np.uint64]:
    """By the definition: every group's point on its own."""
    m = NumpyMachine(given_to)
    lanes: Array = np.arange(first, first + count, dtype=np.uint64)[:, None]
    seeds: Array = given_to.group_seeds
    numbers = sobol.reverse_bits(m, sobol._hashed(m, sobol.reverse_bits(m, lanes), seeds))
    found = np.zeros(numbers.shape, np.uint64)
    for column, dimension in enumerate(given_to.group_dimensions):
        for bit, word in enumerate(sobol.directions()[dimension]):
            found[:, column] ^= np.where(
                numbers[:, column] >> np.uint64(bit) & np.uint64(1), np.uint64(word), np.uint64(0)
            )
    return np.asarray(sobol.reverse_bits(m, found))


@pytest.mark.parametrize(("first", "count"), [(0, 128), (0, 1), (250, 20), (2**27 - 300, 700), (65536, 2048)])
def test_blocks_of_groups_are_their_single_points(first: int, count: int) -> None:
    given_to = arguments(streams(2, 8, 1), 11)
    assert (sobol.group_words(given_to, first, count) == plain_group_words(given_to, first, count)).all()


def test_chunks_are_parts_of_one_sequence() -> None:
    one = streams(2, 5)
    whole = drawn(one, 3, 0, 4096)
    assert drawn(one, 3, 2048, 2048).tobytes() == whole[2048:].tobytes()
    assert drawn(one, 3, 4080, 7).tobytes() == whole[4080:4087].tobytes()


def test_a_stream_hangs_on_no_other() -> None:
    """Byte for byte, whatever stands before it."""
    alone = drawn(Layout(EMPTY, "sobol", ((9, 8),)), 3, 64, 256)
    among = drawn(streams(1, 2, 8, 3), 3, 64, 256)
    assert alone.tobytes() == np.ascontiguousarray(among[:, 3:11]).tobytes()


def test_seeds_and_sets_are_shuffled_apart() -> None:
    one, other = drawn(streams(1, 1), 1, 0, 16 * 64), drawn(streams(1, 1), 2, 0, 16 * 64)
    for left, right in ((one[:, 0], one[:, 1]), (one[:, 0], other[:, 0])):
        assert abs(np.corrcoef(left, right)[0, 1]) < 0.1


def rough(u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Integral one: a product of four factors, smooth and not additive."""
    return np.asarray(np.prod(1 + (u - 0.5), axis=1))


def replicate_means(sampling: str, seed: int, paths: int) -> NDArray[np.float64]:
    values = rough(drawn(streams(4, sampling=sampling), seed, 0, paths))
    return np.asarray(values.reshape(-1, 16).mean(axis=0))


def test_replicates_are_unbiased_and_spread_less_than_independent_paths() -> None:
    """With 256 points each, the replicate means vary at least 200 times less."""
    paths = 16 * 256
    points_of = np.array([replicate_means("sobol", seed, paths) for seed in range(40)])
    random_of = np.array([replicate_means("independent", seed, paths) for seed in range(40)])
    error = points_of.std() / np.sqrt(points_of.size)
    assert abs(points_of.mean() - 1) < 4 * error
    assert random_of.var() / points_of.var() > 200
    between = points_of.mean(axis=1).var()
    assert between == pytest.approx(points_of.var() / 16, rel=0.8)  # replicates are independent of one another


def test_a_single_point_is_uniform_over_the_seeds() -> None:
    first = np.concatenate([drawn(streams(1), seed, 0, 16)[:, 0] for seed in range(150)])
    steps = np.arange(1, len(first) + 1) / len(first)
    assert float(np.abs(np.sort(first) - steps).max()) < 2.2 / np.sqrt(len(first))  # chance 1e-4


def test_nothing_drawn_needs_no_words() -> None:
    given_to = arguments(layout(EMPTY), 1)
    assert sobol.group_words(given_to, 0, 3).shape == (3, 0)
