"""Functions for any machine, made at random, and what they come to on the machines there are."""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from termwise.engine.kernel import build, to_llvm
from termwise.engine.kernel.chunk import Paths
from termwise.engine.kernel.code import Code, Entry
from termwise.engine.kernel.llvm_machine import PART_LINES, LlvmMachine
from termwise.engine.kernel.tally import Asked, Tally
from termwise.engine.machine.arguments import Arguments, Reals, Words
from termwise.engine.machine.numpy_machine import NumpyMachine
from termwise.engine.machine.protocol import Kind, Machine

L = TypeVar("L")
PERIODS = 3
ROWS = 2 * PERIODS + 1
FIRST, PATHS = 2048, 100
GROUP_WORDS: Words = np.random.default_rng(5).integers(0, 2**63, (128, 2), np.uint64)

_REALS = ("add", "subtract", "multiply", "divide", "minimum", "maximum")
_RELATIONS = ("less", "at_most", "equal")
_WORDS = ("word_add", "word_subtract", "word_multiply_32", "word_and", "word_or", "word_exclusive_or")

Step = tuple[str, tuple[int, ...], int]
"""An operation, the places of its operands among the values of their kinds so far, and a number."""
Recipe = tuple[tuple[Step, ...], tuple[Step, ...], tuple[Step, ...]]
"""The steps before the periods, in each period, and in chosen periods."""


def arguments() -> Arguments:
    """The arguments of every recipe: ordinary numbers, and some that are not."""
    source = np.random.default_rng(3)
    columns = {"c0": np.array([1.0, -2.5, 0.0]), "c1": np.array([3.0, np.inf, 7.0]), "often": np.array([1.0, 0.0, 1.0])}
    return Arguments(
        periods=PERIODS,
        numbers={"n0": 2.25, "n1": -0.0, "n2": 1e300},
        words={"w0": 2**64 - 1, "w1": 12345},
        columns=columns,
        arrays={"a0": source.normal(size=8), "a1": source.normal(size=11), "rows": source.normal(size=32)},
        replicate_words=source.integers(0, 2**63, (2, 16), np.uint64),
        group_columns=2,
    )


def recipes() -> st.SearchStrategy[Recipe]:
    names = st.sampled_from((*_REALS, *_RELATIONS, *_WORDS, "square_root", "both", "either", "opposite", "select"))
    more = st.sampled_from(
        ("word_less", "shift", "bits", "real", "element", "row", "keep", "kept", "column", "replicate")
    )
    step = st.tuples(st.one_of(names, names, more), st.tuples(*[st.integers(0, 50)] * 3), st.integers(0, 63))
    steps = st.lists(step, max_size=15).map(tuple)
    return st.tuples(steps, steps, steps)


def written(m: Machine[L], recipe: Recipe) -> None:
    """The recipe on a machine: two rows by period and one at the end."""
    before, each, chosen = recipe
    pools: dict[Kind, list[L]] = {
        "real": [m.argument("n0"), m.argument("n1"), m.argument("n2"), m.real(-1.5)],
        "word": [m.path(), m.argument_word("w0"), m.group_word(1), m.replicate_word(1), m.word(2**63 + 7)],
        "truth": [m.less(m.argument("n0"), m.real(3.0))],
    }
    for slot in range(3):
        m.keep(f"slot {slot}", m.real(slot))
    m.keep("truth", pools["truth"][0])
    for step in before:
        _step(m, pools, step, in_body=False)

    def body() -> None:
        here = {kind: list(values) for kind, values in pools.items()}
        for step in each:
            _step(m, here, step, in_body=True)
        inner = {kind: list(values) for kind, values in here.items()}

        def often() -> None:
            for step in chosen:
                _step(m, inner, step, in_body=True)
            m.keep("slot 0", inner["real"][-1])

        m.in_periods("often", often)
        m.record(0, m.add(here["real"][-1], m.kept("slot 0")))
        m.record(PERIODS, m.select(m.kept("truth"), m.kept("slot 1"), m.kept("slot 2")))
        m.keep("truth", here["truth"][-1])

    m.each_period(body)
    m.record(2 * PERIODS, m.add(m.kept("slot 0"), m.kept("slot 2")))


def _step(m: Machine[L], pools: dict[Kind, list[L]], step: Step, *, in_body: bool) -> None:
    name, places, number = step

    def some(kind: Kind, operand: int) -> L:
        return pools[kind][places[operand] % len(pools[kind])]

    call: Callable[..., L] = getattr(m, name, m.add)
    if name in _REALS:
        pools["real"].append(call(some("real", 0), some("real", 1)))
    elif name in _RELATIONS:
        pools["truth"].append(call(some("real", 0), some("real", 1)))
    elif name in _WORDS:
        pools["word"].append(call(some("word", 0), some("word", 1)))
    elif name in ("both", "either"):
        pools["truth"].append(call(some("truth", 0), some("truth", 1)))
    elif name == "square_root":
        pools["real"].append(m.square_root(some("real", 0)))
    elif name == "opposite":
        pools["truth"].append(m.opposite(some("truth", 0)))
    elif name == "word_less":
        pools["truth"].append(m.word_less(some("word", 0), some("word", 1)))
    elif name == "column":
        pools["real"].append(m.column(f"c{number % 2}") if in_body else m.argument("n0"))
    else:
        _other_step(m, pools, step)


def _other_step(m: Machine[L], pools: dict[Kind, list[L]], step: Step) -> None:
    name, places, number = step

    def some(kind: Kind, operand: int) -> L:
        return pools[kind][places[operand] % len(pools[kind])]

    kinds: tuple[Kind, ...] = ("real", "word", "truth")
    match name:
        case "select":
            kind = kinds[number % 3]
            pools[kind].append(m.select(some("truth", 0), some(kind, 1), some(kind, 2)))
        case "shift":
            shifted = (m.shift_left, m.shift_right)[places[1] % 2](some("word", 0), number)
            pools["word"].append(shifted)
        case "bits":
            pools["word"].append(m.bits_of(some("real", 0)))
        case "real":
            low = m.word_and(some("word", 0), m.word((1 << 52) - 1))
            pools["real"].append(m.real_of_bits(m.word_or(low, m.word(0x3FF0 << 48))))
        case "element":
            pools["real"].append(m.element(f"a{number % 2}", m.word_and(some("word", 0), m.word(7))))
        case "row":
            count = 2 + 2 * (number % 4)
            pools["real"] += m.row("rows", m.word_and(some("word", 0), m.word(3)), count)
        case "keep":
            m.keep(f"slot {number % 3}", some("real", 0))
        case "kept":
            pools["real"].append(m.kept(f"slot {number % 3}"))
        case _:
            pools["word"].append(m.replicate_word(number % 2))


def by_numpy(write: Callable[[Machine[Any]], None], given: Arguments, rows: int = ROWS) -> Reals:
    """What NumPy makes of it: shape (rows, paths)."""
    m = NumpyMachine(given, FIRST, PATHS, GROUP_WORDS)
    write(m)
    return np.array([m.recorded[row] for row in range(rows)])


def code_of(write: Callable[[Machine[Any]], None], lanes: int, part_lines: int = PART_LINES) -> Code:
    """The machine code, not cached anywhere."""
    m = LlvmMachine(lanes, part_lines)
    write(m)
    m.finish()
    return Code(Entry(m.layout(), build.compiled(to_llvm.module(m))), "paths")


def by_llvm(code: Code, lanes: int, given: Arguments, rows: int = ROWS, count: int = PATHS) -> Tally:
    """What machine code makes of it, every row kept."""
    paths = Paths(code, lanes, given, range(rows), np.full(rows, np.nan))
    return paths.run(FIRST, count, GROUP_WORDS, Asked(tuple(range(rows)), every=True))


def same_bytes(left: NDArray[Any], right: NDArray[Any]) -> bool:
    """Bit for bit, but for the bits inside what is not a number."""
    hollow = np.isnan(left)
    if left.shape != right.shape:
        return False
    return bool((hollow == np.isnan(right)).all()) and left[~hollow].tobytes() == right[~hollow].tobytes()
