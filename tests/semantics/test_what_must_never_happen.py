"""What must never happen; and the seven kinds of "subject to", told apart."""

import pytest

from termwise.model.amendment import STATUSES
from termwise.session import load_text
from tests.semantics.probing import HEAD, Probe, check, ids, session_of, states

LICENCE = """
clause licence
    beta grants alpha use of models
    until 2031-01-01
"""


def texted(status: str) -> str:
    return (
        LICENCE
        + f"""
amendment text signed 2024-01-01, {status}
    change licence
        through 2035-12-31
    clause ban
        gamma must not build compute
"""
    )


@pytest.mark.parametrize("lowest", STATUSES)
@pytest.mark.parametrize("status", [*STATUSES, "withdrawn"])
def test_a_rumour_is_never_counted_as_binding(status: str, lowest: str) -> None:
    """A text counts in a view exactly when it is no weaker than the view's lowest; a withdrawn one never."""
    counts = status != "withdrawn" and STATUSES.index(status) >= STATUSES.index(lowest)
    session = session_of(texted(status))
    asked = session.ask(f"alpha may use models on 2033-01-01, status {lowest}")
    assert asked.answer is not None
    assert (asked.answer.verdict == "yes") is counts
    banned = session.ask(f"gamma may build compute on 2033-01-01, status {lowest}")
    assert banned.answer is not None
    assert (banned.answer.verdict == "no") is counts
    if counts:
        assert asked.answer.grounds[0].status == status


MIXED = (
    LICENCE
    + """
amendment talks reported 2023-01-01, rumoured
    change licence
        through 2036-12-31

amendment deal_two signed 2024-01-01, binding
    change licence
        except for models.vision
"""
)


def test_a_binding_change_of_a_clause_takes_nothing_from_a_rumour_about_it() -> None:
    check(Probe("", MIXED, "alpha may use models on 2033-01-01", "no"))
    check(Probe("", MIXED, "alpha may use models on 2033-01-01, status rumoured", "yes"))


def test_what_rests_on_a_weak_text_says_so() -> None:
    answer = session_of(MIXED).ask("alpha may use models on 2033-01-01, status rumoured").answer
    assert answer is not None
    assert [(ground.clause, ground.status) for ground in answer.grounds] == [("licence", "rumoured")]


def test_a_clause_only_rumoured_cannot_be_changed_in_the_binding_view_and_that_is_told() -> None:
    text = """
amendment talks reported 2023-01-01, rumoured
    clause extra
        beta grants gamma use of models

amendment deal_two signed 2024-01-01, binding
    change extra
        until 2036-01-01
"""
    session = load_text(HEAD + LICENCE + text)
    assert session.usable
    fates = {fate.amendment.name: fate for fate in session.agreement().fates}
    assert fates["talks"].fate == "too weak"
    assert fates["deal_two"].unapplied == ("extra",)
    answer = session.ask("gamma may use models").answer
    assert answer is not None
    assert answer.verdict == "no"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\nclause c\n    bete grants alpha use of models\n", "unknown-name"),
        ("\nclause c\n    beta grants alpha use of modells\n", "unknown-name"),
        ("\nclause c\n    beta gives alpha use of models\n", "missing-verb"),
        ("\nclause c\n    alpha pays beta 5 apples on 2026-01-01\n", "unknown-unit"),
        ("\nclause c\n    alpha pays beta 5m + 20% on 2026-01-01\n", "dimension-mismatch"),
        ("\nclause c\n    alpha pays beta 5m USD + 5m EUR on 2026-01-01\n", "currency-mismatch"),
        ("\nclause c\n    beta grants alpha use of models\n    until tomorrow\n", "unknown-name"),
        ("\nclause c\n    beta grants alpha use of models\n    until 2026-02-30\n", "no-such-day"),
        (
            "\nclause c\n    beta grants alpha use of models\n    until 2026-01-01\n    through 2027-01-01\n",
            "said-twice",
        ),
        ("\nclause c\n    beta grants alpha use of models\n\nclause c\n    alpha must not merge\n", "duplicate-name"),
        ("\namendment a signed 2024-01-01\n    end c\n\nclause c\n    alpha must not merge\n", None),
        ("\namendment a signed 2024-01-01, binding\n    end licence\n", "unknown-name"),
    ],
)
def test_nothing_is_guessed_and_every_error_has_its_place(text: str, code: str | None) -> None:
    session = load_text(HEAD + text)
    errors = [d for d in session.diagnostics if d.severity == "error"]
    assert errors
    assert not session.usable
    assert all(error.span is not None for error in errors)
    if code is not None:
        assert code in {error.code for error in errors}


QUESTIONS = ["alpha may use models", "alpha may build compute", "alpha may terminate", "gamma may use models"]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("day", ["1900-01-01", "2019-12-31", "2020-01-01", "2031-01-01", "2040-01-01", "2199-12-31"])
def test_no_answer_without_its_reason(question: str, day: str) -> None:
    answer = session_of(texted("binding")).ask(f"{question} on {day}").answer
    assert answer is not None
    assert answer.reason


def test_no_clause_is_dropped_in_silence() -> None:
    """Every clause of the deal and of accepted amendments is shown; every amendment has its fate."""
    session = session_of(texted("binding"))
    assert [clause.name for group in session.show().groups for clause in group.clauses] == ["licence", "ban"]
    assert [fate.amendment.name for fate in session.agreement().fates] == ["text"]


def test_no_amount_is_rounded_unasked() -> None:
    check(Probe("", LICENCE, "1 / 3 = 0.3333333333333333", "no"))
    check(Probe("", LICENCE, "1 / 3 * 3 = 1", "yes"))
    check(Probe("", LICENCE, "0.1 + 0.2 = 0.3", "yes"))


def test_the_history_tells_every_statement_whatever_its_status() -> None:
    rows = session_of(MIXED).history("licence")
    assert [(str(row.dated), row.text, row.status) for row in rows] == [
        ("2020-01-01", None, "binding"),
        ("2023-01-01", "talks", "rumoured"),
        ("2024-01-01", "deal_two", "binding"),
    ]


GRANT = """
clause licence
    beta grants alpha use of models
"""
PRECEDENT = GRANT + "    requires ipo by 2026-12-31, otherwise no effect\n"
SUBSEQUENT = GRANT + "    until ipo\n"
CONTINUING = GRANT + "    while price >= 150\n\nscenario dear\n    price is 200\n"
EXCEPTION = GRANT + "    unless strike\n"
CUT = GRANT + "    except for models.vision\n"
PREVAILS = GRANT + "\nclause ban\n    alpha must not use models.vision\n    overrides licence\n"
APPROVAL = GRANT + "\nclause assent\n    alpha needs consent of panel to use models\n"
CONTRACT = """
amendment heads signed 2024-01-01, non-binding
    clause licence
        beta grants alpha use of models
"""
DAY = "alpha may use models on 2026-06-01"
SUBJECT_TO = [
    Probe("1 condition precedent", PRECEDENT, DAY, "depends", (), ("ipo",)),
    Probe("1 condition precedent", PRECEDENT, DAY + ", given ipo on 2026-03-01", "yes", ("licence",)),
    Probe("1 condition precedent", PRECEDENT, DAY + ", given ipo never", "no"),
    Probe("1 condition precedent", PRECEDENT, "alpha may use models on 2030-01-01, given ipo on 2026-12-31", "yes"),
    Probe("2 condition subsequent", SUBSEQUENT, DAY, "depends", (), ("ipo",)),
    Probe("2 condition subsequent", SUBSEQUENT, DAY + ", given ipo on 2026-03-01", "no"),
    Probe("2 condition subsequent", SUBSEQUENT, DAY + ", given ipo never", "yes", ("licence",)),
    Probe("3 continuing condition", CONTINUING, DAY, "no"),
    Probe("3 continuing condition", CONTINUING, DAY + ", scenario dear", "yes", ("licence",)),
    Probe("4 exception", EXCEPTION, DAY, "depends", (), ("strike",)),
    Probe("4 exception", EXCEPTION, DAY + ", given strike on 2026-06-01", "no"),
    Probe("4 exception", CUT, "alpha may use models.vision", "no"),
    Probe("4 exception", CUT, "alpha may use models", "yes", ("licence",)),
    Probe("5 order of precedence", PREVAILS, "alpha may use models.vision", "no", ("ban",)),
    Probe("5 order of precedence", PREVAILS, "alpha may use models", "yes", ("licence",)),
    Probe("6 approval of a party", APPROVAL, "alpha may use models", "depends", None, ("assent",)),
    Probe("7 subject to contract", CONTRACT, "alpha may use models", "no"),
    Probe("7 subject to contract", CONTRACT, "alpha may use models, status non-binding", "yes", ("licence",)),
]


@pytest.mark.parametrize("probe", SUBJECT_TO, ids=ids)
def test_subject_to(probe: Probe) -> None:
    check(probe)


def test_the_else_branches_of_a_clause() -> None:
    """A clause's own long-stop: no effect, another clause ended, the deal ended, an event brought about."""

    def after(otherwise: str) -> dict[str, str]:
        text = f"""
clause closing
    alpha must pay to beta by 2027-01-01
    requires ipo by 2025-12-31, otherwise {otherwise}

clause licence
    beta grants alpha use of models

clause then
    beta grants gamma use of models
    from verified
"""
        return states(text.replace("clause then", "clause later_on"), "", "2026-01-01")

    assert after("no effect")["licence"] == "in force"
    assert after("ends clause licence")["licence"] == "not in force"
    assert after("ends deal")["licence"] == "not in force"
    assert after("triggers verified")["later_on"] == "in force"
    assert after("no effect")["later_on"] == "not in force"


def test_the_difference_between_two_views_is_told_in_words_and_rights() -> None:
    session = session_of(texted("binding"))
    found = session.diff(session.view(known_by=session.deal.today.replace(year=2023)), session.view())
    assert {clause.clause for clause in found.clauses} == {"licence", "ban"}
    assert {(right.act.actor, right.act.verb) for right in found.rights} >= {("alpha", "use"), ("gamma", "build")}
