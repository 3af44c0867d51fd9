"""The deals that are shipped: every movement and carried state as the exact engine has it, on the same draws."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from termwise import load
from termwise.engine.kernel.rows import rows
from termwise.engine.run import Run
from termwise.ir.program import Movement, Output, Program, StateOut
from termwise.lower.from_agreement import lower
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.engine.kernel.agreement import by_kernel, by_numpy, by_reference
from tests.engine.kernel.machines import same_bytes

ROOT = Path(__file__).parents[3]
DEALS = (*sorted((ROOT / "examples").rglob("*.deal")), ROOT / "bench" / "deals" / "twenty_clauses.deal")
MAIN = tuple(deal for deal in DEALS if "parts" not in deal.parts)
PATHS = (0, 21)


def ledger_of(program: Program) -> Program:
    """The program with nothing but its ledger as outputs: amounts, days due, carried states."""
    carried = [effect for effect in program.effects if isinstance(effect, StateOut)]
    moved = [effect for effect in program.effects if isinstance(effect, Movement)]
    outputs = [Output(f"moved {n}", one.amount) for n, one in enumerate(moved)]
    outputs += [Output(f"due {n}", one.on) for n, one in enumerate(moved)]
    outputs += [Output(f"carried {one.index}", one.value) for one in carried]
    return replace(program, effects=(*carried, *outputs))


def _program(path: Path) -> Program:
    deal = load(path).deal
    return ledger_of(lower(consolidate(deal, View(deal.today, "reported"))))


def _exact(found: Run) -> list[list[Fraction | int]]:
    return [list(output.values) for output in found.outputs]


@pytest.mark.parametrize("path", MAIN, ids=lambda path: path.stem)
def test_every_cell_of_the_ledger_agrees(path: Path) -> None:
    program = _program(path)
    found = by_kernel(program, 8)
    assert same_bytes(found, by_numpy(program))
    for number, run in zip(PATHS, by_reference(program, PATHS), strict=True):
        exact = np.array(_exact(run), np.float64).reshape(-1, len(program.periods))
        mine = found[:, number].reshape(exact.shape)
        floor = 1e-9 * np.abs(exact).max(axis=1, keepdims=True, initial=0.0)
        wrong = np.argwhere(np.abs(mine - exact) > np.maximum(1e-9 * np.abs(exact), 1e-3 * floor))
        assert not len(wrong), [(rows(program)[int(i) * len(program.periods)].name, int(p)) for i, p in wrong[:5]]


def test_lanes_make_no_difference() -> None:
    program = _program(ROOT / "examples" / "yahoo-microsoft.deal")
    expected = by_kernel(program, 8)
    assert same_bytes(by_kernel(program, 4), expected)
    assert same_bytes(by_kernel(program, 16), expected)
