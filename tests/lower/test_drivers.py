"""Drivers and events in programs: known history, growth, formulas, pins, rules, numbers that are not public."""

from datetime import date
from fractions import Fraction

import pytest

from termwise.ir.program import NEVER, DrawnEvent, DrawnSeries, NumberParameter, Program
from tests.lower.reading import by_year, paid, program_of, run_of

M = 10**6
X = "clause x\n    a pays b 10% of {} yearly\n"


def series(program: Program, name: str) -> DrawnSeries:
    return next(one for one in program.series if one.name == name)


def event(program: Program, name: str) -> DrawnEvent:
    return next(one for one in program.events if one.name == name)


def parameter(program: Program, name: str) -> NumberParameter:
    return next(one for one in program.parameters if one.name == name)


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


GROWING = "driver income in USD per year\n    known 2025 100m\n    grows 10% per year\n"


def test_a_year_of_growth_leads_to_the_next_years_amount() -> None:
    found = by_year(paid(GROWING + X.format("income"), grid="yearly"))
    assert found["2025"] == 10 * M
    assert abs(found["2026"] - 11 * M) < 5_000
    assert abs(found["2027"] - Fraction("12.1") * M) < 10_000


def test_what_a_flow_grows_from_is_the_middle_of_its_last_known_year() -> None:
    income = series(program_of(GROWING + X.format("income")), "income")
    assert income.base == (ordinal("2025-07-01"), Fraction(100 * M, 365))
    assert [value is None for value in income.known] == [False] * 12 + [True] * 36
    assert sum(value or 0 for value in income.known) == 100 * M


@pytest.mark.parametrize(
    ("known", "until"),
    [("2023 100m", "2024-01-01"), ("2024-03 8m", "2024-04-01"), ("2024-11-05 100m", "2024-11-06"), ("2025 1m", None)],
)
def test_a_flow_known_before_the_first_period_varies_from_the_end_of_what_is_known(
    known: str, until: str | None
) -> None:
    text = GROWING.replace("2025 100m", known) + X.format("income")
    assert series(program_of(text), "income").known_until == (until and ordinal(until))


def test_a_level_grows_from_its_last_known_day() -> None:
    text = "driver price in USD\n    known 2025-01-10 100, 2025-03-15 120\n    grows 10% per year\n"
    found = series(program_of(text + "clause x\n    a pays b 1m when price >= 130\n"), "price")
    assert list(found.known[:4]) == [Fraction(100), Fraction(100), None, None]
    assert found.base == (ordinal("2025-03-15"), Fraction(120))


def test_a_view_knows_no_value_of_later_days() -> None:
    early = program_of(GROWING.replace("100m", "100m, 2026 200m") + X.format("income"), known_by="2025-06-30")
    assert series(early, "income").known[12] is None


def test_a_flow_per_month_is_the_amount_of_every_month() -> None:
    text = "driver income in USD per month\n    known 2025 3m, 2026 4m, 2027 4m, 2028 4m\n"
    found = paid(text + X.format("income").replace("yearly", "monthly"))
    assert {amount for day, amount in found.items() if day < "2026"} == {300_000}


def test_a_formula_is_worked_out_in_place() -> None:
    text = "driver net in USD per year\n    is 60% of sales - 65m per year\n"
    assert by_year(paid(text + X.format("net")))["2025"] == Fraction("15.4") * M


def test_a_formula_that_needs_itself_is_left_out() -> None:
    text = "driver one in USD\n    is two\ndriver two in USD\n    is one\nclause x\n    a pays b 1m when one >= 3\n"
    try:
        left_out = program_of(text).left_out
    except AssertionError as refused:
        assert "circular" in str(refused)  # noqa: PT017
    else:
        assert any(name == "x" for name, _ in left_out)


def test_a_scenario_pins_growth_and_values() -> None:
    text = (
        GROWING + X.format("income") + "scenario flat\n    income grows 0% per year\n"
        "scenario fixed\n    income is 7m per year\n"
    )
    assert by_year(paid(text, grid="yearly", known_by="2025-12-31", scenario="flat"))["2027"] == 10 * M
    fixed = by_year(paid(text, grid="yearly", known_by="2025-12-31", scenario="fixed"))
    assert fixed == {"2025": 10 * M, "2026": 700_000, "2027": 700_000, "2028": 700_000}


def test_growth_by_regimes() -> None:
    text = (
        GROWING.replace("10% per year", "10% per year until 2027, then 5% per year")
        + "    grows 1% per year after ipo\n"
    )
    found = series(program_of(text + X.format("income"), ipo="2026-05-05"), "income")
    assert [one.until for one in found.regimes] == [ordinal("2027-01-01"), NEVER, NEVER]
    assert [one.after for one in found.regimes] == [None, None, 0]


# -- events ------------------------------------------------------------------------------------------------


def test_an_event_by_a_rule_happens_on_the_last_day_of_the_first_period_in_which_it_holds() -> None:
    text = (
        "driver size in USD\n    known 2025-01-01 100m\n    grows 100% per year\n"
        "event large\n    when size >= {}\nclause x\n    a pays b 365m yearly\n    until large\n"
    )
    assert by_year(paid(text.format("150m"), grid="yearly", known_by="2025-01-31")) == {"2025": 364 * M}
    assert sum(paid(text.format("150m"), grid="monthly", known_by="2025-01-31").values()) == 242 * M
    assert len(paid(text.format("150bn"), grid="yearly", known_by="2025-01-31")) == 4


def test_a_rule_on_what_has_been_paid_looks_at_the_period_before() -> None:
    text = "event enough\n    when paid(x) >= 60m\nclause x\n    a pays b 10% of sales monthly\n    until enough\n"
    found = sum(paid(text, known_by="2028-12-31").values())
    assert 60 * M <= found <= 60 * M + 13 * M


def test_an_event_is_drawn_as_declared() -> None:
    found = event(program_of("clause x\n    a pays b 1m when ipo\n", known_by="2025-01-31"), "ipo")
    assert found.chance == Fraction("0.6")
    assert (found.low_days, found.high_days) == (366, 1827)
    assert found.origin_day == ordinal("2024-12-31")


def test_an_event_after_another_is_drawn_from_it() -> None:
    text = "event merger\n    likely 80%, 3 to 18 months after ipo\nclause x\n    a pays b 1m when merger\n"
    program = program_of(text, known_by="2025-01-31")
    assert program.events[event(program, "merger").after or 0].name == "ipo"
    assert event(program, "merger").low_days == 90


def test_known_and_pinned_events_are_certain() -> None:
    text = "clause x\n    a pays b 1m when done and ipo\n"
    program = program_of(text, known_by="2025-01-31", ipo="2026-05-05")
    assert event(program, "done").pinned == ordinal("2024-06-30")
    assert event(program, "ipo").pinned == ordinal("2026-05-05")
    assert event(program_of(text, ipo=None), "ipo").pinned == NEVER


# -- numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "shape", "undisclosed"),
    [
        ("(10m to 20m)", "lognormal", False),
        ("(uniform 10m to 20m)", "uniform", False),
        ("(triangular 10m, 12m, 20m)", "triangular", False),
        ("one of (10m, 20m)", "choice", False),
        ("undisclosed 10m to 20m", "lognormal", True),
    ],
)
def test_uncertain_numbers_are_parameters_to_be_drawn(written: str, shape: str, undisclosed: bool) -> None:
    program = program_of(f"clause x\n    a pays b {written.strip('()') if 'one' not in written else written} yearly\n")
    found = parameter(program, "x: amount")
    assert found.certain is None
    assert found.uncertain is not None
    assert found.uncertain.shape == shape
    assert found.undisclosed is undisclosed


def test_an_undisclosed_number_with_a_range_runs_at_its_median() -> None:
    found = by_year(paid("clause x\n    a pays b undisclosed 10% to 40% of sales yearly\n"))
    assert abs(found["2025"] - 73 * M) < 1


def test_a_changed_number_changes_no_operation() -> None:
    one = program_of("clause x\n    a pays b 10% of sales yearly\n    cap 30m per year\n    until 2027-01-01\n")
    other = program_of("clause x\n    a pays b 12% of sales yearly\n    cap 40m per year\n    until 2027-02-01\n")
    assert [i.operation for i in one.instructions] == [i.operation for i in other.instructions]
    assert one.effects == other.effects


def test_the_days_in_force_are_an_output_of_every_clause() -> None:
    found = run_of("clause x\n    b grants a use of cloud\n    from 2025-01-11\n    until 2025-02-01\n")
    assert found.output("in_force:x").values[:2] == (21, 0)


def test_an_event_that_follows_one_the_run_decides_waits_from_its_day() -> None:
    """Big at the end of 2027; the middle of 4 to 9 months is 6: sold in the middle of 2028."""
    text = (
        "driver income in USD per year\n    known 2025 100m\n    grows 10% per year\n"
        "event big\n    when income >= 120m per year\n"
        "event sold by b\n    likely 60%, 100 to 400 days after big\n"
        "event told by b\n    likely 60%, 25 to 36 days after sold\n"
        "clause x\n    a pays b 1m when {}\n"
    )
    found = program_of(text.format("sold"), grid="yearly", known_by="2025-12-31")
    assert found.left_out == ()
    assert paid(text.format("big"), grid="yearly", known_by="2025-12-31") == {"2027-12-31": M}
    assert paid(text.format("sold"), grid="yearly", known_by="2025-12-31") == {"2028-07-18": M}
    assert paid(text.format("told"), grid="yearly", known_by="2025-12-31") == {"2028-08-17": M}
