"""`termwise replay DEAL COURSE`."""

from datetime import date
from pathlib import Path

import click

from termwise.base.diagnostic import has_errors
from termwise.cli.exits import ExitCode
from termwise.cli.files import LARGEST, read_bytes
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened, refuse
from termwise.cli.options import ViewChoice, day_option, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.standing import head, replay_lines
from termwise.rights.replay import Replay
from termwise.syntax.decode import decode


@click.command(
    "replay",
    cls=TermwiseCommand,
    short_help="Run a recorded course of events.",
    examples=(
        "replay microsoft-openai.deal course.csv",
        "replay microsoft-openai.deal course.csv --on 2026-06-01 --json",
    ),
)
@deal_argument
@click.argument("course", type=click.Path(path_type=Path, allow_dash=True))
@day_option
@view_options
@output_options
def command(*, deal: Path, course: Path, day: date | None, view: ViewChoice, out: Output) -> None:
    """Run COURSE, what is recorded to have happened, and tell what became of every duty, power and clause by a day.

    COURSE is a CSV file with the columns date, event, or date, act, subject, by; or JSON with the same names. What it
    does not record up to the day did not happen. The day is that of the last row unless --on says another. Exits
    with 1 when a duty is violated or overdue on that day, with 0 otherwise.
    """
    session = opened(deal, out)
    seen = view.of(session)
    source, faults = decode(str(course), read_bytes(course), LARGEST)
    if faults:
        refuse(faults, (), out)
    recorded = session.course(source)
    if has_errors(recorded.diagnostics):
        refuse(recorded.diagnostics, [source], out)
    found = session.replay(recorded.rows, seen, day)
    broken = any(state.state in ("violated", "overdue") for state in found.states)
    lines = [*head(f"{session.deal.title}, replayed", seen, out.width), *replay_lines(found, out.width)]
    out.finish(ExitCode.NO if broken else ExitCode.YES, lines, _without_agreement(found))


def _without_agreement(replay: Replay) -> dict[str, object]:
    fields = ("day", "outcome", "states", "transitions", "left_out")
    return {field: getattr(replay, field) for field in fields}
