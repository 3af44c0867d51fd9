"""`termwise show DEAL [CLAUSE]...`."""

from datetime import date
from pathlib import Path

import click
from msgspec.structs import replace

from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.naming import declared
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, day_option, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.agreement import agreement_lines
from termwise.explain.shown import ClauseGroup, Shown


@click.command(
    "show",
    cls=TermwiseCommand,
    short_help="Show the agreement in force, with who said what when.",
    examples=(
        "show microsoft-openai.deal",
        "show microsoft-openai.deal model_rights --known-by 2025-09-11",
        "show microsoft-openai.deal --status rumoured --known-by 2025-08-01 --json",
    ),
)
@deal_argument
@click.argument("clauses", nargs=-1, metavar="[CLAUSE]...")
@day_option
@view_options
@output_options
def command(deal: Path, clauses: tuple[str, ...], day: date | None, view: ViewChoice, out: Output) -> None:
    """Show the consolidated agreement under a view: every clause, and for every amended value who changed it.

    With CLAUSE names, only those clauses.
    """
    session = opened(deal, out)
    for name in clauses:
        declared("clause", name, session.names.clauses, "'CLAUSE'")
    shown = session.show(view.of(session), day)
    if clauses:
        shown = _only(shown, clauses)
    out.finish(ExitCode.YES, agreement_lines(shown, out.width), shown)


def _only(shown: Shown, names: tuple[str, ...]) -> Shown:
    groups = (ClauseGroup(g.state, tuple(c for c in g.clauses if c.name in names)) for g in shown.groups)
    return replace(shown, parties=(), groups=tuple(g for g in groups if g.clauses), amendments=())
