"""Philox against the known answers of its authors (Random123, kat_vectors), streams, blocks."""

from itertools import combinations

import numpy as np
import pytest

from termwise.engine.drawing import philox as philox_module
from termwise.engine.drawing.philox import block, key_of_seed, philox
from termwise.engine.drawing.streams import stream
from termwise.engine.drawing.words import uniform
from termwise.engine.machine.arguments import Arguments
from termwise.engine.machine.numpy_machine import NumpyMachine

KNOWN = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


class _Words(dict[str, int]):
    """Argument words in which every stream has its own number."""

    def __missing__(self, name: str) -> int:
        return int(name.removeprefix("stream:"))


def machine(seed: int = 0, first: int = 0, count: int = 1) -> NumpyMachine:
    return NumpyMachine(Arguments(0, {}, _Words(seed=seed), {}, {}, np.zeros((0, 16), np.uint64), 0), first, count)


def answers(counter: str, key: str) -> str:
    m = machine()
    parts = philox(
        m, [m.word(int(word, 16)) for word in counter.split()], [m.word(int(word, 16)) for word in key.split()]
    )
    return " ".join(f"{int(part[0]):08x}" for part in parts)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_the_known_answers_come_out(counter: str, key: str, answer: str) -> None:
    assert answers(counter, key) == answer


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("_ROUNDS", 9), ("_STEPS", (0x9E3779B9, 0xBB67AE84)), ("_MULTIPLIERS", (0xCD9E8D57, 0xD2511F53))],
)
def test_a_planted_fault_gives_other_answers(name: str, wrong: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(philox_module, name, wrong)
    assert answers(*KNOWN[0][:2]) != KNOWN[0][2]
    assert answers(*KNOWN[2][:2]) != KNOWN[2][2]


def test_upper_halves_count_for_nothing() -> None:
    m = machine()
    noise = m.word(0xDEAD_BEEF << 32)
    words = [m.word_add(m.word(number), noise) for number in (1, 2, 3, 4)]
    plain = [m.word(number) for number in (1, 2, 3, 4)]
    assert [int(w[0]) for w in philox(m, words, words[:2])] == [int(w[0]) for w in philox(m, plain, plain[:2])]


def test_paths_blocks_streams_and_seeds_have_different_words() -> None:
    one, path = stream("driver", "demand"), 2**32 + 16
    seen = set()
    for m in (machine(1, path, 4), machine(2**40 + 1, path, 4), machine(1, 16, 4)):
        for number in (0, 1, 65534):
            for name in (one, one + 1, one + 2**32):
                seen |= {tuple(words) for words in np.array(block(m, name, m.word(number))).T.tolist()}
    assert len(seen) == 3 * 3 * 3 * 4


def test_a_lane_draws_the_same_beside_any_neighbours() -> None:
    one = stream("event", "agi")
    wide, narrow = machine(7, 0, 64), machine(7, 32, 16)
    left = np.array(block(wide, one, wide.word(3)))[:, 32:48]
    assert left.tobytes() == np.array(block(narrow, one, narrow.word(3))).tobytes()


def test_the_key_is_the_whole_seed() -> None:
    m = machine(0x1234_5678_9ABC_DEF0)
    low, high = (int(part[0]) & 0xFFFF_FFFF for part in key_of_seed(m))
    assert (low, high) == (0x9ABC_DEF0, 0x1234_5678)


def test_streams_are_told_apart_by_kind_and_name() -> None:
    names = [stream(kind, name) for kind in ("parameter", "event", "driver") for name in ("a", "b", "a:b", "")]
    assert all(left != right for left, right in combinations(names, 2))
    assert stream("driver", "demand") == 0xE6A579DF7B6D202  # or every draw of every run changes


def test_uniform_numbers_are_never_zero_or_one() -> None:
    m = machine()
    assert uniform(m, m.word(0))[0] == 2.0**-33
    assert uniform(m, m.word(2**32 - 1))[0] == 1 - 2.0**-33


def test_words_are_uniform_and_their_bits_balanced() -> None:
    m = machine(11, 0, 2**16)
    words = np.array(block(m, stream("driver", "demand"), m.word(4))).ravel()
    counts = np.bincount((words >> np.uint64(24)).astype(int), minlength=256)
    expected = len(words) / 256
    assert ((counts - expected) ** 2 / expected).sum() < 350  # chi-square, 255 degrees: chance 1e-4
    ones = [int((words >> np.uint64(bit) & np.uint64(1)).sum()) for bit in range(32)]
    assert all(abs(n - len(words) / 2) < 4.5 * np.sqrt(len(words)) / 2 for n in ones)
