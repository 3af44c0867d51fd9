"""The figures that a run tells of whole random deals: the kernel as it is run, against the exact engine.

Here nothing is laid open: what only some periods need stands behind branches, what only the end needs is computed
there. So this sees what a comparison of every cell in every period cannot.
"""

from collections.abc import Sequence

import numpy as np
import pytest
from msgspec.structs import replace

from termwise import load_text
from termwise.engine.kernel import plan
from termwise.engine.kernel.rows import outputs, rows
from termwise.ir.program import AT_END, Effect, Output, Program
from termwise.lower.from_agreement import lower
from termwise.measure.outputs.asked import asked_of
from termwise.measure.outputs.measured import measured
from termwise.session import UnusableDealError
from tests.engine.kernel.agreement import by_numpy, by_reference
from tests.generated.deals import sketch_of, text_of

BLOCKS = 4
DEALS = 15
PATHS = (0, 17)


ENDING = """
deal "A licence that may end"
    currency USD
    period 2026-01-01 through 2028-12-31, quarterly
    today 2025-12-31
party owner "Owner Ltd.", company
party maker "Maker Inc.", company
event sale "The maker is sold" by maker
    likely 90%, between 2026 and 2028
driver sales "Sales" in USD per year
    known 2025 100m
    varies 25% per year
clause royalty "Royalty"
    maker pays owner 5% of sales quarterly
    until sale
"""


def program(number: int) -> Program | None:
    """A random deal with every figure that there is, of every second one in the end alone; None for one that cannot be
    run.
    """
    try:
        found = figures(text_of(sketch_of(number)))
    except UnusableDealError:
        return None
    return found if number % 2 else in_the_end(found)


def figures(text: str) -> Program:
    """A deal with every figure that there is."""
    agreement = load_text(text).agreement()
    lowered = lower(agreement)
    return measured(lowered, asked_of(agreement, lowered))


def in_the_end(found: Program) -> Program:
    """The same figures, told in the end alone."""
    return replace(found, effects=tuple(map(_in_the_end, found.effects)))


def _in_the_end(effect: Effect) -> Effect:
    return replace(effect, periods=AT_END) if isinstance(effect, Output) else effect


def differences(found: Program, paths: Sequence[int] = PATHS) -> list[str]:
    """The outputs of which kernel and exact engine tell different numbers on a path."""
    values, different = by_numpy(found, max(paths) + 1), set()
    told = list(zip(rows(found), values, strict=True))
    for path, run in zip(paths, by_reference(found, paths), strict=True):
        for number, (output, exact) in enumerate(zip(outputs(found), run.outputs, strict=True)):
            here = [float(value[path]) for row, value in told if row.output == number]
            largest = max(1.0, *(abs(float(one)) for one in exact.values))
            if not np.allclose(here, _told(output, exact.values), rtol=1e-8, atol=1e-6 * largest):
                different.add(output.name)
    return sorted(different)


def _told(output: Output, values: tuple[object, ...]) -> list[float]:
    """The exact values of the periods that an output is told of."""
    every = [float(value) for value in values]  # type: ignore[arg-type]
    if output.at_end:
        return every[-1:]
    return every if output.periods is None else [every[period] for period in output.periods]


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_figure_of_random_deals_agrees(block: int) -> None:
    programs = [program(number) for number in range(block * DEALS, (block + 1) * DEALS)]
    there = [one for one in programs if one is not None]
    assert len(there) > DEALS // 2
    assert [differences(one) for one in there] == [[] for _ in there]


def test_a_state_read_too_late_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault: what only the end reads of a state is what the last period left, not what it found."""
    found, paths = in_the_end(figures(ENDING)), range(40)
    assert differences(found, paths) == []
    monkeypatch.setattr(plan, "_read_states", lambda *_: [])
    assert differences(found, paths) == ["customers:owner", "largest supplier:maker", "suppliers:maker"]
