"""Meaning 4, and what `may` follows: breach, suspension, powers, survival, scenarios, protocols over a course."""

import pytest

from tests.semantics.probing import Probe, check, ids, replayed, session_of, states

LICENCE = """
clause licence
    beta grants alpha use of models
"""
DELIVERY = (
    LICENCE
    + """
clause delivery
    beta must deliver models to alpha by 2022-06-30
        cure 10 days
        fulfilled when cleared

clause remedy
    alpha may suspend licence
        suspends licence
    from breach of delivery
"""
)
PENALTY = (
    LICENCE
    + """
clause delivery
    beta must deliver models to alpha by 2026-06-30
        fulfilled when ipo
        on breach ends clause licence
"""
)
POWER = (
    LICENCE
    + """
clause exit
    alpha may terminate after 30 days notice, not before 2026-01-01
        ends deal, except secrecy

clause secrecy
    alpha must not disclose models

clause kept
    beta must not publish models
    survives termination

scenario leaves
    alpha exercises exit on 2026-03-01
scenario too_early
    alpha exercises exit on 2025-12-31
scenario stranger
    gamma exercises exit on 2026-03-01
"""
)
BREACH = [
    Probe("a breach does not end the deal", DELIVERY, "alpha may use models on 2023-01-01", "yes", ("licence",)),
    Probe("violation is an event: the day after the cure", DELIVERY, "delivery is violated on 2022-07-11", "yes"),
    Probe("violation: inside the cure it is overdue", DELIVERY, "delivery is overdue on 2022-07-10", "yes"),
    Probe("violation: on the day itself it is in effect", DELIVERY, "delivery is in effect on 2022-06-30", "yes"),
    Probe("a breach opens remedies", DELIVERY, "remedy is in force on 2022-07-11", "yes"),
    Probe("a breach opens remedies: not before", DELIVERY, "remedy is in force on 2022-07-10", "no"),
    Probe(
        "a violated duty fulfilled late stays violated",
        DELIVERY,
        "delivery is violated on 2025-01-01",
        "yes",
        words="fulfilled late on 2024-06-30",
    ),
    Probe("what a breach brings is said", PENALTY, "alpha may use models on 2026-07-01, given ipo never", "no"),
    Probe(
        "what a breach brings: done in time",
        PENALTY,
        "alpha may use models on 2026-07-01, given ipo on 2026-06-30",
        "yes",
    ),
    Probe("what a breach brings: open", PENALTY, "alpha may use models on 2026-07-01", "depends", (), ("ipo",)),
    Probe("what a breach brings: surely not yet", PENALTY, "alpha may use models on 2026-06-30", "yes"),
    Probe(
        "what a breach brings: a day too late",
        PENALTY,
        "alpha may use models on 2027-01-01, given ipo on 2026-07-01",
        "no",
    ),
]
POWERS = [
    Probe("termination follows the notice", POWER, "alpha may use models on 2026-03-31, scenario leaves", "no"),
    Probe("termination: within the notice", POWER, "alpha may use models on 2026-03-30, scenario leaves", "yes"),
    Probe("`ends deal, except`", POWER, "secrecy is in force on 2026-06-01, scenario leaves", "yes"),
    Probe("`survives termination`", POWER, "kept is in force on 2026-06-01, scenario leaves", "yes"),
    Probe(
        "`survives termination`: still binds",
        POWER,
        "beta may publish models on 2045-06-01, scenario leaves",
        "no",
        ("kept",),
    ),
    Probe(
        "an exception from ending is no survival of the term",
        POWER,
        "secrecy is in force on 2040-01-01, scenario leaves",
        "no",
    ),
    Probe("not before", POWER, "alpha may use models on 2026-06-01, scenario too_early", "yes"),
    Probe("by its holder only", POWER, "alpha may use models on 2026-06-01, scenario stranger", "yes"),
    Probe("nobody has exercised it", POWER, "alpha may use models on 2030-06-01", "yes"),
    Probe("a power can be used", POWER, "alpha may terminate on 2026-01-01", "yes", ("exit",)),
    Probe("a power can be used: not yet", POWER, "alpha may terminate on 2025-12-31", "no"),
    Probe("a power can be used: by others not", POWER, "beta may terminate on 2026-06-01", "no"),
    Probe("a power is used up with the deal", POWER, "alpha may terminate on 2026-06-01, scenario leaves", "no"),
]

PINS = (
    LICENCE
    + """    until verified

scenario early
    verified on 2026-01-01
    ipo on 2026-01-01
scenario later extends early
    verified on 2028-01-01
scenario never_at_all extends later
    verified never
scenario price_up
    price is 200

clause listed
    beta grants gamma use of models
    from ipo

clause dear
    beta grants delta use of models
    while price >= 150
"""
)
SCENARIOS = [
    Probe("a scenario pins them", PINS, "alpha may use models on 2026-01-01, scenario early", "no"),
    Probe(
        "a scenario may extend another: its own pin wins",
        PINS,
        "alpha may use models on 2027-12-31, scenario later",
        "yes",
    ),
    Probe(
        "a scenario may extend another: what it does not pin stays",
        PINS,
        "gamma may use models on 2026-01-01, scenario later",
        "yes",
    ),
    Probe(
        "a scenario may extend another: twice", PINS, "alpha may use models on 2035-01-01, scenario never_at_all", "yes"
    ),
    Probe(
        "a scenario may extend another: still the first one's",
        PINS,
        "gamma may use models on 2026-01-01, scenario never_at_all",
        "yes",
    ),
    Probe(
        "`given` goes before the scenario",
        PINS,
        "alpha may use models on 2027-01-01, scenario never_at_all, given verified on 2026-06-01",
        "no",
    ),
    Probe(
        "`given` leaves the other pins",
        PINS,
        "gamma may use models on 2026-01-01, scenario early, given verified never",
        "yes",
    ),
    Probe("a scenario pins drivers", PINS, "delta may use models on 2026-01-01, scenario price_up", "yes"),
    Probe("a scenario pins drivers: not otherwise", PINS, "delta may use models on 2026-01-01", "no"),
    Probe(
        "a scenario pins drivers: what is known stays known",
        PINS,
        "delta may use models on 2024-12-31, scenario price_up",
        "no",
    ),
]


@pytest.mark.parametrize("probe", [*BREACH, *POWERS, *SCENARIOS], ids=ids)
def test_courses(probe: Probe) -> None:
    check(probe)


# -- replays: a closed world --------------------------------------------------------------------------

REFUSAL = """
clause first_look
    alpha has first refusal when beta buys compute
        notice 30 days
        accept within 60 days
        silence declines
"""
EAGER = REFUSAL.replace("silence declines", "silence accepts")
CONSENT = """
clause assent
    beta needs consent of alpha, gamma to merge
        within 20 days
"""
OFFER = "2026-03-01,offers,first_look,beta\n"


@pytest.mark.parametrize(
    ("text", "rows", "day", "state"),
    [
        (REFUSAL, "", "2026-03-01", "none offered"),
        (REFUSAL, OFFER, "2026-03-01", "offered"),
        (REFUSAL, OFFER, "2026-04-30", "offered"),
        (REFUSAL, OFFER, "2026-05-01", "lapsed"),
        (EAGER, OFFER, "2026-05-01", "accepted"),
        (REFUSAL, OFFER + "2026-04-30,accepts,first_look,alpha\n", "2026-04-30", "accepted"),
        (REFUSAL, OFFER + "2026-05-01,accepts,first_look,alpha\n", "2026-05-01", "lapsed"),
        (REFUSAL, OFFER + "2026-03-05,declines,first_look,alpha\n", "2026-03-05", "declined"),
        (REFUSAL, OFFER + "2026-03-05,waives,first_look,alpha\n", "2026-03-05", "waived"),
        (
            REFUSAL,
            OFFER + "2026-03-05,declines,first_look,alpha\n2026-06-01,offers,first_look,beta\n",
            "2026-06-01",
            "offered",
        ),
    ],
)
def test_first_refusal_is_a_protocol(text: str, rows: str, day: str, state: str) -> None:
    """60 days from 2026-03-01 end with 2026-04-30."""
    assert states(text, rows, day)["first_look"] == state


@pytest.mark.parametrize(
    ("rows", "day", "state"),
    [
        ("", "2026-03-01", "not asked"),
        ("2026-03-01,offers,assent,beta\n", "2026-03-21", "asked"),
        ("2026-03-01,offers,assent,beta\n", "2026-03-22", "lapsed"),
        ("2026-03-01,consents,assent,alpha\n", "2026-03-22", "not asked"),
        ("2026-03-01,consents,assent,alpha\n2026-03-02,consents,assent,gamma\n", "2026-03-02", "consented"),
        ("2026-03-01,consents,assent,alpha\n2026-03-02,refuses,assent,gamma\n", "2026-03-02", "refused"),
        ("2026-03-01,offers,assent,beta\n2026-03-02,consents,assent,alpha\n", "2026-03-22", "lapsed"),
        (
            "2026-03-01,offers,assent,beta\n2026-03-02,consents,assent,alpha\n2026-03-21,consents,assent,gamma\n",
            "2026-03-21",
            "consented",
        ),
        (
            "2026-03-01,offers,assent,beta\n2026-03-02,consents,assent,alpha\n2026-03-22,consents,assent,gamma\n",
            "2026-03-22",
            "lapsed",
        ),
    ],
)
def test_every_giver_must_consent(rows: str, day: str, state: str) -> None:
    assert states(CONSENT, rows, day)["assent"] == state


TOLLING = """
clause delivery
    beta must deliver models to alpha by 2026-06-30
        fulfilled when ipo

clause halt
    beta may suspend delivery
        suspends delivery

clause go_on
    beta may resume delivery
        resumes delivery
"""


@pytest.mark.parametrize(
    ("rows", "day", "state"),
    [
        ("2026-06-01,exercises,halt,beta\n", "2026-07-15", "suspended"),
        # 30 days stood still: due 2026-07-30.
        ("2026-06-01,exercises,halt,beta\n2026-07-01,exercises,go_on,beta\n", "2026-07-30", "in effect"),
        ("2026-06-01,exercises,halt,beta\n2026-07-01,exercises,go_on,beta\n", "2026-07-31", "violated"),
        (
            "2026-06-01,exercises,halt,beta\n2026-07-01,exercises,go_on,beta\n2026-07-30,happens,ipo,\n",
            "2026-07-31",
            "fulfilled",
        ),
        # A suspension after the deadline does not bring it back.
        ("2026-07-05,exercises,halt,beta\n2026-07-20,exercises,go_on,beta\n", "2026-08-01", "violated"),
        # Before it is due twice: ten days each, due 2026-07-20.
        (
            (
                "2026-04-01,suspends,delivery,beta\n2026-04-11,resumes,delivery,beta\n"
                "2026-05-01,suspends,delivery,beta\n2026-05-11,resumes,delivery,beta\n"
            ),
            "2026-07-20",
            "in effect",
        ),
        ("2026-04-01,suspends,delivery,beta\n2026-04-11,resumes,delivery,beta\n", "2026-07-11", "violated"),
        ("2026-06-01,waives,delivery,alpha\n", "2026-08-01", "waived"),
        ("2026-06-30,fulfils,delivery,beta\n", "2026-08-01", "fulfilled"),
        ("2026-07-01,fulfils,delivery,beta\n", "2026-08-01", "violated"),
    ],
)
def test_suspension_stops_the_clock(rows: str, day: str, state: str) -> None:
    assert states(TOLLING, rows, day)["delivery"] == state


IN_BREACH = (
    POWER
    + """
clause standstill
    alpha must not terminate
    until 2027-01-01
"""
)


def test_a_power_may_be_exercised_validly_yet_in_breach() -> None:
    after = replayed(IN_BREACH, "2026-03-01,exercises,exit,alpha\n", "2026-05-01")
    standing = {state.clause: state for state in after.states}
    assert standing["exit"].state == "exercised"
    assert "in breach of standstill" in standing["exit"].why
    assert standing["standstill"].state == "violated"
    assert standing["licence"].state == "not in force"
    assert after.outcome.state == "terminated unsuccessfully"


def test_after_the_standstill_it_is_no_breach() -> None:
    standing = states(IN_BREACH, "2027-01-01,exercises,exit,alpha\n", "2027-03-01")
    assert (standing["exit"], standing["standstill"]) == ("exercised", "ended")


DECLARING = (
    LICENCE
    + """    until ipo

clause declaring
    beta may declare ipo
        effective only when cleared

clause notice_of_it
    beta must notify alpha within 30 days of breach of payment

clause payment
    beta must pay to alpha by 2026-06-30

clause payment_again
    beta must pay to alpha within 10 days of breach of payment
        cure 5 business days
"""
)


@pytest.mark.parametrize(
    ("rows", "day", "clause", "state"),
    [
        ("", "2026-06-30", "payment", "in effect"),
        ("", "2026-07-01", "payment", "violated"),
        ("2026-06-30,fulfils,payment,beta\n", "2026-07-20", "payment_again", "not yet in effect"),
        # Violated on Wednesday 2026-07-01: due on Saturday the 11th, five business days later is Friday the 17th.
        ("", "2026-07-11", "payment_again", "in effect"),
        ("", "2026-07-17", "payment_again", "overdue"),
        ("", "2026-07-18", "payment_again", "violated"),
        ("2026-07-17,fulfils,payment_again,beta\n", "2026-07-18", "payment_again", "cured"),
        ("", "2026-07-31", "notice_of_it", "in effect"),
        ("", "2026-08-01", "notice_of_it", "violated"),
    ],
)
def test_violation_is_an_event_others_can_refer_to(rows: str, day: str, clause: str, state: str) -> None:
    assert states(DECLARING, rows, day)[clause] == state


def test_a_duty_nobody_recorded_is_open_and_says_so() -> None:
    asked = session_of(DECLARING).ask("payment is violated on 2026-07-01")
    assert asked.outcome is not None
    assert asked.outcome.result == "open"
    assert {(thing.kind, thing.name) for thing in asked.outcome.hangs_on} == {("record", "payment")}
