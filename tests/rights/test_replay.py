"""Recorded courses on small deals: states, how they came about, and what is allowed under them."""

from datetime import date

import pytest

from termwise.base.source import SourceText
from termwise.model.deal import Deal
from termwise.rights.course_rows import read_course
from termwise.rights.decide import decide
from termwise.rights.replay import Replay, replay
from termwise.view.view import View
from tests.rights.reading import act_of, deal_of

TEXT = """
clause licence
    beta grants alpha use of models

clause fees
    alpha must pay to beta by 2026-03-31
        cure 10 days
        fulfilled when ipo

clause first_look
    alpha has first refusal when beta buys compute
        notice 30 days
        accept within 60 days
        silence declines

clause approval
    beta needs consent of alpha, gamma to merge

clause halt
    beta may suspend licence
        suspends licence
    from breach of fees

clause go_on
    beta may resume licence
        resumes licence

clause exit
    either alpha or beta may terminate after 30 days notice, not before 2026-06-01
        ends deal, except secrecy

clause standstill
    alpha must not terminate
    until 2026-12-31

clause secrecy
    alpha must not disclose models
        violated when strike
    survives termination
"""
DEAL = deal_of(TEXT)


def replayed(rows: str, day: str, deal: Deal = DEAL) -> Replay:
    read = read_course(SourceText("course.csv", "date,act,subject,by\n" + rows), deal)
    assert read.diagnostics == ()
    return replay(deal, View(known_by=deal.today), read.rows, date.fromisoformat(day))


def state(rows: str, day: str, clause: str) -> str:
    found = replayed(rows, day).state(clause)
    assert found is not None
    assert found.truth.value is True
    return found.state


def verdict(rows: str, day: str, act: str) -> str:
    found = replayed(rows, day)
    return decide(found.agreement, act_of(act), found.day).verdict


@pytest.mark.parametrize(
    ("rows", "day", "expected"),
    [
        ("", "2026-03-31", "in effect"),
        ("", "2026-04-01", "overdue"),
        ("", "2026-04-10", "overdue"),
        ("", "2026-04-11", "violated"),
        ("2026-03-31,happens,ipo,\n", "2026-03-31", "fulfilled"),
        ("2026-04-05,happens,ipo,\n", "2026-04-11", "cured"),
        ("2026-05-05,happens,ipo,\n", "2026-06-01", "violated"),
        ("2026-02-01,fulfils,fees,alpha\n", "2026-04-11", "fulfilled"),
        ("2026-02-01,waives,fees,beta\n", "2026-04-11", "waived"),
    ],
)
def test_a_duty_with_a_deadline_and_a_cure(rows: str, day: str, expected: str) -> None:
    assert state(rows, day, "fees") == expected


def test_a_suspended_grant_grants_nothing_until_it_is_resumed() -> None:
    rows = "2026-05-01,exercises,halt,beta\n2026-06-01,exercises,go_on,beta\n"
    assert verdict(rows, "2026-04-30", "alpha use models") == "yes"
    assert verdict(rows, "2026-05-15", "alpha use models") == "no"
    assert verdict(rows, "2026-06-02", "alpha use models") == "yes"


def test_a_power_without_its_breach_does_nothing() -> None:
    rows = "2026-01-10,fulfils,fees,alpha\n2026-05-01,exercises,halt,beta\n"
    assert verdict(rows, "2026-05-15", "alpha use models") == "yes"


def test_the_deal_ends_after_the_notice_and_spares_what_it_excepts() -> None:
    rows = "2026-06-15,exercises,exit,beta\n"
    assert verdict(rows, "2026-07-14", "alpha use models") == "yes"
    assert verdict(rows, "2026-07-15", "alpha use models") == "no"
    assert verdict(rows, "2026-07-15", "alpha disclose models") == "no"
    assert replayed(rows, "2026-07-15").outcome.state == "terminated unsuccessfully"


def test_a_power_exercised_in_breach_takes_effect_all_the_same() -> None:
    found = replayed("2026-06-15,exercises,exit,alpha\n", "2026-07-15")
    power, ban = found.state("exit"), found.state("standstill")
    assert power is not None
    assert ban is not None
    assert (power.state, "in breach of standstill" in power.why) == ("exercised", True)
    assert ban.state == "violated"
    assert found.outcome.state == "terminated unsuccessfully"


def test_may_a_party_exercise_a_power_it_must_not() -> None:
    found = replayed("", "2026-07-01")
    answer = decide(found.agreement, act_of("alpha terminate"), found.day)
    assert (answer.verdict, answer.clauses("decides")) == ("no", ("standstill",))
    assert decide(found.agreement, act_of("beta terminate"), found.day).verdict == "yes"


@pytest.mark.parametrize(
    ("rows", "day", "expected"),
    [
        ("", "2026-06-01", "depends"),
        ("2026-05-01,offers,first_look,beta\n", "2026-06-01", "depends"),
        ("2026-05-01,offers,first_look,beta\n", "2026-07-01", "yes"),
        ("2026-05-01,offers,first_look,beta\n2026-05-10,declines,first_look,alpha\n", "2026-05-20", "depends"),
        ("2026-05-01,offers,first_look,beta\n2026-05-10,declines,first_look,alpha\n", "2026-05-31", "yes"),
        ("2026-05-01,offers,first_look,beta\n2026-05-10,accepts,first_look,alpha\n", "2026-05-31", "no"),
        ("2026-05-01,waives,first_look,alpha\n", "2026-05-02", "yes"),
    ],
)
def test_first_refusal_as_a_protocol(rows: str, day: str, expected: str) -> None:
    assert verdict(rows, day, "beta buy compute from gamma") == expected
    assert verdict(rows, day, "beta buy compute from alpha") == "yes"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", "depends"),
        ("2026-05-01,consents,approval,alpha\n", "depends"),
        ("2026-05-01,consents,approval,alpha\n2026-05-02,consents,approval,gamma\n", "yes"),
        ("2026-05-01,refuses,approval,alpha\n", "no"),
    ],
)
def test_consent_of_every_giver(rows: str, expected: str) -> None:
    assert verdict(rows, "2026-06-01", "beta merge") == expected


def test_rows_after_the_day_do_not_count() -> None:
    found = replayed("2026-03-01,happens,ipo,\n2026-09-01,happens,strike,\n", "2026-06-01")
    assert [row.subject for row in found.left_out] == ["strike"]
    secrecy = found.state("secrecy")
    assert secrecy is not None
    assert secrecy.state == "in effect"


def test_how_it_came_about() -> None:
    found = replayed("2026-05-05,happens,ipo,\n", "2026-06-01")
    fees = [(str(t.on), t.before, t.after) for t in found.transitions if t.clause == "fees"]
    assert fees == [
        ("2020-01-01", None, "in effect"),
        ("2026-04-01", "in effect", "overdue"),
        ("2026-04-11", "overdue", "violated"),
    ]


def test_performed_in_time() -> None:
    outcome = replayed("2026-03-01,happens,ipo,\n", "2026-04-01").outcome
    assert (outcome.state, outcome.since) == ("terminated successfully", date(2026, 3, 1))


def test_performed_and_then_ended_is_a_success() -> None:
    rows = "2026-03-01,happens,ipo,\n2026-06-15,exercises,exit,beta\n"
    assert replayed(rows, "2026-08-01").outcome.state == "terminated successfully"


def test_run_out() -> None:
    assert replayed("", "2040-01-01").outcome.state == "expired"
