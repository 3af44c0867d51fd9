"""`termwise ask DEAL QUESTION`."""

from datetime import date
from pathlib import Path

import click

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened, refuse
from termwise.cli.options import ViewChoice, day_option, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.answers import answer_lines, outcome_lines
from termwise.model.expression import May
from termwise.session.outcomes import Result

EXITS: dict[Result, ExitCode] = {"passed": ExitCode.YES, "failed": ExitCode.NO, "open": ExitCode.DEPENDS}


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
        lines = outcome_lines(asked.outcome, out.width)
    else:
        proposition = asked.question.proposition
        negated = isinstance(proposition, May) and proposition.negated
        lines = answer_lines(asked.answer, session.names, out.width, negated=negated)
    out.finish(EXITS[asked.outcome.result], lines, {"outcome": asked.outcome, "answer": asked.answer})
