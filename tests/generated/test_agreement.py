"""The exact engine and the kernel agree on whole random deals, in every ledger cell, state and output.

The operations of every deal run as machine code on the draws of the exact engine; of every fortieth all is compiled,
drawing included, and must give the same bits as on NumPy. `python -m tests.generated.agree` does the same for as many
deals as wanted.
"""

import pytest
from hypothesis import given

from termwise.engine.kernel.llvm_machine import LlvmMachine
from termwise.engine.machine.numpy_machine import Array, NumpyMachine
from tests.engine.kernel import agreement as machines
from tests.generated.agree import COMPILED_EVERY, PATHS, cut_down, examined
from tests.generated.agreement import Found, agree, compared, is_close
from tests.generated.deals import Sketch, kind_of, program_of, sketch_of, sketches, text_of
from tests.generated.machine_code import on_machine_code
from tests.generated.test_deals import GOOD, TEXT, case_of_text
from tests.searching import examples

BLOCKS = 20
DEALS = 100
"""Per block: 2,000 in all."""
MOST_CLOSE = 0.02
"""Of the paths: what is too close to call stays rare."""


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS))
def test_random_deals_agree(block: int) -> None:
    found = Found()
    for number in range(block * DEALS, (block + 1) * DEALS):
        here = examined(sketch_of(number), compiled=number % COMPILED_EVERY == 0)
        assert not here.differences, (number, here.differences[:3], text_of(sketch_of(number)))
        found = found.and_(here)
    assert found.paths == DEALS * PATHS
    assert found.cells > 100 * found.paths
    assert found.close <= MOST_CLOSE * found.paths


@examples(20)
@given(sketches)
def test_any_random_deal_agrees(sketch: Sketch) -> None:
    assert compared(program_of(sketch), PATHS).differences == ()


# -- planted faults ---------------------------------------------------------------------------------------


class Swapped(NumpyMachine):
    """A fault: takes the greater where it should take the less."""

    def minimum(self, left: Array, right: Array) -> Array:
        return super().maximum(left, right)


class Inexact(NumpyMachine):
    """A fault: multiplies with an error of a hundred-millionth."""

    def multiply(self, left: Array, right: Array) -> Array:
        return super().multiply(left, right) * (1 + 1e-8)


class Crossed(NumpyMachine):
    """A fault: takes what is otherwise where a condition holds."""

    def select(self, truth: Array, then: Array, otherwise: Array) -> Array:
        return super().select(truth, otherwise, then)


@pytest.mark.parametrize("faulty", [Swapped, Inexact, Crossed])
def test_a_fault_in_the_kernels_arithmetic_is_seen(faulty: type[NumpyMachine], monkeypatch: pytest.MonkeyPatch) -> None:
    assert compared(GOOD.program, 1).differences == ()
    monkeypatch.setattr(machines, "NumpyMachine", faulty)
    assert compared(GOOD.program, 1).differences


@pytest.mark.parametrize(("one", "other"), [("minimum", "maximum"), ("less", "at_most"), ("add", "subtract")])
def test_a_fault_in_the_machine_code_is_seen(one: str, other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compared(GOOD.program, 1, on_machine_code).differences == ()
    monkeypatch.setattr(LlvmMachine, one, getattr(LlvmMachine, other))
    assert compared(GOOD.program, 1, on_machine_code).differences


def test_what_agrees_and_what_is_close() -> None:
    assert agree(1.0, 1.0 + 1e-10, 0.0)
    assert not agree(1.0, 1.0 + 1e-8, 1.0)
    assert agree(0.0, 1e-6, 1e8)
    assert not agree(0.0, 1.0, 1e8)
    assert not is_close(GOOD.done)
    assert is_close(case_of_text(TEXT.replace("paid(share) >= 1m", "paid(share) >= 20m")).done)


def test_a_deal_is_cut_down_to_the_clauses_that_differ() -> None:
    sketch = next(one for one in map(sketch_of, range(100)) if len(one.clauses) > 4 and one.amendments)
    kept = sketch.clauses[2]
    assert cut_down(sketch, lambda one: kept in one.clauses) == Sketch(sketch.frame, (kept,), (), sketch.view)
    assert kind_of(kept)
