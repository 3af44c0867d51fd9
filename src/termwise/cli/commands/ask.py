"""`termwise ask DEAL QUESTION`."""

from datetime import date
from pathlib import Path

import click
from msgspec import Struct

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened, refuse
from termwise.cli.options import ViewChoice, day_option, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.answers import Told, answer_lines, outcome_lines
from termwise.explain.shown import ShownClause
from termwise.model.expression import May
from termwise.rights.answer import Answer
from termwise.session.outcomes import Outcome, Result

EXITS: dict[Result, ExitCode] = {"passed": ExitCode.YES, "failed": ExitCode.NO, "open": ExitCode.DEPENDS}


class Reply(Struct, frozen=True):
    """What came out and, for a question of right, the whole answer with its clauses in the wording of the day."""

    outcome: Outcome
    answer: Answer | None = None
    clauses: tuple[ShownClause, ...] = ()


@click.command(
    "ask",
    cls=TermwiseCommand,
    short_help="Answer a question with its reasons.",
    examples=(
        'ask microsoft-openai.deal "microsoft may use openai.models on 2031-06-01"',
        'ask microsoft-openai.deal "microsoft may use openai.models on 2031-06-01" --known-by 2025-09-11',
        'ask microsoft-openai.deal "openai may buy compute from oracle" --on 2024-06-01',
        'ask microsoft-openai.deal "stake(microsoft, openai) >= 27%" --json',
    ),
)
@deal_argument
@click.argument("question")
@day_option
@view_options
@output_options
def command(deal: Path, question: str, day: date | None, view: ViewChoice, out: Output) -> None:
    """Answer QUESTION: yes, no or depends, with the clause, the amendment and the source behind it.

    A question is a proposition of the language, such as `microsoft may use openai.models on 2031-06-01`,
    `model_rights is in force`, `foundation controls openai_board` or `stake(microsoft, openai) >= 27%`. What it says
    of the day and the view goes before the options.
    """
    session = opened(deal, out)
    asked = session.ask(question, view.of(session), day)
    if asked.outcome is None or asked.question is None:
        refuse(asked.diagnostics, [asked.text], out, ExitCode.USAGE)
    if asked.answer is None:
        out.finish(EXITS[asked.outcome.result], outcome_lines(asked.outcome, out.width), Reply(asked.outcome))
    answer = asked.answer
    shown = session.show(answer.view, answer.on)
    bearing = {ground.clause for ground in answer.grounds}
    clauses = tuple(clause for group in shown.groups for clause in group.clauses if clause.name in bearing)
    proposition = asked.question.proposition
    told = Told(answer, clauses, session.names, isinstance(proposition, May) and proposition.negated)
    out.finish(EXITS[asked.outcome.result], answer_lines(told, out.width), Reply(asked.outcome, answer, clauses))
