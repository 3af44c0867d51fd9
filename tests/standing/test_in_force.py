"""Clauses in force, day by day, with the reason in words."""

from datetime import date

import pytest

from termwise.model.declaration import Given
from termwise.standing.critical_days import critical_days
from termwise.standing.deal_end import deal_ended
from termwise.standing.in_force import in_force, stretches
from termwise.view.agreement import Agreement
from termwise.view.course import NEVER, HangsOn, certainly, open_on
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.view.reading import agreement_of, deal_of, replayed

PAYS = "    a pays b 1m monthly\n"


def standing(agreement: Agreement, day: str, clause: str = "x") -> tuple[bool | None, str]:
    found = in_force(agreement, clause, date.fromisoformat(day))
    return found.truth.value, found.why


@pytest.mark.parametrize(
    ("lines", "day", "expected"),
    [
        ("", "2019-12-31", (False, "not in force before 2020-01-01")),
        ("", "2020-01-01", (True, "in force since 2020-01-01")),
        ("", "2029-12-31", (True, "in force since 2020-01-01")),
        ("", "2030-01-01", (False, "not in force since 2030-01-01: the deal's term is over")),
        ("    survives termination\n", "2030-01-01", (True, "in force since 2020-01-01")),
        ("    from 2021-06\n", "2021-05-31", (False, "not in force before 2021-06-01: from 2021-06")),
        ("    from 2021-06\n", "2021-06-01", (True, "in force since 2021-06-01")),
        ("    until 2022\n", "2021-12-31", (True, "in force since 2020-01-01")),
        ("    until 2022\n", "2022-01-01", (False, "not in force since 2022-01-01: until 2022")),
        ("    through 2022\n", "2022-12-31", (True, "in force since 2020-01-01")),
        ("    through 2022\n", "2023-01-01", (False, "not in force since 2023-01-01: through 2022")),
        ("    through 2022-02\n", "2022-02-28", (True, "in force since 2020-01-01")),
        ("    through 2022-02\n", "2022-03-01", (False, "not in force since 2022-03-01: through 2022-02")),
        ("    through 2035-06-30\n", "2035-06-30", (True, "in force since 2020-01-01")),
        ("    from done\n", "2024-06-30", (True, "in force since 2024-06-30")),
        (
            "    until first of (2028-01-01, agi)\n",
            "2028-01-01",
            (False, "not in force since 2028-01-01: until first of (2028-01-01, agi)"),
        ),
        ("    until first of (2028-01-01, agi)\n", "2025-01-01", (True, "in force since 2020-01-01")),
        (
            "    until first of (2028-01-01, agi)\n",
            "2025-01-02",
            (None, "perhaps in force, until first of (2028-01-01, agi)"),
        ),
        ("    from agi\n", "2025-01-01", (False, "not in force before 2025-01-02: from agi")),
        ("    from agi\n", "2026-01-01", (None, "perhaps in force, from agi")),
        ("    while done\n", "2024-06-29", (False, "not in force: while done")),
        ("    while done\n", "2024-06-30", (True, "in force since 2020-01-01")),
        ("    unless done\n", "2024-06-30", (False, "not in force: unless done")),
        ("    unless agi\n", "2026-01-01", (None, "perhaps in force, unless agi")),
        (
            "    requires done by 2024-12-31\n",
            "2024-06-29",
            (False, "not in force before 2024-06-30: requires done by 2024-12-31"),
        ),
        ("    requires done by 2024-12-31\n", "2024-06-30", (True, "in force since 2024-06-30")),
        ("    requires agi by 2024\n", "2026-01-01", (False, "never in force: requires agi by 2024")),
        ("    requires agi by 2026\n", "2026-06-01", (None, "perhaps in force, requires agi by 2026")),
        ("    requires agi by 2024, otherwise 5m\n", "2025-01-01", (True, "in force since 2025-01-01")),
    ],
)
def test_truth_and_reason(lines: str, day: str, expected: tuple[bool | None, str]) -> None:
    assert standing(agreement_of(f"clause x\n{PAYS}{lines}"), day) == expected


def test_a_clause_the_view_does_not_know() -> None:
    found = in_force(agreement_of(""), "x", date(2025, 1, 1))
    assert (found.truth.value, found.version) == (False, None)
    assert found.why == "not in this view: nothing the view accepts has said it"


AMENDED = f"""
clause x
{PAYS}    until 2024-01-01
amendment longer signed 2022-01-01, binding
    change x
        through 2025-12-31
amendment stop signed 2023-06-01, binding
    end x on 2025-06-30
"""


def test_the_wording_that_governs() -> None:
    agreement = agreement_of(AMENDED)
    wordings = [in_force(agreement, "x", date(year, 1, 1)).version for year in (2021, 2022, 2025)]
    assert [v.amendment for v in wordings if v is not None] == [None, "longer", "longer"]
    assert standing(agreement, "2025-06-29") == (True, "in force since 2020-01-01")
    assert standing(agreement, "2025-06-30") == (False, "not in force since 2025-06-30: ended by stop")


def test_stretches() -> None:
    agreement = agreement_of(AMENDED + f"clause y\n{PAYS}    until first of (2028-01-01, agi)\n")
    found = [(s.start, s.end, s.truth.value, s.version.amendment) for s in stretches(agreement, "x")]
    assert found == [
        (date(2020, 1, 1), date(2022, 1, 1), True, None),
        (date(2022, 1, 1), date(2025, 6, 30), True, "longer"),
    ]
    open_ = [(s.start, s.end, s.truth.value) for s in stretches(agreement, "y")]
    assert open_ == [
        (date(2020, 1, 1), date(2025, 1, 2), True),
        (date(2025, 1, 2), date(2028, 1, 1), None),
    ]
    assert stretches(agreement, "nothing") == ()


def test_a_stretch_without_end() -> None:
    (only,) = stretches(agreement_of(f"clause x\n{PAYS}    survives termination\n"), "x")
    assert (only.start, only.end) == (date(2020, 1, 1), None)


PENDING = """
clause x
    a grants b use of note
    until 2028-01-01
amendment maybe signed 2024-01-01, binding
    requires agi by 2026-12-31
    change x
        {}
"""


def test_wordings_that_differ_only_in_time_are_settled_where_both_hold() -> None:
    agreement = agreement_of(PENDING.format("until 2029-01-01"))
    assert standing(agreement, "2027-06-01") == (True, "in force since 2020-01-01")
    assert standing(agreement, "2028-06-01") == (None, "open: whether maybe takes effect")
    assert standing(agreement, "2029-06-01")[0] is False


def test_wordings_that_say_something_else_are_open() -> None:
    agreement = agreement_of(PENDING.format("only for compute"))
    found = in_force(agreement, "x", date(2027, 6, 1))
    assert found.truth == open_on(HangsOn("event", "agi"))
    assert found.version is not None
    assert found.version.amendment is None


def test_a_certain_change_on_top_of_an_open_one_is_open() -> None:
    sure = "amendment sure signed 2026-01-01, binding\n    change x\n        through 2029-06-30\n"
    deal = deal_of(PENDING.format("only for compute") + sure)
    agreement = consolidate(deal, View(date(2026, 2, 1)))
    assert standing(agreement, "2027-06-01")[0] is None
    settled = consolidate(deal, View(date(2026, 2, 1), given=(Given("agi", None),)))
    assert standing(settled, "2027-06-01")[0] is True


def test_a_clause_pending_as_a_whole() -> None:
    head = "amendment maybe signed 2024-01-01, binding\n    requires agi by 2026-12-31\n"
    agreement = agreement_of(f"{head}    clause x\n        {PAYS.strip()}\n")
    assert standing(agreement, "2025-01-01") == (False, "not in force before 2025-01-02: said by maybe")
    assert standing(agreement, "2026-06-01") == (None, "perhaps in force, said by maybe")


EXIT = f"""
clause x
{PAYS}clause kept
{PAYS}clause survivor
{PAYS}    survives termination
clause exit
    either a or b may terminate after 90 days notice
        ends deal, except kept
"""


def test_a_power_that_may_yet_be_exercised_opens_nothing() -> None:
    agreement = agreement_of(EXIT)
    assert standing(agreement, "2028-01-01") == (True, "in force since 2020-01-01")
    assert deal_ended(agreement) == NEVER


def test_ending_the_deal() -> None:
    agreement = replayed(EXIT, [("2025-03-01", "exercises", "exit")])
    assert deal_ended(agreement) == certainly(date(2025, 5, 30))
    assert standing(agreement, "2025-05-29") == (True, "in force since 2020-01-01")
    assert standing(agreement, "2025-05-30") == (False, "not in force since 2025-05-30: exit ends the deal")
    assert standing(agreement, "2025-05-30", "kept")[0] is True
    assert standing(agreement, "2025-05-30", "survivor")[0] is True
    assert standing(agreement, "2025-05-30", "exit")[0] is False


def test_ending_by_an_else_branch() -> None:
    text = f"clause x\n{PAYS}clause y\n{PAYS}    requires agi by 2024-06-30, otherwise ends deal\n"
    agreement = agreement_of(text)
    assert deal_ended(agreement) == certainly(date(2024, 7, 1))
    why = "not in force since 2024-07-01: y, its condition not met, ends the deal"
    assert standing(agreement, "2024-07-01") == (False, why)


def test_an_amendment_that_ends_the_deal() -> None:
    text = (
        f"clause x\n{PAYS}amendment m signed 2023-01-01, binding\n    requires agi by 2024-06-30, otherwise ends deal\n"
    )
    agreement = agreement_of(text)
    assert standing(agreement, "2024-07-01") == (False, "not in force since 2024-07-01: the deal was ended by m")


def test_critical_days() -> None:
    agreement = agreement_of(f"clause x\n{PAYS}    from 2021-06\n    until first of (2028-01-01, agi)\n")
    days = critical_days(agreement, date(2020, 1, 1), date(2029, 12, 31))
    assert list(days) == sorted(set(days))
    assert {date(2021, 6, 1), date(2024, 6, 30), date(2025, 1, 2), date(2028, 1, 1)} <= set(days)
    assert date(2020, 1, 1) not in days
    assert critical_days(agreement, date(2021, 5, 31), date(2021, 6, 1)) == (date(2021, 6, 1),)
