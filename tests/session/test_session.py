"""One object answers everything about a deal."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import termwise
from termwise.base.source import SourceText
from termwise.model.act import Act
from termwise.model.declaration import Given
from termwise.session import Session, load_text
from tests.session.texts import PARTNERSHIP


@pytest.fixture(scope="module")
def session() -> Session:
    return load_text(PARTNERSHIP)


def test_the_default_view_is_binding_text_as_known_today(session: Session) -> None:
    view = session.agreement().view
    assert (view.known_by, view.lowest, view.scenario, view.given) == (date(2025, 10, 29), "binding", None, ())
    assert session.view() == view


def test_a_view_names_what_the_deal_declares(session: Session) -> None:
    assert session.view(scenario="early", given=(Given("agi", None),)).scenario == "early"
    with pytest.raises(ValueError, match="declares no scenario `late`"):
        session.view(scenario="late")
    with pytest.raises(ValueError, match="declares no event `ipo`"):
        session.view(given=(Given("ipo", None),))


def test_agreements_are_worked_out_once(session: Session) -> None:
    view = session.view(known_by=date(2025, 9, 11))
    assert session.agreement(view) is session.agreement(session.view(known_by=date(2025, 9, 11)))
    assert session.agreement(view) is not session.agreement()


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("cloud may use models on 2031-06-01", "yes"),
        ("on 2031-06-01: cloud may use models?", "yes"),
        ("cloud may use models on 2031-06-01, known by 2025-09-11", "no"),
        ("on 2030-06-01, known by 2025-09-11: cloud may use models", "depends"),
        ("on 2030-06-01, known by 2025-09-11, scenario early: cloud may use models", "no"),
        ("on 2030-06-01, known by 2025-09-11, given agi never: cloud may use models", "yes"),
        ("cloud may use models", "yes"),
    ],
)
def test_questions_about_rights(session: Session, question: str, verdict: str) -> None:
    asked = session.ask(question)
    assert asked.diagnostics == ()
    assert asked.answer is not None
    assert asked.answer.verdict == verdict


def test_what_the_question_says_goes_before_what_it_is_asked_with(session: Session) -> None:
    earlier = session.view(known_by=date(2025, 9, 11))
    with_view = session.ask("cloud may use models", earlier, date(2031, 6, 1))
    assert with_view.answer is not None
    assert (with_view.answer.verdict, with_view.answer.on) == ("no", date(2031, 6, 1))
    said = session.ask("on 2024-01-01, known by 2025-10-29: cloud may use models", earlier, date(2031, 6, 1))
    assert said.answer is not None
    assert (said.answer.view.known_by, said.answer.on) == (date(2025, 10, 29), date(2024, 1, 1))


def test_other_questions_have_an_outcome(session: Session) -> None:
    asked = session.ask("stake(cloud, lab) >= 27%")
    assert asked.answer is None
    assert asked.outcome is not None
    assert (asked.outcome.result, asked.outcome.came_out) == ("passed", "stake(cloud, lab) is 27%")


@pytest.mark.parametrize(
    ("question", "code"),
    [("nobody may use models", "unknown-name"), ("cloud may", "unfinished-line"), ("", "empty-question")],
)
def test_a_question_that_cannot_be_read_has_diagnostics(session: Session, question: str, code: str) -> None:
    asked = session.ask(question)
    assert (asked.answer, asked.outcome, [d.code for d in asked.diagnostics]) == (None, None, [code])
    assert asked.text == SourceText("question", question)


def test_an_act_from_python(session: Session) -> None:
    answer = session.may(Act("cloud", "use", "models"), day=date(2033, 6, 1))
    assert answer.verdict == "no"


def test_who_duties_and_deadlines(session: Session) -> None:
    positions = {p.party: p.answer.verdict for p in session.who("use", "models")}
    assert positions == {"lab": "yes", "cloud": "yes", "rival": "no", "state": "no"}
    (duty,) = session.duties()
    assert (duty.clause, duty.standing.state, duty.standing.due) == ("delivery", "violated", date(2025, 6, 30))
    found = session.deadlines(date(2032, 12, 1), date(2033, 2, 1))
    assert "rights" in {line.clause for line in found}


def test_replay_closes_the_world(session: Session) -> None:
    read = session.course(SourceText("course.csv", "date,event\n2025-06-20,delivered\n"))
    assert read.diagnostics == ()
    replayed = session.replay(read.rows, day=date(2025, 7, 1))
    states = {state.clause: state.state for state in replayed.states}
    assert states["delivery"] == "fulfilled"
    assert session.replay(read.rows).day == date(2025, 6, 20)


def test_readings_of_the_whole(session: Session) -> None:
    assert session.show().title == "Partnership"
    assert session.show(day=date(2024, 1, 1)).day == date(2024, 1, 1)
    assert [row.name for row in session.timeline().rows][:2] == ["rights", "only_cloud"]
    assert [row.text for row in session.history("rights")] == [None, "memo", "definitive"]
    changed = session.diff(session.view(known_by=date(2025, 9, 11)))
    assert {difference.clause for difference in changed.clauses} == {"rights", "only_cloud", "refusal", "stakes"}
    assert changed.after == session.view()


def test_quotes_are_looked_up_beside_the_deal(tmp_path: Path) -> None:
    cited = (
        PARTNERSHIP
        + '\nsource paper "Paper"\n    file "paper.txt"\n'
        + ('\namendment note "Note" announced 2025-10-29, binding\n    source paper "27 %"\n')
    )
    (tmp_path / "paper.txt").write_text("environ 27\u00a0% du capital", "utf-8")
    beside = load_text(cited, folder=tmp_path)
    assert [f.finding for f in beside.quotes()] == ["normalised"]
    assert [f.finding for f in beside.quotes(tmp_path / "elsewhere")] == ["document not at hand"]
    assert [f.finding for f in load_text(cited).quotes()] == ["document not at hand"]
    assert [f.finding for f in load_text(cited).quotes(tmp_path)] == ["normalised"]


def test_the_public_names_are_there_when_they_are_used() -> None:
    assert set(termwise.__all__) <= set(dir(termwise))
    assert [getattr(termwise, name) is not None for name in termwise.__all__] == [True] * len(termwise.__all__)
    assert termwise.load_text(PARTNERSHIP).usable
    with pytest.raises(AttributeError, match="has no attribute `nothing`"):
        _ = termwise.nothing


def test_importing_is_light() -> None:
    program = (
        "import sys, termwise\n"
        "assert not [m for m in sys.modules if m.startswith('termwise.')]\n"
        "import termwise.session\n"
        "assert not {'rich', 'holidays', 'click', 'jsonschema', 'hypothesis', 'asyncio'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
