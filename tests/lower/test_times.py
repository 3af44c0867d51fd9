"""When clauses are in force: conditions, amendments, endings, powers, and what they leave of an amount."""

from datetime import date
from fractions import Fraction

import pytest

from tests.lower.reading import by_year, ledger, paid, program_of, run_of

M = 10**6
YEARLY = "clause x\n    a pays b 365m yearly\n"


def days(text: str, **view: str | None) -> list[int]:
    """The days x is in force, year by year."""
    found = run_of(text, grid="yearly", **view).output("in_force:x").values
    return [int(value) for value in found]


TIMES: list[tuple[str, str, dict[str, str | None], list[int]]] = [
    ("always", "", {}, [365, 365, 365, 366]),
    ("until a day, exclusive", "    until 2026-01-02\n", {}, [365, 1, 0, 0]),
    ("through a day, inclusive", "    through 2026-01-02\n", {}, [365, 2, 0, 0]),
    ("through a year", "    through 2026\n", {}, [365, 365, 0, 0]),
    ("until an event", "    until ipo\n", {"ipo": "2026-01-11"}, [365, 10, 0, 0]),
    ("until an event that never comes", "    until ipo\n", {"ipo": None}, [365, 365, 365, 366]),
    ("from an event", "    from ipo\n", {"ipo": "2026-12-31"}, [0, 1, 365, 366]),
    ("while an event has happened", "    while ipo\n", {"ipo": "2026-12-31"}, [0, 1, 365, 366]),
    ("unless an event has happened", "    unless ipo\n", {"ipo": "2025-01-11"}, [10, 0, 0, 0]),
    ("while not", "    while not ipo and done\n", {"ipo": "2025-01-11"}, [10, 0, 0, 0]),
    ("while a number is large", "    while sales >= 500m per year\n", {}, [0, 365, 0, 0]),
    ("requires, met", "    requires ipo by 2026-06-30\n", {"ipo": "2026-06-30"}, [0, 185, 365, 366]),
    ("requires, too late", "    requires ipo by 2026-06-30\n", {"ipo": "2026-07-01"}, [0, 0, 0, 0]),
]


@pytest.mark.parametrize(("line", "view", "expected"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES])
def test_days_in_force(line: str, view: dict[str, str | None], expected: list[int]) -> None:
    assert days(YEARLY + line, **view) == expected


@pytest.mark.parametrize(("line", "view", "expected"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES])
def test_an_amount_follows_the_days_in_force(line: str, view: dict[str, str | None], expected: list[int]) -> None:
    lengths = [365, 365, 365, 366]
    due = [Fraction(365 * M * found, length) for found, length in zip(expected, lengths, strict=True) if found]
    assert list(paid(YEARLY + line, grid="yearly", **view).values()) == due  # type: ignore[arg-type]


def test_an_else_branch_pays_another_amount_after_the_long_stop() -> None:
    text = "clause x\n    a pays b 30m on 2025-12-31\n    requires ipo by 2025-12-31, otherwise 10m\n"
    assert paid(text, ipo="2025-10-28") == {"2025-12-31": 30 * M}
    assert paid(text, ipo=None) == {"2026-01-01": 10 * M}
    assert paid(text, ipo="2026-02-01") == {"2026-01-01": 10 * M}


def test_an_else_branch_ends_another_clause() -> None:
    text = YEARLY + "clause y\n    b pays a 1m on 2025-01-01\n    requires ipo by 2025-12-31, otherwise ends clause x\n"
    assert days(text, ipo="2025-10-28") == [365, 365, 365, 366]
    assert days(text, ipo=None) == [365, 0, 0, 0]


AMENDED = (
    "clause x\n    a pays b 10% of sales yearly\n"
    "amendment more signed 2026-07-01, binding\n    change x\n        a pays b 20% of sales yearly\n"
)


def test_an_amendment_changes_the_rate_from_its_day() -> None:
    """181 days of 2026 at 10 %, 184 at 20 %, of 2m a day."""
    assert paid(AMENDED)["2026-12-31"] == 2 * 181 * 100_000 + 2 * 184 * 200_000


def test_an_amendment_that_waits_begins_when_its_condition_is_met() -> None:
    text = AMENDED.replace("binding\n", "binding\n    requires ipo by 2027-12-31\n")
    assert paid(text, ipo="2027-12-31")["2027-12-31"] == 364 * 100_000 + 200_000
    assert paid(text, ipo=None)["2027-12-31"] == 36_500_000


def test_an_open_amendment_is_followed_on_the_path() -> None:
    """The same deal seen before the event: the day is drawn, and the wording changes on it."""
    text = (
        "clause x\n    a pays b 365m yearly\n"
        "amendment more signed 2024-12-31, binding\n    requires ipo\n"
        "    change x\n        a pays b 730m yearly\n"
    )
    found = run_of(text, known_by="2024-12-31")
    assert found.program.events[0].pinned is None
    day = found.draws.event_days[0]
    changed = date.fromordinal(day)
    first, length = date(changed.year, 1, 1).toordinal(), 365
    years = by_year(paid(text, known_by="2024-12-31"))
    assert 2026 <= changed.year <= 2027
    assert years[str(changed.year)] == 365 * M + Fraction(365 * M * (first + length - day), length)
    assert years["2025"] == 365 * M
    assert years["2028"] == 730 * M


def test_an_amendment_ends_a_clause() -> None:
    text = YEARLY + "amendment stop signed 2026-01-11, binding\n    end x\n"
    assert days(text) == [365, 10, 0, 0]


def test_a_power_ends_the_deal_only_when_it_is_used() -> None:
    text = (
        YEARLY + "clause out\n    either a or b may terminate after 90 days notice\n        ends deal\n"
        "        terminating party pays 5m\nscenario go\n    a exercises out on 2026-03-01\n"
    )
    assert days(text) == [365, 365, 365, 366]
    assert ("out", "what is paid when it is used: nothing says that it is used") in program_of(text).left_out
    used = run_of(text, scenario="go")
    assert ("2026-05-30", "out", "a", "b", Fraction(5 * M)) in ledger(used)
    assert days(text, scenario="go") == [365, 149, 0, 0]


def test_origins_name_clause_amendment_and_what_is_computed() -> None:
    program = program_of(AMENDED)
    found = {(i.origin.name, i.origin.what, i.origin.amendment) for i in program.instructions}
    assert ("x", "10% of sales over the days in force", None) in found
    assert ("x", "20% of sales over the days in force", "more") in found


def test_a_breach_that_is_certain_pays_what_it_says() -> None:
    text = (
        "clause d\n    a must deliver compute to b by 2025-03-01\n        fulfilled when ipo\n"
        "        on breach\n            a pays b 2m\n"
    )
    assert paid(text, "d", ipo=None) == {"2025-03-02": Fraction(2 * M)}
    assert paid(text, "d", ipo="2025-02-01") == {}
    assert paid(text, "d", known_by="2024-12-31") == {"2025-03-02": Fraction(2 * M)}
    unrecorded = text.replace("        fulfilled when ipo\n", "")
    assert program_of(unrecorded, known_by="2024-12-31").left_out != ()


def test_days_before_the_deal_may_be_moved() -> None:
    """Five days after 1 February 2020 is long before the deal: it is in force from its first day."""
    text = YEARLY.replace("yearly", "yearly\n    from 5 days after last of (2020-01-01, 2020-02-01)", 1)
    assert days(text) == [365, 365, 365, 366]


def test_a_day_before_an_event_that_comes_long_after_the_deal() -> None:
    """Two years before 1 July 2030 is within the deal."""
    text = YEARLY.replace("yearly", "yearly\n    from 2 years before ipo", 1)
    assert days(text, ipo="2030-07-01") == [0, 0, 0, 184]


WORDS = 'amendment words signed 2026-05-20, binding\n    change x\n        says "as before"\n'


def test_an_investment_without_a_day_is_made_once_whatever_words_are_added() -> None:
    text = "clause x\n    a invests 10m in b at 90m pre-money\n"
    assert paid(text) == paid(text + WORDS) == {"2025-01-01": 10 * M}
    more = text + WORDS.replace('says "as before"', "a invests 20m in b at 90m pre-money")
    assert paid(more) == {"2025-01-01": 10 * M, "2026-05-20": 20 * M}


@pytest.mark.parametrize("often", ["yearly", "yearly in advance", "quarterly"])
def test_a_whole_period_is_paid_once_whatever_words_are_added(often: str) -> None:
    text = f"clause x\n    a pays b 8m {often}\n    whole periods\n    from 2025-03-03\n"
    assert paid(text + WORDS) == paid(text)


def test_a_year_of_a_commitment_is_settled_once_whatever_words_are_added() -> None:
    """36.5m are bought in 2025, 73m in 2026: above 40m a year in all, below it until May."""
    text = (
        "clause buys\n    a buys compute from b, 10% of sales monthly\n"
        "clause x\n    a commits to buy 500m of compute from b by 2028\n        at least 40m per year\n"
        "        shortfall paid\n"
    )
    assert paid(text + WORDS) == paid(text)


@pytest.mark.parametrize("grid", ["monthly", "quarterly"])
@pytest.mark.parametrize("signed", ["2026-05-20", "2026-05-25", "2026-06-01", "2026-06-11"])
@pytest.mark.parametrize(
    "clause",
    [
        "b lends a 40m on 2026-05-24\n        interest 9% per year simple\n        repaid by 2026-06-10",
        "a pays b 1m every 1 year from 2025-05-25\n    floor 7m per year",
        "a pays b 1m quarterly in advance\n    from 2026-05-12",
        "a pays b 2% of worth quarterly in advance\n    floor 5% of sales",
        (
            "a distributes sales yearly\n        first 40m: b 50%, a 50%\n"
            "        catch-up until c has 26%: c 98%, b 2%\n        then b 71%, a 29%"
        ),
        "a distributes sales monthly\n        catch-up until c has 26%: c 98%, b 2%\n        then b 71%, a 29%",
        "a distributes sales yearly\n        until c has paid_in back: c 100%\n        then b 71%, c 29%",
        (
            "a distributes sales yearly\n        until c has paid_in back with 8% per year compounded: c 100%\n"
            "        then b 71%, c 29%"
        ),
    ],
    ids=["loan", "anchored floor", "in advance", "share in advance", "catch-up", "finer", "back", "with a return"],
)
def test_words_that_are_added_move_no_money(clause: str, signed: str, grid: str) -> None:
    text = f"clause x\n    {clause}\nclause paid_in\n    c pays a 900m on 2025-02-01\n"
    words = WORDS.replace("2026-05-20", signed)
    found = [received(of, grid) for of in (text, text + words)]
    assert found[0] == found[1]
    assert len(found[0]) > 1


def received(text: str, grid: str) -> dict[tuple[str, str, str], Fraction]:
    """What each receives under each clause, by day."""
    found: dict[tuple[str, str, str], Fraction] = {}
    for on, clause, _, payee, amount, *_ in ledger(run_of(text, grid=grid)):
        found[on, clause, payee] = found.get((on, clause, payee), Fraction(0)) + amount
    return found


def test_a_commitment_of_an_unknown_total_owes_its_yearly_least_under_the_last_wording() -> None:
    text = (
        "clause buys\n    a buys compute from b, 10% of sales monthly\n"
        "clause x\n    a commits to buy undisclosed USD of compute from b by 2028\n        at least 90m per year\n"
        "        shortfall paid\n"
    )
    assert paid(text + WORDS) == paid(text)
    assert paid(text)


def test_a_power_that_was_used_is_not_used_again_when_words_are_added() -> None:
    text = (
        "event reached by b\n    on 2026-03-01\nclause y\n    a pays b 1m yearly\n"
        "clause x\n    b may terminate\n        ends clause y\n        a pays b 2m\n        exercised when reached\n"
    )
    fees = [entry for entry in ledger(run_of(text + WORDS)) if entry[1] == "x"]
    assert fees == [entry for entry in ledger(run_of(text)) if entry[1] == "x"]
    assert [(on, amount) for on, _, _, _, amount, *_ in fees] == [("2026-03-01", Fraction(2 * M))]


def test_a_wording_that_is_over_distributes_nothing_of_a_later_one() -> None:
    """Gains of two months and a loss in the third are one profit of the quarter, words before it begins or not."""
    text = (
        "driver profit in USD per month\n    known 2026-07 10m, 2026-08 10m, 2026-09 -15m, 2026-10 0\n"
        "clause x\n    a distributes profit quarterly\n        then b 100%\n    from 2026-07-01\n    until 2026-10-01\n"
    )
    assert paid(text + WORDS, grid="monthly") == paid(text, grid="monthly") == {"2026-09-30": 5 * M}


def test_a_wording_that_is_never_in_force_is_not_gone_on_with() -> None:
    """Its condition is never fulfilled: what is paid instead is paid in advance for the rest of the year."""
    text = (
        "event opened by b\nevent closing by b\n    on 2026-04-01\n"
        "clause x\n    a pays b 1m yearly in advance\n"
        "    requires opened by closing, otherwise 40m\n    survives termination\n"
    )
    rest = Fraction(40 * M * 274, 365)
    words = WORDS.replace("2026-05-20", "2026-03-06")
    assert list(paid(text + words).values()) == list(paid(text).values()) == [rest, 40 * M, 40 * M]


def test_what_is_paid_in_advance_is_paid_and_another_amount_counts_from_the_next_payment_on() -> None:
    text = "clause x\n    a pays b 12m yearly in advance\n    from 2025-07-02\n"
    more = text + WORDS.replace('says "as before"', "a pays b 20m yearly in advance")
    assert list(paid(more).values()) == [Fraction(12 * M * 183, 365), 12 * M, 20 * M, 20 * M]
    ended = text + "amendment over signed 2026-05-20, binding\n    end x\n"
    assert list(paid(ended).values())[1] == pytest.approx(12 * M * 139 / 365)


def test_an_uncertain_number_is_drawn_alike_whatever_words_are_added_before() -> None:
    text = (
        "clause x\n    a pays b 10m yearly\n"
        "amendment more signed 2026-09-01, binding\n    change x\n        a pays b 19m to 28m yearly\n"
    )
    names = [[one.name for one in program_of(drawn).parameters] for drawn in (text, text + WORDS)]
    assert names == [["x: amount", "x.2: amount"]] * 2
