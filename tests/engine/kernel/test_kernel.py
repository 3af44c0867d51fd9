"""The whole kernel: bit for bit what NumPy makes of a program, and what the exact engine finds on the same draws."""

import gc
import weakref

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from termwise.engine.drawing.layout import Sampling
from termwise.engine.evaluate import DayOutOfCalendarError
from termwise.engine.growth import ImpossibleGrowthError
from termwise.engine.kernel import build, code
from termwise.engine.kernel.kernel import compiled
from termwise.engine.kernel.llvm_machine import LlvmMachine
from termwise.engine.kernel.parts import Value
from termwise.engine.kernel.rows import rows
from termwise.engine.kernel.tally import Asked, Bounds
from termwise.ir.program import Program, StateOut
from tests.engine.kernel.agreement import SEED, Disagreement, by_kernel, by_numpy, by_reference, compare, laid_open
from tests.engine.kernel.machines import same_bytes
from tests.ir.random_programs import programs
from tests.ir.samples import royalty

PATHS = (0, 17, 39)
SAMPLINGS: tuple[Sampling, ...] = ("sobol", "independent")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(program=programs(), lanes=st.sampled_from((4, 8, 16)), sampling=st.sampled_from(SAMPLINGS))
def test_random_programs_agree_with_numpy_and_the_exact_engine(
    program: Program, lanes: int, sampling: Sampling
) -> None:
    opened = laid_open(program)
    expected = by_numpy(opened, sampling=sampling)
    if np.isfinite(expected).all():
        assert same_bytes(by_kernel(opened, lanes, sampling=sampling), expected)
    try:
        runs = by_reference(program, PATHS, sampling)
    except (DayOutOfCalendarError, ImpossibleGrowthError):
        assume(False)
    for path, found in zip(PATHS, runs, strict=True):
        try:
            compare(found, expected[len(rows(program)) :], path)
        except Disagreement as one:
            assume(not one.close)
            raise


@pytest.mark.parametrize("lanes", [4, 8, 16])
def test_a_royalty_agrees(lanes: int) -> None:
    opened = laid_open(royalty())
    found = by_kernel(opened, lanes)
    assert same_bytes(found, by_numpy(opened))
    for path, exact in zip(PATHS, by_reference(royalty(), PATHS), strict=True):
        compare(exact, found[len(rows(royalty())) :], path)


def test_what_is_told_of_some_periods_is_what_is_told_of_every_one() -> None:
    program = laid_open(royalty())
    found = {(row.name, row.period): values for row, values in zip(rows(program), by_kernel(program, 8), strict=True)}
    seldom = {key: values for key, values in found.items() if key[0].startswith("seldom ")}
    assert {period for _, period in seldom} == set(range(1, len(program.periods), 2))
    for (name, period), values in seldom.items():
        assert same_bytes(values, found[name.replace("seldom", "value"), period])


def test_values_go_to_the_room_that_there_is_for_them() -> None:
    ready = compiled(royalty()).ready(SEED)
    own = ready.run(0, 100, Asked(every=True)).every
    room = np.full((len(ready.kernel.rows), 256), -1.0, np.float32)
    given_room = ready.run(0, 100, Asked(every=True, room=room[:, 64:])).every
    assert own is not None
    assert given_room is not None
    assert own.tobytes() == given_room.tobytes() == room[:, 64:164].tobytes()
    assert (room[:, :64] == -1.0).all()
    assert (room[:, 192:] == -1.0).all()
    with pytest.raises(ValueError, match="room for"):
        ready.run(0, 100, Asked(every=True, room=room[:, :64]))


class _Swapped(LlvmMachine):
    """Takes the greater where it should take the less: the fault that the comparison must catch."""

    def minimum(self, left: Value, right: Value) -> Value:
        return self.maximum(left, right)


def test_machine_code_lives_as_long_as_what_calls_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[weakref.ref[build.Loaded]] = []
    load = build.Loaded.__init__

    def noted(self: build.Loaded, name: str, object_code: bytes, functions: tuple[str, ...]) -> None:
        load(self, name, object_code, functions)
        made.append(weakref.ref(self))

    monkeypatch.setattr(build.Loaded, "__init__", noted)
    code.chunk_code.cache_clear()
    ready = compiled(royalty()).ready(SEED)
    code.chunk_code.cache_clear()  # as when another thread made it at the same time, and its own was kept
    gc.collect()
    assert made
    assert all(one() is not None for one in made)
    assert ready.run(0, 256).paths == 256


def test_a_swapped_operator_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERMWISE_CACHE", "")
    monkeypatch.setattr(code, "LlvmMachine", _Swapped)
    swapped = msgspec.structs.replace(royalty(), days=(("another shape", royalty().days[0][1]),))
    opened = laid_open(swapped)
    found = by_kernel(opened, 4)
    assert not same_bytes(found, by_numpy(opened))
    (exact,) = by_reference(swapped, (0,))
    with pytest.raises(Disagreement):
        compare(exact, found[len(rows(swapped)) :], 0)


def test_a_program_without_outputs_runs() -> None:
    carried = tuple(effect for effect in royalty().effects if isinstance(effect, StateOut))
    program = msgspec.structs.replace(royalty(), effects=carried)
    ready = compiled(program).ready(1)
    assert ready.run(0, 100, Asked(every=True), bounds=Bounds(np.zeros(0), np.zeros(0))).sums.shape == (0, 16)
