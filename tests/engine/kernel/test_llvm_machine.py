"""The machine that writes code does bit for bit what NumPy does, whatever its lanes and wherever its parts are cut."""

from threading import Thread
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from termwise.engine.kernel import to_llvm
from termwise.engine.kernel.chunk import Paths
from termwise.engine.kernel.llvm_machine import LlvmMachine
from termwise.engine.kernel.parts import Value
from termwise.engine.kernel.tally import Bounds, Tally
from termwise.engine.machine.protocol import Machine
from termwise.engine.machine.special import exp, log, power, real_of_word, rounded
from tests.engine.kernel import machines
from tests.engine.kernel.machines import Recipe, arguments, by_llvm, by_numpy, code_of, same_bytes, written


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(recipe=machines.recipes())
def test_code_agrees_with_numpy_by_bytes(recipe: Recipe) -> None:
    def write(m: Machine[Any]) -> None:
        written(m, recipe)

    expected = by_numpy(write, arguments())
    for lanes, part_lines in ((4, 1500), (8, 12), (16, 40)):
        tally = by_llvm(code_of(write, lanes, part_lines), lanes, arguments())
        assert same_bytes(tally.kept, expected), lanes


def _special(m: Machine[Any]) -> None:
    def body() -> None:
        x = m.multiply(m.column("c0"), m.real_of_bits(m.word_or(m.path(), m.word(0x3FF0 << 48))))
        m.record(0, exp(m, m.multiply(x, m.element("a0", m.word_and(m.path(), m.word(7))))))
        y = power(m, m.element("a1", m.word_and(m.path(), m.word(7))), x)
        m.record(machines.PERIODS, rounded(m, "half even", log(m, y), m.real(0.01)))

    m.each_period(body)
    m.record(2 * machines.PERIODS, m.real(1.0))


@pytest.mark.parametrize("lanes", [4, 8, 16])
def test_exp_log_powers_and_rounding_agree_by_bytes(lanes: int) -> None:
    assert same_bytes(by_llvm(code_of(_special, lanes), lanes, arguments()).kept, by_numpy(_special, arguments()))


def _twice_apart(m: Machine[Any]) -> None:
    drawn = m.element("a0", m.word_and(m.path(), m.word(7)))
    first, again, other = exp(m, drawn), exp(m, drawn), log(m, m.argument("n0"))

    def body() -> None:
        m.record(0, m.add(exp(m, m.multiply(first, m.real(0.01))), again))
        m.record(machines.PERIODS, m.add(log(m, first), other))

    m.each_period(body)
    m.record(2 * machines.PERIODS, exp(m, log(m, first)))


@pytest.mark.parametrize(("lanes", "part_lines"), [(4, 1500), (8, 3), (16, 40)])
def test_what_is_shared_is_called_outside_of_periods(lanes: int, part_lines: int) -> None:
    tally = by_llvm(code_of(_twice_apart, lanes, part_lines), lanes, arguments())
    assert same_bytes(tally.kept, by_numpy(_twice_apart, arguments()))
    machine = LlvmMachine(lanes, part_lines)
    _twice_apart(machine)
    machine.finish()
    calls = [line for part in machine.parts for line in part.lines if "@shared" in line]
    assert sorted(machine.functions) == ["exp", "log"]
    assert len(calls) == 4  # two exponentials, two logarithms: the same of the same is called once


def _sums(m: Machine[Any]) -> None:
    def body() -> None:
        real = m.element("a0", m.word_and(m.word_add(m.path(), m.shift_right(m.path(), 3)), m.word(7)))
        m.record(0, real)
        m.record(machines.PERIODS, m.select(m.less(real, m.real(0.0)), m.real(0.0), m.multiply(real, m.column("c0"))))

    m.each_period(body)
    m.record(2 * machines.PERIODS, m.subtract(m.argument("n0"), m.argument("n0")))


def test_sums_are_added_path_by_path_by_replicate() -> None:
    values = by_numpy(_sums, arguments())
    tally = by_llvm(code_of(_sums, 8), 8, arguments())
    sums, squares = np.zeros((2, machines.ROWS, 16))
    for path in range(machines.PATHS):
        sums[:, path % 16] += values[:, path]
        squares[:, path % 16] += values[:, path] * values[:, path]
    assert tally.sums.tobytes() == sums.tobytes()
    assert tally.squares.tobytes() == squares.tobytes()
    assert (tally.lowest == values.min(axis=1)).all()
    assert (tally.highest == values.max(axis=1)).all()
    assert tally.every is not None
    assert (tally.every == values.astype(np.float32)).all()


def _one_stands_out(m: Machine[Any]) -> None:
    """A row in which one path is lower, and one in which it is higher, than all others."""
    stands_out = m.equal(real_of_word(m, m.path()), m.argument("n0"))
    m.each_period(lambda: None)
    m.record(0, m.select(stands_out, m.real(-7.0), m.real(1.0)))
    m.record(1, m.select(stands_out, m.real(7.0), m.real(-1.0)))


def test_the_least_and_the_greatest_are_found_wherever_they_stand() -> None:
    code = code_of(_one_stands_out, 4)
    for place in range(machines.PATHS):
        numbers = {**arguments().numbers, "n0": float(machines.FIRST + place)}
        paths = Paths(code, 4, replace(arguments(), numbers=numbers), range(2), np.full(2, np.nan))
        tally = paths.run(machines.FIRST, machines.PATHS, machines.GROUP_WORDS)
        assert (tally.lowest.tolist(), tally.highest.tolist()) == ([-7.0, -1.0], [1.0, 7.0]), place


def test_counts_put_every_value_in_its_cell() -> None:
    values = by_numpy(_sums, arguments())
    bounds = Bounds(np.quantile(values, 0.1, axis=1), np.quantile(values, 0.9, axis=1), bins=8)
    counts = bounds.no_counts()
    paths = Paths(code_of(_sums, 8), 8, arguments(), range(machines.ROWS), np.full(machines.ROWS, np.nan))
    for _ in range(2):
        paths.run(machines.FIRST, machines.PATHS, machines.GROUP_WORDS, bounds=bounds, counts=counts)
    assert counts.sum() == 2 * machines.ROWS * machines.PATHS
    for row in range(machines.ROWS):
        expected = np.zeros(13, np.int64)
        for value in values[row]:
            expected[_cell(value, bounds.low[row], bounds.high[row], 8)] += 2
        assert counts[row].tolist() == expected.tolist(), row


def _cell(value: float, low: float, high: float, bins: int) -> int:
    if value == 0:
        return bins + 4
    if value < low:
        return 0
    if value == low:
        return 1
    if value > high:
        return bins + 3
    if value == high:
        return bins + 2
    return 2 + min(int((value - low) * (bins / (high - low))), bins - 1)


def test_threads_share_code_and_arguments() -> None:
    paths = Paths(code_of(_sums, 8), 8, arguments(), range(machines.ROWS), np.full(machines.ROWS, np.nan))
    tallies: dict[int, Tally] = {}

    def work(number: int) -> None:
        tallies[number] = paths.run(machines.FIRST, machines.PATHS, machines.GROUP_WORDS)

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({tally.sums.tobytes() for tally in tallies.values()}) == 1


@pytest.mark.parametrize(("first", "count"), [(16, 10), (0, 0), (0, 2049)])
def test_paths_must_begin_a_chunk(first: int, count: int) -> None:
    paths = Paths(code_of(_sums, 4), 4, arguments(), range(machines.ROWS), np.full(machines.ROWS, np.nan))
    with pytest.raises(ValueError, match="are not the beginning of one chunk"):
        paths.run(first, count, machines.GROUP_WORDS)


def test_names_never_reach_the_text() -> None:
    machine = LlvmMachine(4)
    machine.keep('"} ret void ; slot', machine.argument('a" \n } define @evil'))
    machine.each_period(lambda: machine.record(0, machine.column("c%\\22")))
    machine.finish()
    text = to_llvm.module(machine)
    assert "evil" not in text
    assert machine.layout().numbers == ('a" \n } define @evil',)


def test_slots_and_periods_are_used_in_order() -> None:
    machine = LlvmMachine(4)
    with pytest.raises(ValueError, match="no period runs"):
        machine.column("c")
    with pytest.raises(ValueError, match="within a period"):
        machine.in_periods("c", lambda: None)
    with pytest.raises(ValueError, match="first kept while a period runs"):
        machine.each_period(lambda: machine.keep("new", machine.real(0.0)))


class _Swapped(LlvmMachine):
    """Adds where it should subtract: the fault that the comparison must catch."""

    def subtract(self, left: Value, right: Value) -> Value:
        return self.add(left, right)


def test_a_swapped_operator_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "LlvmMachine", _Swapped)
    tally = by_llvm(code_of(_special, 8), 8, arguments())
    assert not same_bytes(tally.kept, by_numpy(_special, arguments()))
