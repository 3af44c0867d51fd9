"""Cap tables by machine code: conversions in a round, pools, protection, exercise, as the exact engine has them."""

import numpy as np
import pytest

from termwise.ir.program import Program
from termwise.lower.from_agreement import lower
from termwise.view.fold import consolidate
from tests.engine.kernel.agreement import by_kernel, by_numpy, by_reference
from tests.engine.kernel.machines import same_bytes
from tests.lower.equity import HEAD
from tests.lower.reading import deal_of, view_of
from tests.lower.test_equity_laws import LATER, THREE
from tests.lower.test_warrants import ROWS

M = 10**6
PATHS = (0, 17)
PARTS = (
    "clause founding\n    acme issues founders 60%, staff 40%\n        basis as converted\n"
    "clause safe\n    seed_a invests 400k to 900k in acme on 2025-02-01\n"
    "clause converts\n    seed_a converts safe into acme in series_a, cap 8m post-money, discount 20%\n"
    "clause pool\n    acme reserves 10% for options in series_a\n"
    "clause series_a\n    fund invests 2m to 6m in acme at 8m to 20m pre-money when listing\n"
    "        convention percentage ownership\n"
    "clause again\n    acme issues founders 40%, fund 33%, staff 27% on 2027-06-30\n        basis as converted\n"
)
WARRANT = (
    "clause founding\n    acme issues founders 84m shares\n"
    f"clause w\n    acme issues fund warrant on 16m shares at 80% of share_price\n{ROWS}"
    "        vests in full when acquired\n        exercised when listing\n        net exercise at share_price\n"
)
TEXTS = {"safes": THREE.text() + LATER, "parts": PARTS, "warrant": WARRANT}


def program_of(text: str) -> Program:
    """The program of a company, with its events drawn."""
    deal = deal_of(text, "quarterly", HEAD.replace("{start}", "2025-01-01"))
    return lower(consolidate(deal, view_of(known_by="2024-12-31")))


@pytest.mark.parametrize("name", TEXTS)
def test_every_output_agrees_with_the_exact_engine(name: str) -> None:
    program = program_of(TEXTS[name])
    found = by_kernel(program, 8)
    assert same_bytes(found, by_numpy(program))
    for number, run in zip(PATHS, by_reference(program, PATHS), strict=True):
        exact = np.array([list(one.values) for one in run.outputs], np.float64)
        mine = found[: exact.size, number].reshape(exact.shape)
        floor = 1e-12 * np.abs(exact).max(axis=1, keepdims=True, initial=0.0)
        wrong = np.argwhere(np.abs(mine - exact) > np.maximum(1e-9 * np.abs(exact), floor))
        assert not len(wrong), [(run.outputs[int(i)].name, int(period)) for i, period in wrong[:5]]
