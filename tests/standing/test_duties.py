"""Every state of a duty and of a prohibition, recorded and not."""

from datetime import date

import pytest

from termwise.model.expression import StateIs
from termwise.standing.conditions import condition
from termwise.standing.duties import duty_state, violation
from termwise.standing.in_force import in_force
from termwise.view.agreement import Agreement
from termwise.view.course import NEVER, HangsOn, Reach, certainly
from tests.view.reading import agreement_of, replayed

DELIVER = """
clause x
    a must deliver note to b by 2025-06-30
"""
CURED = DELIVER + "        cure 10 days\n"


def state(agreement: Agreement, day: str, clause: str = "x") -> tuple[str, bool | None]:
    found = duty_state(agreement, clause, date.fromisoformat(day))
    assert found is not None
    assert found.state in found.possible
    assert (found.truth.value is True) == (found.possible == (found.state,))
    return found.state, found.truth.value


def closed(text: str, *records: tuple[str, str]) -> Agreement:
    return replayed(text, [(day, kind, "x") for day, kind in records])


@pytest.mark.parametrize(
    ("text", "records", "day", "expected"),
    [
        (DELIVER, (), "2025-06-30", "in effect"),
        (DELIVER, (), "2025-07-01", "violated"),
        (DELIVER, (("2025-06-30", "fulfils"),), "2025-06-29", "in effect"),
        (DELIVER, (("2025-06-30", "fulfils"),), "2025-06-30", "fulfilled"),
        (DELIVER, (("2025-06-30", "fulfils"),), "2029-12-31", "fulfilled"),
        (DELIVER, (("2025-07-01", "fulfils"),), "2025-07-01", "violated"),
        (DELIVER, (("2025-08-01", "fulfils"),), "2029-01-01", "violated"),
        (DELIVER, (("2025-03-01", "waives"),), "2025-03-01", "waived"),
        (DELIVER, (("2025-03-01", "waives"),), "2025-07-01", "waived"),
        (DELIVER, (("2025-08-01", "waives"),), "2025-07-31", "violated"),
        (DELIVER, (("2025-08-01", "waives"),), "2025-08-01", "waived"),
        (CURED, (), "2025-07-01", "overdue"),
        (CURED, (), "2025-07-10", "overdue"),
        (CURED, (), "2025-07-11", "violated"),
        (CURED, (("2025-07-10", "fulfils"),), "2025-07-09", "overdue"),
        (CURED, (("2025-07-10", "fulfils"),), "2025-07-10", "cured"),
        (CURED, (("2025-07-11", "fulfils"),), "2025-07-11", "violated"),
        (DELIVER + "    from 2025-02-01\n", (), "2025-01-31", "not yet in effect"),
        (DELIVER + "    from 2025-02-01\n", (), "2025-02-01", "in effect"),
        (DELIVER + "    until 2025-03-01\n", (), "2025-03-01", "ended"),
        (DELIVER + "    until 2025-03-01\n", (), "2025-07-01", "ended"),
        (DELIVER + "    until 2025-07-01\n", (), "2025-07-01", "violated"),
        (DELIVER, (("2025-06-01", "suspends"),), "2025-06-01", "suspended"),
        (DELIVER, (("2025-06-01", "suspends"),), "2025-08-01", "suspended"),
        (DELIVER, (("2025-06-01", "suspends"), ("2025-06-11", "resumes")), "2025-06-11", "in effect"),
        (DELIVER, (("2025-06-01", "suspends"), ("2025-06-11", "resumes")), "2025-07-10", "in effect"),
        (DELIVER, (("2025-06-01", "suspends"), ("2025-06-11", "resumes")), "2025-07-11", "violated"),
        (DELIVER, (("2025-07-05", "suspends"),), "2025-07-05", "violated"),
    ],
)
def test_states_of_a_recorded_duty(text: str, records: tuple[tuple[str, str], ...], day: str, expected: str) -> None:
    assert state(closed(text, *records), day) == (expected, True)


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (DELIVER, "2025-06-30", ("in effect", True)),
        (DELIVER, "2025-07-01", ("violated", None)),
        (CURED, "2025-07-05", ("overdue", None)),
        (DELIVER + "        fulfilled when done\n", "2025-01-01", ("fulfilled", True)),
        (DELIVER + "        fulfilled when agi\n", "2025-01-01", ("in effect", True)),
        (DELIVER + "        fulfilled when agi\n", "2025-02-01", ("in effect", None)),
        (DELIVER + "        fulfilled when agi\n", "2025-07-01", ("fulfilled", None)),
    ],
)
def test_states_when_not_everything_is_known(text: str, day: str, expected: tuple[str, bool | None]) -> None:
    assert state(agreement_of(text), day) == expected


def test_past_the_deadline_it_is_open_on_the_record() -> None:
    agreement = agreement_of(DELIVER)
    found = duty_state(agreement, "x", date(2026, 1, 1))
    assert found is not None
    assert found.possible == ("violated", "fulfilled")
    assert found.truth.hangs_on == frozenset({HangsOn("record", "x")})
    assert found.why == "open: violated or fulfilled"
    assert violation(agreement, "x") == Reach(date(2025, 7, 1), None, frozenset({HangsOn("record", "x")}))


@pytest.mark.parametrize(
    ("deadline", "due", "violated"),
    [
        ("within 30 days of done", "2024-07-30", "2024-07-31"),
        ("within 5 business days of done", "2024-07-05", "2024-07-06"),
        ("by 2025", "2025-12-31", "2026-01-01"),
        ("by 2025-02", "2025-02-28", "2025-03-01"),
        ("on 2025-02-14", "2025-02-14", "2025-02-15"),
        ("when done", "2024-06-30", "2024-07-01"),
    ],
)
def test_deadlines(deadline: str, due: str, violated: str) -> None:
    agreement = closed(f"clause x\n    a must deliver note to b {deadline}\n")
    found = duty_state(agreement, "x", date(2024, 7, 1))
    assert found is not None
    assert found.due == date.fromisoformat(due)
    assert violation(agreement, "x") == certainly(date.fromisoformat(violated))


def test_a_duty_that_waits_for_its_trigger() -> None:
    agreement = agreement_of("clause x\n    a must deliver note to b within 30 days of agi\n")
    assert state(agreement, "2025-01-01") == ("not yet in effect", True)
    assert state(agreement, "2025-01-10") == ("in effect", None)


def test_words() -> None:
    late = duty_state(closed(DELIVER, ("2025-08-01", "fulfils")), "x", date(2025, 9, 1))
    cured = duty_state(closed(CURED, ("2025-07-05", "fulfils")), "x", date(2025, 9, 1))
    owed = duty_state(closed(DELIVER), "x", date(2025, 1, 1))
    assert late is not None
    assert cured is not None
    assert owed is not None
    assert (late.since, late.why) == (date(2025, 7, 1), "not done by 2025-06-30; fulfilled late on 2025-08-01")
    assert (cured.since, cured.why) == (date(2025, 7, 5), "due 2025-06-30, done on 2025-07-05")
    assert (owed.since, owed.due, owed.why) == (date(2020, 1, 1), date(2025, 6, 30), "due 2025-06-30")


STANDING_DUTY = "clause x\n    a must maintain note\n        violated when {}\n"


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("clause x\n    a must maintain note\n", "2029-01-01", ("in effect", True)),
        (STANDING_DUTY.format("done"), "2024-06-29", ("in effect", True)),
        (STANDING_DUTY.format("done"), "2024-06-30", ("violated", True)),
        (STANDING_DUTY.format("done") + "        cure 10 days\n", "2024-07-10", ("in effect", True)),
        (STANDING_DUTY.format("done") + "        cure 10 days\n", "2024-07-11", ("violated", True)),
        (STANDING_DUTY.format("agi"), "2026-01-01", ("in effect", None)),
        (STANDING_DUTY.format("done") + "    until 2024-06-30\n", "2025-01-01", ("ended", True)),
        ("clause x\n    a must not build compute\n", "2026-01-01", ("in effect", True)),
        ("clause x\n    a must not build compute\n        violated when done\n", "2024-06-30", ("violated", True)),
        ("clause x\n    a must not build compute\n        violated when agi\n", "2026-01-01", ("in effect", None)),
    ],
)
def test_standing_duties_and_prohibitions(text: str, day: str, expected: tuple[str, bool | None]) -> None:
    assert state(agreement_of(text), day) == expected


REPORT = "clause x\n    a must report to b quarterly\n    from 2025-01-01\n    until 2026-01-01\n"


def test_recurring_duties() -> None:
    once = closed(REPORT, ("2025-03-31", "fulfils"))
    assert state(once, "2025-06-30") == ("in effect", True)
    assert state(once, "2025-07-01") == ("violated", True)
    found = duty_state(once, "x", date(2025, 4, 1))
    assert found is not None
    assert found.due == date(2025, 6, 30)
    always = [(day, "fulfils") for day in ("2025-03-01", "2025-06-01", "2025-09-30", "2025-12-31")]
    assert violation(closed(REPORT, *always), "x") == NEVER
    assert state(closed(REPORT, *always), "2026-01-01") == ("ended", True)
    assert state(agreement_of(REPORT), "2025-04-01") == ("in effect", None)


REMEDY = """
clause x
    a must deliver note to b by 2025-06-30
        on breach triggers signed
        on breach suspends y
        on breach ends clause z
clause y
    b must provide models to a by 2025-07-31
clause z
    a grants b use of note
clause remedy
    b may terminate after 30 days notice
        ends deal
    from breach of x
"""


def test_a_breach_opens_remedies_and_does_not_end_the_deal() -> None:
    agreement = replayed(REMEDY, [("2025-07-10", "exercises", "remedy"), ("2025-06-01", "exercises", "remedy")])
    assert in_force(agreement, "z", date(2025, 6, 30)).truth.value is True
    assert in_force(agreement, "z", date(2025, 7, 1)).why == "not in force since 2025-07-01: breach of x ends z"
    assert state(agreement, "2025-07-01", "y") == ("suspended", True)
    assert in_force(agreement, "remedy", date(2025, 6, 30)).truth.value is False
    assert in_force(agreement, "remedy", date(2025, 7, 1)).truth.value is True
    assert in_force(agreement, "x", date(2025, 8, 8)).truth.value is True
    assert in_force(agreement, "x", date(2025, 8, 9)).why == "not in force since 2025-08-09: remedy ends the deal"
    assert state(agreement, "2026-01-01") == ("violated", True)
    signed = condition(agreement, StateIs("remedy", "exercised"), date(2025, 7, 10))
    assert signed.value is True


def test_breaches_that_end_the_deal_are_told_in_order() -> None:
    """The later breach does not happen: the earlier one has ended the deal before its duty fell due."""
    duty = "clause {}\n    a must deliver note to b by {}\n        on breach ends deal\n"
    agreement = replayed(duty.format("x", "2025-06-30") + duty.format("y", "2025-09-30"), [])
    assert violation(agreement, "x") == certainly(date(2025, 7, 1))
    assert violation(agreement, "y") == NEVER
    assert state(agreement, "2026-01-01", "y") == ("ended", True)
    both = replayed(duty.format("x", "2025-06-30") + duty.format("y", "2025-06-30"), [])
    assert violation(both, "x") == violation(both, "y") == certainly(date(2025, 7, 1))


@pytest.mark.parametrize(
    ("asked", "day", "expected"),
    [
        ("violated", "2025-07-01", True),
        ("violated", "2025-06-30", False),
        ("in effect", "2025-06-30", True),
        ("fulfilled", "2025-07-01", False),
        ("ended", "2030-01-01", True),
        ("in force", "2025-07-01", True),
        ("suspended", "2025-07-01", False),
    ],
)
def test_asking_for_a_state(asked: str, day: str, expected: bool) -> None:
    agreement = closed(DELIVER)
    question = StateIs("x", asked)  # type: ignore[arg-type]
    assert condition(agreement, question, date.fromisoformat(day)).value is expected
    negated = StateIs("x", asked, negated=True)  # type: ignore[arg-type]
    assert condition(agreement, negated, date.fromisoformat(day)).value is not expected


def test_an_amended_deadline() -> None:
    longer = (
        DELIVER
        + """
amendment longer signed {}, binding
    change x
        a must deliver note to b by 2025-12-31
"""
    )
    in_time = closed(longer.format("2025-06-01"))
    assert violation(in_time, "x") == certainly(date(2026, 1, 1))
    titled = DELIVER + 'amendment renames signed 2025-08-01, binding\n    change x "Delivery"\n        says "soon"\n'
    assert state(agreement_of(titled, "2026-01-01"), "2026-01-01") == ("violated", None)
    assert state(closed(titled), "2026-01-01") == ("violated", True)
    backdated = "clause x\n    a grants b use of note\n" + longer.format("2026-02-01")[len(DELIVER) :]
    assert state(closed(backdated), "2026-03-01") == ("ended", True)
    assert violation(closed(backdated), "x") == NEVER
    too_late = closed(longer.format("2025-08-01"))
    assert violation(too_late, "x") == certainly(date(2025, 7, 1))
    assert state(too_late, "2025-09-01") == ("violated", True)


def test_what_is_no_duty() -> None:
    assert duty_state(agreement_of("clause x\n    a grants b use of note\n"), "x", date(2025, 1, 1)) is None
    assert duty_state(agreement_of(""), "x", date(2025, 1, 1)) is None
    assert violation(agreement_of(""), "x") == NEVER
