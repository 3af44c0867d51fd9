"""Terms of payment that hang on the path: every cell of kernel and exact engine agrees on the same draws."""

import numpy as np
import pytest

from tests.engine.kernel.agreement import by_kernel, by_reference
from tests.engine.kernel.test_deals import PATHS, ledger_of
from tests.lower.reading import program_of

RATE = "driver eur_usd in USD per EUR\n    known 2024-12-31 1.1\n    varies 8% per year\n"
INCOME = (
    "driver income in EUR per year\n    known 2024 100m\n    grows 5% to 30% per year\n    varies 20% per year\n"
    "    jumps 50% when big\n    grows 2% per year after rich\n"
    "event big\n    when income >= 110m EUR per year\nevent rich\n    when income >= 130m EUR per year\n"
    "event sold by b\n    likely 60%, 100 to 400 days after big\n"
)
TERMS = {
    "rounded, in euros, in advance": "a pays b 10% of income yearly in advance\n    rounded to 1000 half up\n"
    "    cap 30m EUR in total",
    "a share from an event on": "a pays b 10% of income every 5 months from big",
    "tiers after a step": "a pays b 5% of income quarterly\n        first 1 year 8%\n    tiers reset yearly\n"
    "        from 0 EUR: 5%\n        from 90m EUR: 10%",
    "a deadline that a suspension moves": "a pays b 10m EUR within 90 days of big",
    "a sum after another event": "a pays b 10m EUR when sold",
    "late, with a minimum": "a pays b 5% of income quarterly\n    late interest 6% per year\n"
    "    minimum 8m per year, trued up yearly",
    "a floor per time on anchored days": "a pays b 5% of income every 5 months from big\n    floor 9m per year",
    "a floor per time in advance": "a pays b 5% of income yearly in advance\n    floor 6m EUR per year",
    "an uncertain quantity on anchored days": "a buys 20 MW to 60 MW of compute from b at 0.2m EUR per MW every "
    "5 months from big",
    "a quantity at a price": "a buys 90 MW per year of compute from b at 0.2m EUR per MW quarterly",
}
AROUND = (
    "clause halt\n    a may suspend x\n        exercised when big\n        suspends x\n"
    "clause again\n    a may resume x after 80 days notice\n        exercised when big\n        resumes x\n"
    "clause out\n    b may terminate after 60 days notice\n        exercised when rich\n        ends clause x\n"
    "        a pays b 1m EUR\n"
    "clause told\n    a pays b 1 USD when x is ended or x is suspended\n"
    "scenario slow\n    x paid 40 days late in 2026\n"
)


@pytest.mark.parametrize("terms", TERMS)
def test_every_cell_agrees(terms: str) -> None:
    text = f"{RATE}{INCOME}clause x\n    {TERMS[terms]}\n{AROUND}"
    program = ledger_of(program_of(text, known_by="2024-12-31", scenario="slow"))
    assert program.left_out == ()
    found = by_kernel(program, 8)
    for number, run in zip(PATHS, by_reference(program, PATHS), strict=True):
        exact = np.array([list(output.values) for output in run.outputs], np.float64).reshape(-1, len(program.periods))
        mine = found[:, number].reshape(exact.shape)
        floor = 1e-9 * np.abs(exact).max(axis=1, keepdims=True, initial=0.0)
        assert np.all(np.abs(mine - exact) <= np.maximum(1e-9 * np.abs(exact), 1e-3 * floor))
