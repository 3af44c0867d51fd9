"""Answers: several at once, given up, of a few outputs, faults told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from termwise.engine.simulate.progress import SimulationCancelledError
from termwise.session import load, load_text
from termwise.session.what_if import Setting, UnknownSettingError, WhatIf

EXAMPLES = Path(__file__).parents[3] / "examples"
FILM = load(EXAMPLES / "film-waterfall" / "film-waterfall.deal")


def test_several_ask_at_once_and_each_gets_its_own_answer() -> None:
    moved: list[dict[str, Setting]] = [
        {"growth:streaming": Decimal(number) / 100, "day:award": date(2027 + number % 3, 6, 1)} for number in range(6)
    ]
    with WhatIf(FILM, paths=2048, outputs=("cash so far:",)) as asked, ThreadPoolExecutor(4) as pool:
        alone = [asked.answer(one).statistics for one in moved]
        together = list(pool.map(asked.answer, moved))
    assert [one.statistics.mean.tobytes() for one in together] == [one.mean.tobytes() for one in alone]
    assert len({one.mean.tobytes() for one in alone}) == len(moved)


def test_only_the_outputs_asked_for_are_answered() -> None:
    with WhatIf(FILM, paths=2048, outputs=("worth:",)) as asked:
        names = {row.name for row in asked.answer({}).statistics.rows}
    assert names
    assert all(name.startswith("worth:") for name in names)


def test_a_dragged_slider_is_answered_the_same_of_fewer_rows_by_the_same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    moved: dict[str, Setting] = {"growth:openai_valuation": Decimal("0.2")}
    with WhatIf(load(EXAMPLES / "softbank-openai.deal"), paths=2048) as asked:
        whole = asked.answer(moved).statistics
        monkeypatch.setattr("termwise.engine.kernel.kernel.paths_code", None)  # nothing is compiled from here on
        cash = asked.answer(moved, only={"cash so far:"}).statistics
        stakes = asked.answer(moved, only={"stake:", "committed:"}).statistics
    last = len(whole.simulated.program.periods) - 1
    place = {(row.name, row.period): number for number, row in enumerate(whole.rows)}
    for found, kinds in ((cash, ("cash so far:",)), (stakes, ("stake:", "committed:"))):
        told = {(row.name, row.period) for row in found.rows}
        assert len(told) < len(whole.rows)
        assert {name for name, _ in told} == {row.name for row in whole.rows}
        assert all(period in (last, None) for name, period in told if not name.startswith(kinds))
        same = [place[row.name, row.period] for row in found.rows]
        assert found.mean.tobytes() == whole.mean[same].tobytes()
        assert found.quantiles.values.tobytes() == whole.quantiles.values[same].tobytes()
    assert sum(row.name.startswith("cash so far:") for row in cash.rows) > 10


def test_a_question_that_nobody_waits_for_is_given_up() -> None:
    with WhatIf(FILM, paths=2048, outputs=("worth:",)) as asked, pytest.raises(SimulationCancelledError):
        asked.answer({}, cancelled=lambda: True)


def test_a_driver_that_stays_has_nothing_else_to_set() -> None:
    with WhatIf(FILM, paths=2048, outputs=("cash so far:",)) as asked:
        still = asked.answer({"level:streaming": Decimal(900_000)})
        both = asked.answer({"level:streaming": Decimal(900_000), "growth:streaming": Decimal("0.2")})
    assert still.statistics.mean.tobytes() == both.statistics.mean.tobytes()


def test_what_cannot_be_set_is_told() -> None:
    with WhatIf(FILM, paths=2048, outputs=("worth:",)) as asked, pytest.raises(UnknownSettingError, match="day:ipo"):
        asked.answer({"day:ipo": None})


BREACH = """deal "Two ends"
    currency USD
    period 2026-01-01 through 2030-12-31, monthly
    today 2026-01-31

party a "A", company
party b "B", company
asset thing of a

event ready by a
    likely 50%, between 2027 and 2029
event tired by a
    likely 90%, between 2028-06 and 2030

clause development
    a must deliver thing to b by 2027-12-31
        fulfilled when ready
        on breach ends deal

clause give_back
    a may terminate after 1 month notice
        exercised when tired
        ends deal
        a pays b 10m
"""


def test_a_power_is_not_used_after_a_breach_that_is_certain() -> None:
    """Whether the breach is drawn or pinned, the deal it has ended pays no fee."""
    with WhatIf(load_text(BREACH), paths=2048, outputs=("cash so far:",)) as asked:
        late = asked.answer({"day:ready": date(2028, 6, 1), "day:tired": date(2029, 1, 1)})
        in_time = asked.answer({"day:ready": date(2027, 6, 1), "day:tired": date(2029, 1, 1)})
    saved = load_text(f"{BREACH}\nscenario late\n    ready on 2028-06-01\n    tired on 2029-01-01\n")
    plain = saved.simulate(saved.view(scenario="late"), paths=2048)
    assert in_time.of("cash so far:b", 59).mean.value == 10_000_000
    assert late.of("cash so far:b", 59).mean.value == 0
    assert plain.of("cash so far:b", 59).mean.value == 0
