"""What stands behind a branch comes to the same as without one, and stands there when only some periods need it."""

from contextlib import suppress
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from msgspec.structs import replace

from termwise.engine.drawing.layout import layout
from termwise.engine.kernel import branches
from termwise.engine.kernel.arguments import arguments
from termwise.engine.kernel.branches import Staged
from termwise.engine.kernel.hoist import fixed_rows
from termwise.engine.kernel.kernel import compiled
from termwise.engine.kernel.plan import plan
from termwise.engine.kernel.rows import rows
from termwise.engine.kernel.tally import Bounds
from termwise.ir.builder import Builder
from termwise.ir.program import (
    AT_END,
    Effect,
    NumberParameter,
    NumberTable,
    Origin,
    Output,
    Period,
    Program,
    State,
    Uncertain,
    Value,
)
from termwise.measure.outputs.asked import Asked
from termwise.measure.outputs.measured import measured
from tests.engine.kernel.agreement import SEED, by_kernel, by_numpy, by_reference
from tests.lower.reading import program_of

_ORIGIN = Origin("random", "anything")
_PERIODS = tuple(Period(739_617 + 10 * n, 739_627 + 10 * n) for n in range(6))
_HOLDS = ((0, 0, 1, 0, 0, 1), (0, 1, 0, 1, 0, 1), (1, 1, 1, 0, 0, 0))
_UNCERTAIN = Uncertain("uniform", Fraction(-3), Fraction(4))


def program(random: Random) -> Program:
    """Values that choose by tables, add up and are carried on, a few of them told."""
    b = Builder("random", "USD", _PERIODS)
    drawn = [b.parameter(NumberParameter(f"p{n}", None, _UNCERTAIN, False, _ORIGIN)) for n in range(3)]
    tables = [NumberTable(f"t{n}", tuple(map(Fraction, holds))) for n, holds in enumerate(_HOLDS)]
    guards = [b.less(b.number(0), b.table(table)) for table in tables]
    states = {f"s{n}": b.state(State(f"s{n}", "number", Fraction(n + 1), _ORIGIN)) for n in range(4)}
    values = [b.number(0), *drawn, *states.values()]
    for _ in range(random.randint(5, 40)):
        values.append(_next(b, random, values, guards))
    for name, state in states.items():
        new = random.choice(values[4:])
        guard = random.choice(guards)
        kinds = (new, b.add(state, b.when(guard, new)), b.select(guard, b.number(0), new), b.select(guard, new, state))
        b.carry(name, random.choice(kinds))
    for place, value in enumerate(random.sample(values, 3)):
        b.effect(Output(f"told {place}", value))
    for place, value in enumerate(random.sample(values, 2)):
        b.effect(Output(f"in the end {place}", b.add(value, states["s1"]), periods=AT_END))
    return b.program()


def _next(b: Builder, random: Random, values: list[Value], guards: list[Value]) -> Value:
    one, other = random.choice(values[-6:]), random.choice([*values[1:4], *values])
    kinds = (
        lambda: b.when(random.choice(guards), one),
        lambda: b.select(random.choice(guards), one, other),
        lambda: b.add(one, other),
        lambda: b.subtract(one, other),
        lambda: b.multiply(one, other),
        lambda: b.divide(one, other),
        lambda: b.minimum(one, b.positive_part(other)),
        lambda: b.maximum(one, other),
        lambda: b.select(b.both(random.choice(guards), b.less(one, other)), one, b.number(0)),
    )
    return random.choice(kinds)()


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Branches wherever there may be one."""
    monkeypatch.setattr(branches, "_WORTH_A_BRANCH", 0)
    return monkeypatch


def without_branches(found: Program) -> np.ndarray:
    """All values in every period."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(branches, "_WORTH_A_BRANCH", 10**6)
        assert [stage.guard for stage in plan(found).staged.stages] == [None]
        return by_numpy(found)


def disagreements(seeds: range) -> list[int]:
    """The programs that come to something else with branches than without."""
    every = {seed: program(Random(seed)) for seed in seeds}
    return [seed for seed, one in every.items() if not np.array_equal(by_numpy(one), without_branches(one))]


@pytest.mark.usefixtures("eager")
def test_branches_change_nothing() -> None:
    assert disagreements(range(250)) == []
    behind = [plan(one).staged for one in (program(Random(seed)) for seed in range(250))]
    assert sum(len(one.stages) > 3 for one in behind) > 125  # there was something to get wrong


@pytest.mark.usefixtures("eager")
def test_machine_code_branches_as_numpy_does() -> None:
    for seed in range(1000, 1016):
        one = program(Random(seed))
        assert by_kernel(one, 4).tobytes() == by_numpy(one).tobytes()


@pytest.mark.usefixtures("eager")
def test_the_exact_engine_says_the_same() -> None:
    wrong = []
    for seed in range(150):
        one = program(Random(seed))
        outputs = by_reference(one, [3])[0].outputs
        exact = [float(value) for out in outputs for value in (out.values[-1:] if out.name[:2] == "in" else out.values)]
        if not np.allclose(by_numpy(one, 16)[:, 3], exact, rtol=1e-9, atol=1e-9):
            wrong.append(seed)
    assert wrong == []


FAULTS = {
    "a slot overwritten before all have read it": ("_Order", "_may_overwrite", lambda *_: True),
    "a default that may be negative": ("_Defaults", "_is_not_negative", lambda *_: True),
    "read before it is made": ("_Order", "_level_after", lambda *_: 0),
    "a state taken to stay as it is": ("_Behind", "_stays", lambda *_: True),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_faults_are_found(fault: str, eager: pytest.MonkeyPatch) -> None:
    owner, method, wrong = FAULTS[fault]
    eager.setattr(getattr(branches, owner), method, wrong)
    with suppress(KeyError):  # a value that is not there: found, too
        assert disagreements(range(100)) != []


# -- what stands where ---------------------------------------------------------------------------------------

DEAL = (
    "driver income in USD per year\n    known 2025 100m\n    varies 20% per year\n"
    "clause share\n    a pays b 5% of income quarterly\n    cap 2m in total\n"
    "clause royalty\n    a pays b 1% of income yearly\n    tiers, reset yearly\n"
    "        from 0: 1%\n        from 50m: 2%\n    floor 100k\n"
)


def test_what_is_nothing_between_quarters_is_known_to_be_and_counted_so() -> None:
    found = figures(DEAL)
    ready = compiled(found).ready(SEED)
    bounds = Bounds(np.zeros(len(ready.kernel.rows)), np.full(len(ready.kernel.rows), 1e5), bins=8)
    counts, paths = bounds.no_counts(), 100
    tally = ready.run(0, paths, bounds=bounds, counts=counts)
    values = by_numpy(found, paths)
    np.testing.assert_allclose(tally.sums.sum(axis=1), values.sum(axis=1), rtol=1e-12)
    assert (tally.lowest.tolist(), tally.highest.tolist()) == (values.min(axis=1).tolist(), values.max(axis=1).tolist())
    assert counts.sum(axis=1).tolist() == [paths] * len(values)
    assert counts[:, -1].tolist() == (values == 0).sum(axis=1).tolist()
    drawn, planned = layout(found, "sobol"), plan(found)
    known = fixed_rows(found, planned, arguments(drawn, planned, SEED))
    paid = {row.period: one for row, one in zip(rows(found), known, strict=True) if row.name == "paid:share:a:b"}
    assert [month for month, one in paid.items() if one != 0.0] == list(range(2, len(paid), 3))


def told_by_month(effect: Effect) -> bool:
    """Whether it is an output that every period has."""
    return isinstance(effect, Output) and not effect.at_end


def figures(text: str) -> Program:
    """A deal of which only what clauses pay is told."""
    lowered = program_of(text, grid="monthly", known_by="2025-12-31")
    bare = replace(lowered, effects=tuple(one for one in lowered.effects if not isinstance(one, Output)))
    return measured(bare, Asked(("a", "b"), _PERIODS[0].start, figures=("clauses",)))


def staged(text: str) -> tuple[Program, Staged]:
    """The stages of a deal of which only what is paid in all is told."""
    found = figures(text)
    found = replace(found, effects=tuple(one for one in found.effects if not told_by_month(one)))
    return found, plan(found).staged


def test_a_cap_is_looked_at_when_a_quarter_ends() -> None:
    found, stages = staged(DEAL)
    words = {
        (stage.guard is None, found.instructions[value].origin.what)
        for stage in stages.stages
        for value in stage.values
    }
    assert (False, "cap 2m in total") in words
    assert (True, "cap 2m in total") not in words
    assert (True, "5% of income over the days in force") in words


def test_a_branch_that_spares_little_is_none() -> None:
    _, stages = staged("driver income in USD per year\n    known 2025 100m\n    varies 20% per year\n"
                       "clause share\n    a pays b 5% of income quarterly\n")  # fmt: skip
    assert all(stage.guard is None for stage in stages.stages)
