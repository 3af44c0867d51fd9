"""Answers read top down: verdict, reason, clauses, cases, change; hostile text stays text."""

from datetime import date

from termwise.base.source import Span
from termwise.cli.render.answers import Told, answer_lines, outcome_lines
from termwise.cli.render.terminal import Terminal, paint
from termwise.cli.render.text import Line, plain, width
from termwise.explain.shown import ShownBlame, ShownClause
from termwise.model.act import Act
from termwise.model.amendment import Amendment
from termwise.model.clause import Citation
from termwise.model.deal import Deal, names
from termwise.model.declaration import Expectation, Given, SourceDocument
from termwise.model.expression import Truth
from termwise.model.moment import On
from termwise.rights.answer import Answer, Case, Change, Conflict, Ground
from termwise.session.outcomes import Outcome
from termwise.view.course import HangsOn
from termwise.view.view import View

TODAY = date(2025, 10, 29)
DEAL = Deal(
    "A deal",
    date(2019, 1, 1),
    date(2035, 1, 1),
    TODAY,
    sources=(SourceDocument("s4", "Report of the day", "The Paper", On(date(2025, 10, 28))),),
    amendments=(Amendment("definitive", "signed", date(2025, 10, 28), "binding"),),
)
ACT = Act("alpha", "use", "models")
DECIDES = Ground(
    "rights",
    "decides",
    "it grants `use` of `models`, in force through 2032-12-31",
    "Rights to the models",
    "beta grants alpha use of models",
    "definitive",
    date(2025, 10, 28),
    "binding",
    (Citation("s4", "2032"),),
    (),
    Span("a.deal", 12, 1, 14, 2),
)
RIGHTS = ShownClause(
    "rights",
    "Rights to the models",
    "in force",
    "",
    "beta grants alpha use of models",
    ("through 2032-12-31 (that day included)",),
    "binding",
    (),
    (
        ShownBlame("clause", None, None, None, TODAY, "binding", "written in the original text, 2019-01-01", None),
        ShownBlame("end", "a", "b", "definitive", TODAY, "binding", "`end` changed by definitive", None),
    ),
    (),
    (),
    (),
    (),
    (),
    None,
)
LOSES = Ground("ban", "loses", "`rights` overrides it", None, "alpha must not use models", None, TODAY, "rumoured")
YES = Answer(
    ACT,
    date(2031, 6, 1),
    View(TODAY),
    "yes",
    "`rights` grants it",
    (DECIDES, LOSES),
    next_change=Change(date(2033, 1, 1), "no", "`rights` has ended"),
)


def told(answer: Answer, *, negated: bool = False) -> Told:
    return Told(answer, (RIGHTS,), names(DEAL), negated)


def shown(lines: list[Line]) -> list[str]:
    return [plain(found).rstrip() for found in lines]


def test_a_yes_with_its_reasons() -> None:
    assert shown(answer_lines(told(YES), 80)) == [
        " YES  alpha may use models on 2031-06-01",
        "      as known on 2025-10-29, binding text only",
        "",
        "      `rights` grants it",
        "",
        "Why",
        "  rights  Rights to the models",
        "  │ beta grants alpha use of models",
        "  │   through 2032-12-31 (that day included)",
        "    because  it grants `use` of `models`, in force through 2032-12-31",
        "    text     written in the original text, 2019-01-01",
        "    changed  `end` changed by definitive",
        "    source   s4 “2032”  Report of the day (The Paper, 2025-10-28)",
        "    place    a.deal:12",
        "",
        "What loses",
        "  ban",
        "  │ alpha must not use models",
        "    but   `rights` overrides it",
        "    text  original text of 2025-10-29, rumoured",
        "",
        "When it changes",
        "  first on 2033-01-01 to no: `rights` has ended",
    ]


def test_asked_the_other_way_round_the_verdict_answers_the_question() -> None:
    assert shown(answer_lines(told(YES, negated=True), 80))[0] == " NO  alpha may not use models on 2031-06-01"


def test_what_an_open_answer_hangs_on() -> None:
    answer = Answer(
        ACT,
        date(2030, 6, 1),
        View(TODAY, "reported", "early", (Given("ipo", None),)),
        "depends",
        "it depends on `reached`",
        (),
        (HangsOn("event", "reached"), HangsOn("words", "best efforts")),
        (Case((), "`reached` has happened by then", "no", ("rights",)), Case((), "it has not", "yes")),
        (Conflict("a", "b", date(2027, 1, 1)),),
        date(2025, 12, 1),
    )
    assert shown(answer_lines(told(answer), 80)) == [
        " DEPENDS  alpha may use models on 2030-06-01",
        "          as known on 2025-10-29, reported text and stronger, in the scenario",
        "          early, given ipo never",
        "",
        "          it depends on `reached`",
        "",
        "In conflict",
        "  a allows what b forbids, and neither overrides the other; they clash on",
        "  2027-01-01",
        "",
        "It hangs on",
        "  the event reached",
        "  the words “best efforts”",
        "",
        "Cases",
        "  no       if `reached` has happened by then  (rights)",
        "  yes      if it has not",
        "",
        "When it changes",
        "  settled from 2025-12-01, if asked now and nobody objects",
    ]


def test_answers_fit_any_terminal() -> None:
    for limit in range(60, 201, 7):
        assert all(width(found) <= limit for found in answer_lines(told(YES), limit))


def test_no_text_of_the_deal_reaches_the_terminal_as_an_instruction() -> None:
    hostile = "\x1b]0;owned\x07\x9b2J\u202e"
    ground = Ground(
        hostile, "decides", hostile, hostile, hostile, hostile, TODAY, "binding", (Citation(hostile, hostile),)
    )
    answer = Answer(Act("a", "use", hostile), TODAY, View(TODAY), "yes", hostile, (ground,))
    text = paint(answer_lines(told(answer), 80), Terminal(color=False))
    assert not [c for c in text if c in hostile and not c.isprintable()]


def test_a_question_that_is_not_about_a_right() -> None:
    asked = Outcome(
        Expectation(Truth(True)),
        "on 2025-10-29: stake(alpha, beta) >= 30%",
        "failed",
        "stake(alpha, beta) is 27%",
        TODAY,
        View(TODAY),
    )
    assert shown(outcome_lines(asked, 80)) == [
        " NO  stake(alpha, beta) >= 30% on 2025-10-29",
        "     as known on 2025-10-29, binding text only",
        "",
        "     stake(alpha, beta) is 27%",
    ]
