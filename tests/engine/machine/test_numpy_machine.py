"""Every operation of the machine, by bits where bits matter."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from termwise.engine.machine.arguments import Arguments
from termwise.engine.machine.numpy_machine import Array, NumpyMachine, NumpyPeriods

NAN, INF = float("nan"), float("inf")


def arguments() -> Arguments:
    return Arguments(
        periods=3,
        numbers={"rate": 0.25},
        words={"seed": 2**63 + 1},
        columns={"years": np.array([0.5, 1.5, 2.5]), "odd": np.array([0.5, 0.0, -1.0])},
        arrays={"table": np.array([10.0, 20.0, 30.0]), "rows": np.arange(24.0)},
        replicate_words=np.arange(32, dtype=np.uint64).reshape(2, 16),
        group_columns=2,
    )


def machine(count: int = 1, first: int = 0) -> NumpyMachine:
    groups = np.array([[5, 6], [7, 8], [9, 10]], np.uint64)
    return NumpyMachine(arguments(), first, count, groups)


def reals(*numbers: float) -> Array:
    return np.array(numbers, np.float64)


def words(*numbers: int) -> Array:
    return np.array(numbers, np.uint64)


def bits(array: Array) -> list[int]:
    return [int(bit) for bit in array.view(np.uint64)]


def same(array: Array, *numbers: float) -> bool:
    return bits(array) == bits(reals(*numbers))


def test_constants_and_arguments() -> None:
    m = machine()
    assert same(m.real(-0.0), -0.0)
    assert m.word(2**64 - 1).tolist() == [2**64 - 1]
    assert same(m.argument("rate"), 0.25)
    assert m.argument_word("seed").tolist() == [2**63 + 1]
    assert m.element("table", words(2, 0)).tolist() == [30.0, 10.0]
    assert [lanes.tolist() for lanes in m.row("rows", words(2, 0), 2)] == [[16.0, 0.0], [17.0, 1.0]]


def test_lanes_know_their_path_group_and_replicate() -> None:
    m = machine(count=40, first=32)
    assert m.path().tolist() == list(range(32, 72))
    assert m.group_word(1).tolist() == [6] * 16 + [8] * 16 + [10] * 8
    assert m.replicate_word(1).tolist() == [16 + p % 16 for p in range(32, 72)]


def test_arithmetic_is_that_of_ieee_754() -> None:
    m = machine()
    assert same(m.add(reals(0.1, 1e308, INF), reals(0.2, 1e308, 1.0)), 0.1 + 0.2, INF, INF)
    assert same(m.subtract(reals(0.3, -0.0), reals(0.1, 0.0)), 0.3 - 0.1, -0.0)
    assert same(m.multiply(reals(0.1, -0.0, 5e-324), reals(3.0, 2.0, 0.5)), 0.1 * 3.0, -0.0, 0.0)
    assert same(m.divide(reals(1.0, 1.0, -1.0), reals(3.0, 0.0, 0.0)), 1 / 3, INF, -INF)
    assert math.isnan(m.divide(reals(0.0), reals(0.0))[0])
    assert same(m.square_root(reals(2.0, 0.0, -0.0, INF)), math.sqrt(2), 0.0, -0.0, INF)
    assert math.isnan(m.square_root(reals(-1.0))[0])


@pytest.mark.parametrize("name", ["minimum", "maximum"])
def test_of_equals_and_of_what_is_no_number_the_right_one_is_taken(name: str) -> None:
    m = machine()
    chosen: Callable[[Array, Array], Array] = getattr(m, name)
    assert same(chosen(reals(0.0, -0.0, NAN), reals(-0.0, 0.0, 1.0)), -0.0, 0.0, 1.0)
    assert math.isnan(chosen(reals(1.0), reals(NAN))[0])


def test_minimum_and_maximum() -> None:
    m = machine()
    assert same(m.minimum(reals(1.0, 2.0, -INF), reals(2.0, 1.0, 0.0)), 1.0, 1.0, -INF)
    assert same(m.maximum(reals(1.0, 2.0, -INF), reals(2.0, 1.0, 0.0)), 2.0, 2.0, 0.0)


def test_relations_are_false_of_what_is_no_number() -> None:
    m = machine()
    left, right = reals(1.0, 2.0, NAN, NAN, -0.0), reals(2.0, 2.0, 1.0, NAN, 0.0)
    assert m.less(left, right).tolist() == [True, False, False, False, False]
    assert m.at_most(left, right).tolist() == [True, True, False, False, True]
    assert m.equal(left, right).tolist() == [False, True, False, False, True]
    assert m.word_less(words(1, 2**63), words(2**63, 1)).tolist() == [True, False]


def test_truths() -> None:
    m = machine()
    a, b = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert m.both(a, b).tolist() == [True, False, False, False]
    assert m.either(a, b).tolist() == [True, True, True, False]
    assert m.opposite(a).tolist() == [False, False, True, True]
    assert same(m.select(a, reals(-0.0, 1.0, 2.0, 3.0), reals(NAN, NAN, 5.0, INF)), -0.0, 1.0, 5.0, INF)
    assert m.select(a, b, m.opposite(b)).tolist() == [True, False, False, True]
    assert m.select(a, words(1, 2, 3, 4), words(9)).tolist() == [1, 2, 9, 9]


def test_words() -> None:
    m = machine()
    most = 2**64 - 1
    assert m.word_add(words(most), words(2)).tolist() == [1]
    assert m.word_subtract(words(1), words(2)).tolist() == [most]
    assert m.word_multiply_32(words(most), words(2**32 + 3)).tolist() == [(2**32 - 1) * 3]
    assert m.word_multiply_32(words(most), words(most)).tolist() == [(2**32 - 1) ** 2]
    assert m.word_and(words(12), words(10)).tolist() == [8]
    assert m.word_or(words(12), words(10)).tolist() == [14]
    assert m.word_exclusive_or(words(12), words(10)).tolist() == [6]
    assert m.shift_left(words(3), 63).tolist() == [2**63]
    assert m.shift_right(words(2**63), 63).tolist() == [1]
    assert m.bits_of(reals(-0.0, 1.0)).tolist() == [2**63, 0x3FF0 << 48]
    assert same(m.real_of_bits(words(2**63, 0x3FF0 << 48)), -0.0, 1.0)


def test_periods_run_in_order_with_their_columns_and_what_was_kept() -> None:
    m = machine(count=2)
    m.keep("total", m.real(1.0))

    def body() -> None:
        m.keep("total", m.add(m.kept("total"), m.column("years")))
        m.record(10, m.kept("total"))

    m.each_period(body)
    m.record(0, m.kept("total"))
    assert {row: values.tolist() for row, values in m.recorded.items()} == {
        10: [1.5, 1.5],
        11: [3.0, 3.0],
        12: [5.5, 5.5],
        0: [5.5, 5.5],
    }


def test_some_periods_do_more() -> None:
    m = machine()
    m.keep("total", m.real(0.0))

    def more() -> None:
        m.keep("total", m.add(m.kept("total"), m.column("years")))

    m.each_period(lambda: m.in_periods("odd", more))
    assert same(m.kept("total"), 3.0)


def test_what_code_could_not_do_is_refused() -> None:
    m = machine()
    with pytest.raises(ValueError, match="`years` has a value per period; no period runs"):
        m.column("years")
    with pytest.raises(ValueError, match="`odd` chooses among periods; no period runs"):
        m.in_periods("odd", lambda: None)
    with pytest.raises(ValueError, match="the slot `late` is first kept while a period runs"):
        m.each_period(lambda: m.keep("late", m.real(0.0)))
    with pytest.raises(ValueError, match="periods do not nest"):
        m.each_period(lambda: m.each_period(lambda: None))


def test_lanes_may_be_the_periods() -> None:
    m = NumpyPeriods(arguments())
    assert same(m.multiply(m.column("years"), m.argument("rate")), 0.125, 0.375, 0.625)
    with pytest.raises(ValueError, match="`odd` chooses among periods; no period runs"):
        m.in_periods("odd", lambda: None)
    for ask in (m.path, lambda: m.group_word(0), lambda: m.replicate_word(0)):
        with pytest.raises(ValueError, match="a period has no path"):
            ask()
