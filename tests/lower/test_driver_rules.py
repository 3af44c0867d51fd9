"""Drivers that change when the run itself decides an event: jumps and another growth from then on."""

from fractions import Fraction

import pytest

from termwise.engine.irrational import power
from tests.lower.reading import by_year, paid, program_of

M = 10**6

INCOME = (
    "driver income in USD per year\n    known 2025 100m\n    grows 10% per year\n{line}"
    "event big\n    when income >= 120m per year\n"
    "clause x\n    a pays b 10% of income yearly\n"
)
LEVEL = (
    "driver level in USD\n    known 2025-01-01 100m\n    grows 20% per year{until}\n{line}"
    "event rich\n    when level >= 130m\n"
    "clause x\n    a pays b 100% of level on {day}\n"
)


def level(day: str, line: str = "", until: str = "") -> Fraction:
    """The level in the month of a day, as known in January 2025: it reaches 130m in June 2026."""
    return paid(LEVEL.format(line=line, until=until, day=day), known_by="2025-01-31")[day]


def test_a_jump_by_a_rule_about_the_driver_itself() -> None:
    """121m in 2027 make it big; from 2028 on it is half as much again."""
    plain = by_year(paid(INCOME.format(line=""), grid="yearly", known_by="2025-12-31"))
    jumped = by_year(paid(INCOME.format(line="    jumps 50% when big\n"), grid="yearly", known_by="2025-12-31"))
    assert [jumped[year] / plain[year] for year in ("2026", "2027", "2028")] == [1, 1, Fraction(3, 2)]
    assert program_of(INCOME.format(line="    jumps 50% when big\n"), known_by="2025-12-31").left_out == ()


def test_a_level_jumps_after_the_period_in_which_the_rule_holds() -> None:
    line = "    jumps -10% when rich\n"
    assert level("2026-06-15", line) == level("2026-06-15")
    assert level("2026-07-15", line) == level("2026-07-15") * Fraction(9, 10)
    assert level("2028-07-15", line) == level("2028-07-15") * Fraction(9, 10)


def test_another_growth_from_the_event_on() -> None:
    """From July 2026 at 50 % in place of 20 %: 31 days later, and after a whole year."""
    line = "    grows 50% per year after rich\n"
    ratio = Fraction(15, 12)
    assert level("2026-06-15", line) == level("2026-06-15")
    assert close(level("2026-07-15", line), level("2026-07-15") * power(ratio, Fraction(31, 365)))
    assert close(level("2027-06-15", line), level("2027-06-15") * ratio)


def test_another_growth_takes_the_place_of_each_regime() -> None:
    """20 % until 2027, then none: one half of a year of the one, six months of the other."""
    line, until = "    grows 50% per year after rich\n", " until 2027-01-01, then 0% per year"
    own = Fraction(15, 12)
    expected = (
        level("2027-06-15", until=until) * power(own, Fraction(184, 365)) * power(Fraction(3, 2), Fraction(181, 365))
    )
    assert close(level("2027-06-15", line, until), expected)


def test_the_growth_of_a_flow_is_measured_from_middle_to_middle() -> None:
    line = "    grows 0% per year after big\n"
    grown = by_year(paid(INCOME.format(line=line), grid="yearly", known_by="2025-12-31"))
    plain = by_year(paid(INCOME.format(line=""), grid="yearly", known_by="2025-12-31"))
    assert grown["2027"] == plain["2027"]
    assert close(grown["2028"], plain["2028"] / power(Fraction(11, 10), Fraction(1, 2)))


def test_of_several_events_the_last_that_happened_says_the_growth() -> None:
    """Rich in June 2026, very rich later: each says the growth until the next one does, whichever is stated first."""
    lines = ["    grows 50% per year after rich\n", "    grows 0% per year after very_rich\n"]
    very_rich = "event very_rich\n    when level >= 150m\n"

    def level_on(day: str, line: str) -> Fraction:
        text = LEVEL.format(line=line, until="", day=day) + very_rich
        assert program_of(text, known_by="2025-01-31").left_out == ()
        return paid(text, known_by="2025-01-31")[day]

    alone = [level_on(f"{year}-{month:02}-15", lines[0]) for year in (2026, 2027) for month in range(1, 13)]
    reached = next(place for place, value in enumerate(alone) if value >= 150 * M)
    assert reached > 6
    for both in ("".join(lines), "".join(reversed(lines))):
        found = [level_on(f"{year}-{month:02}-15", both) for year in (2026, 2027) for month in range(1, 13)]
        assert all(close(one, other) for one, other in zip(found[: reached + 1], alone, strict=False))
        assert all(close(one, alone[reached]) for one in found[reached:])


def test_an_event_that_a_policy_triggers_changes_a_driver() -> None:
    """Called on 31 March, with effect on 31 May: that day counts twice already."""
    text = (
        "driver income in USD per year\n    known 2025 100m\n    grows 0% per year\n    jumps 100% when strike\n"
        "clause call\n    a may declare strike after 61 days notice\n        exercised when worth >= 400m\n"
        "clause x\n    a pays b 10% of income monthly\n"
    )
    found = paid(text)
    assert close(found["2026-05-31"], Fraction(10 * M * 32, 365))
    assert close(found["2026-06-30"], Fraction(20 * M * 30, 365))


def test_drivers_that_name_each_other_are_correlated_once_whichever_is_read_first() -> None:
    text = (
        "driver one in USD per year\n    known 2025 100m\n    varies 10% per year, correlated 0.5 with two\n"
        "driver two in USD per year\n    known 2025 100m\n    varies 10% per year\n"
        "clause x\n    a pays b 10% of one yearly\nclause y\n    a pays b 10% of two yearly\n"
    )
    series = {one.name: one.correlated for one in program_of(text).series}
    assert sum(len(pairs) for pairs in series.values()) == 1


@pytest.mark.parametrize("second", ["", "    grows 5% per year after ipo\n"])
def test_growth_that_hangs_on_events_of_both_kinds_is_named(second: str) -> None:
    line = f"    grows 50% per year after rich\n{second}"
    text = LEVEL.format(line=line, until="", day="2027-06-15")
    reason = "growth that hangs on several events, some of them by a rule, is not followed"
    assert (("x", reason) in program_of(text, known_by="2025-01-31").left_out) == bool(second)


def close(one: Fraction, other: Fraction) -> bool:
    """Alike but for powers, which no fraction holds."""
    return abs(one - other) < Fraction(1, 10**20) * abs(other)
