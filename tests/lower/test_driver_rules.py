"""Drivers that change when the run itself decides an event: jumps and another growth from then on."""

from datetime import date, timedelta
from fractions import Fraction
from math import prod
from random import Random

import numpy as np
import pytest
from msgspec.structs import replace

from termwise.engine.irrational import power
from termwise.lower.from_agreement import lower
from termwise.model.moment import On
from termwise.view.fold import consolidate
from tests.engine.kernel.agreement import by_kernel, by_reference
from tests.engine.kernel.test_deals import ledger_of
from tests.lower.reading import by_year, deal_of, paid, program_of, view_of

F = Fraction
M = 10**6
START = date(2025, 1, 1)

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


def test_the_growth_of_a_flow_is_measured_up_to_the_middle_where_its_own_turns_within_a_period() -> None:
    """10 % until April 2028, then none; 50 % instead from 2028 on: half a year of it, of which 91 days by 10 %."""
    turning = INCOME.replace("10% per year\n{", "10% per year until 2028-04-01, then 0% per year\n{")
    line = "    grows 50% per year after big\n"
    found = by_year(paid(turning.format(line=line), grid="yearly", known_by="2025-12-31"))
    plain = by_year(paid(turning.format(line=""), grid="yearly", known_by="2025-12-31"))
    ratio = power(Fraction(3, 2), Fraction(1, 2)) / power(Fraction(11, 10), Fraction(91, 366))
    assert close(found["2028"], plain["2028"] * ratio)


def test_a_level_grows_otherwise_from_its_last_known_day_on() -> None:
    """The rule has held since February, and on 16 June the level is known: 15 days of June are left."""
    text = (
        "driver price in USD\n    known 2025-01-01 90m, 2025-06-16 100m\n    grows 0% per year\n"
        "    grows 50% per year after spent\nevent spent\n    when paid(y) >= 10m\n"
        "clause y\n    a pays b 10m on 2025-02-01\nclause x\n    a pays b 100% of price on 2025-06-20\n"
    )
    assert close(paid(text, known_by="2025-06-30")["2025-06-20"], grown((50, 15)))


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


RULED, DRAWN = "    grows 50% per year after rich\n", "    grows 5% per year after ipo\n"


def grown(*stretches: tuple[int, int]) -> Fraction:
    """What 100m comes to by so many percent a year, for so many days of years of 365 days."""
    return prod((power(Fraction(100 + rate, 100), Fraction(days, 365)) for rate, days in stretches), start=F(100 * M))


def mixed_level(day: str, lines: str, ipo: str | None, until: str = "") -> Fraction:
    """The level at the end of the month of a day, with an event that is drawn pinned to a day, or to none."""
    text = LEVEL.format(line=lines, until=until, day=day)
    assert program_of(text, known_by="2025-01-31", ipo=ipo).left_out == ()
    return paid(text, known_by="2025-01-31", ipo=ipo)[day]


def test_a_drawn_event_says_the_growth_until_the_rule_holds() -> None:
    """20 % until 15 February 2026, then 5 %: 130m are reached in April 2027, and from May on it is 50 %."""
    before = grown((20, 365 + 45), (5, 320 + 90))
    assert close(mixed_level("2027-03-15", RULED + DRAWN, "2026-02-15"), before)
    assert close(mixed_level("2027-04-15", RULED + DRAWN, "2026-02-15"), before * power(F("1.05"), F(30, 365)))
    after = grown((20, 365 + 45), (5, 320 + 120), (50, 61))
    assert close(mixed_level("2027-06-15", RULED + DRAWN, "2026-02-15"), after)


@pytest.mark.parametrize("until", ["", " until 2026-09-01, then -10% per year", " until 2026-12-01"])
def test_a_drawn_event_takes_over_from_the_rule(until: str) -> None:
    """50 % from July to 11 October 2026, then 5 %, whatever the certain days say from September or December on."""
    for lines in (RULED + DRAWN, DRAWN + RULED):
        first = [(20, 365 + 181), (50, 102)]
        assert close(mixed_level("2026-10-15", lines, "2026-10-11", until), grown(*first, (5, 21)))
        assert close(mixed_level("2027-06-15", lines, "2026-10-11", until), grown(*first, (5, 82 + 181)))
        assert close(mixed_level("2027-06-15", lines, None, until), grown((20, 365 + 181), (50, 365)))


def test_a_certain_growth_that_ends_before_either_event() -> None:
    """20 % until 2026, 40 % until 10 April, then none: 130m are reached in March."""
    until = " until 2026-01-01, then 40% per year until 2026-04-10"
    found = mixed_level("2026-05-15", RULED + DRAWN, "2026-05-11", until)
    assert close(found, grown((20, 365), (40, 90), (50, 40), (5, 21)))
    found = mixed_level("2026-05-15", RULED + DRAWN, "2026-03-05", until)
    assert close(found, grown((20, 365), (40, 63), (5, 88)))


def test_of_both_on_one_day_the_growth_stated_last_holds() -> None:
    """On 30 June 2026, and the rule is seen in July only."""
    to_june = [(20, 365 + 180), (5, 1)]
    for lines, rate in ((RULED + DRAWN, 5), (DRAWN + RULED, 50)):
        assert close(mixed_level("2026-06-15", lines, "2026-06-30"), grown(*to_june))
        assert close(mixed_level("2027-06-15", lines, "2026-06-30"), grown(*to_june, (rate, 365)))


def test_a_flow_whose_growth_hangs_on_events_of_both_kinds() -> None:
    """Big in 2026, so 50 % from 2027 on, and 5 % from 1 October 2027 on: measured in the middle of each year."""
    text = INCOME.replace("120m", "105m")
    lines = "    grows 50% per year after big\n    grows 5% per year after ipo\n"
    plain = by_year(paid(text.format(line=""), grid="yearly", known_by="2025-12-31"))

    def ratios(ipo: str) -> list[Fraction]:
        found = by_year(paid(text.format(line=lines), grid="yearly", known_by="2025-12-31", ipo=ipo))
        return [found[year] / plain[year] for year in ("2026", "2027", "2028")]

    to_half, to_next = power(F("1.1"), F(1, 2)), power(F("1.1"), F(3, 2))
    late = [F(1), power(F("1.5"), F(1, 2)) / to_half, F(1)]
    late[2] = power(F("1.5"), F(273, 365)) * power(F("1.05"), F(92, 365) + F(1, 2)) / to_next
    early = [F(1), power(F("1.5"), F(59, 365)) * power(F("1.05"), F(247, 730)) / to_half, F(1)]
    early[2] = power(F("1.5"), F(59, 365)) * power(F("1.05"), F(306, 365) + F(1, 2)) / to_next
    assert all(close(one, other) for one, other in zip(ratios("2027-10-01"), late, strict=True))
    assert all(close(one, other) for one, other in zip(ratios("2027-03-01"), early, strict=True))


CALLED = (
    "driver price in USD\n    known 2025-01-01 100m\n    grows 20% per year\n    grows 10% per year after high\n{line}"
    "event high\n    when price >= 110m\n"
    "clause call\n    a may declare strike after 61 days notice\n        exercised when worth >= 400m\n"
    "clause x\n    a pays b 100% of price on {day}\n"
)


@pytest.mark.parametrize(("ipo", "july"), [(None, [(50, 62)]), ("2026-06-10", [(50, 10), (5, 52)])])
def test_growth_after_an_event_within_a_period_holds_from_its_day_on(
    ipo: str | None, july: list[tuple[int, int]]
) -> None:
    """High in July 2025; called in March 2026 with effect on 31 May: a day of May grows by 50 % and no more."""
    line = "    grows 50% per year after strike\n" + (DRAWN if ipo else "")

    def price_on(day: str) -> Fraction:
        return paid(CALLED.format(line=line, day=day), ipo=ipo)[day]

    high = [(20, 212), (10, 303)]
    assert close(price_on("2026-05-15"), grown(*high, (50, 1)))
    assert close(price_on("2026-07-15"), grown(*high, *july))


@pytest.mark.parametrize("seed", range(12))
def test_growth_day_by_day(seed: int) -> None:
    """Two drawn events and two rules, in any order, at any time: as if every day were looked at by itself."""
    random = Random(seed)
    growth = {"rich": 50, "ipo": 5, "strike": -20, "very_rich": 80}
    order = random.sample(sorted(growth), 4)
    days = {name: random.choice([*range(20, 800), 2000]) for name in ("ipo", "strike")}
    ends = sorted(random.sample(range(60, 1000), 2))
    on = {name: (START + timedelta(days=day)).isoformat() for name, day in days.items()}
    until = f" until {START + timedelta(days=ends[0])}, then 35% per year until {START + timedelta(days=ends[1])}"
    lines = "".join(f"    grows {growth[name]}% per year after {name}\n" for name in order)
    text = LEVEL.format(line=lines, until=until, day="2025-01-15") + "event very_rich\n    when level >= 150m\n"
    text = text.replace("on 2025-01-15", "monthly")
    program = program_of(text, known_by="2025-01-31", **on)
    assert program.left_out == ()
    found = list(paid(text, known_by="2025-01-31", **on).values())[:36]
    level, happened, expected = 100.0 * M, dict(days), []
    for day in range(1095):
        last = [(when, order.index(name), growth[name]) for name, when in happened.items() if when <= day]
        rate = max(last)[2] if last else 20 if day < ends[0] else 35 if day < ends[1] else 0
        level *= (1 + rate / 100) ** (1 / 365)
        if (START + timedelta(days=day + 1)).day == 1:
            expected.append(level)
            for name, least in (("rich", 130 * M), ("very_rich", 150 * M)):
                if level >= least:
                    happened.setdefault(name, day)
    assert [float(one) for one in found] == pytest.approx(expected, rel=1e-9)


MIXED = {
    "a level": LEVEL.format(line=RULED + DRAWN, until=" until 2026-05-11, then 35% per year", day="2027-06-15"),
    "a flow": INCOME.format(
        line="    varies 20% per year\n    grows 5% per year after ipo\n    grows 10% to 50% per year after big\n"
        "    grows -5% per year after merger\n    grows 80% per year after sold\n"
    )
    + "event sold\n    likely 70%, 3 to 12 months after big\nevent merger\n    2% per month from 2025-01-01\n",
}


@pytest.mark.parametrize("of", MIXED)
def test_machine_code_has_growth_that_hangs_on_events_of_both_kinds(of: str) -> None:
    text = MIXED[of].replace("likely 60%", "likely 90%").replace("grows 20%", "grows 20% to 60%")
    known_by = "2025-01-31" if of == "a level" else "2025-12-31"
    program = ledger_of(program_of(text.replace("on 2027-06-15", "monthly"), known_by=known_by))
    paths, found = range(8), by_kernel(program, 8)
    for number, run in zip(paths, by_reference(program, paths), strict=True):
        exact = np.array([list(output.values) for output in run.outputs], np.float64).reshape(-1, len(program.periods))
        mine = found[:, number].reshape(exact.shape)
        assert np.all(np.abs(mine - exact) <= 1e-9 * np.maximum(np.abs(exact), 1.0))


def test_growth_after_an_event_that_also_ends_is_named_beside_growth_by_a_rule() -> None:
    """The text has no words for it."""
    deal = deal_of(LEVEL.format(line=RULED + DRAWN, until="", day="2027-06-15"))
    driver = next(one for one in deal.drivers if one.name == "level")
    growth = tuple(replace(one, until=On(date(2027, 1, 1))) if one.after else one for one in driver.growth)
    ending = tuple(replace(one, growth=growth) if one is driver else one for one in deal.drivers)
    reason = "growth after an event that ends on a day is not followed beside growth by a rule"
    left_out = lower(consolidate(replace(deal, drivers=ending), view_of(known_by="2025-01-31"))).left_out
    assert ("x", reason) in left_out


def close(one: Fraction, other: Fraction) -> bool:
    """Alike but for powers, which no fraction holds."""
    return abs(one - other) < Fraction(1, 10**20) * abs(other)
