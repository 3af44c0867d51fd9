"""`termwise chart DEAL KIND`."""

from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from termwise.cli.exits import ExitCode
from termwise.cli.files import write_bytes
from termwise.cli.group import TermwiseCommand
from termwise.cli.naming import declared
from termwise.cli.opening import opened
from termwise.cli.options import Target, ViewChoice, deal_argument, output_options, target_options, view_options
from termwise.cli.output import Output
from termwise.cli.progress import ProgressLine
from termwise.cli.render.text import line, piece, wrapped
from termwise.cli.running import no_run
from termwise.cli.simulation_options import count
from termwise.engine.drawing.correlation import ImpossibleCorrelationError
from termwise.engine.kernel.finite import NotFiniteError
from termwise.engine.simulate.plan import Plan
from termwise.report.charts import Look, svg
from termwise.report.charts.images import FORMS, Form, NoImagesError, image
from termwise.session import Session
from termwise.session.futures import Futures, How, Wanted, simulate_agreement
from termwise.session.pictures import (
    KINDS,
    OF_FUTURES,
    WITHOUT_RUN,
    Drawn,
    Kind,
    NothingToDrawError,
    picture,
    usual_figure,
)
from termwise.session.ran import NotRunnableError
from termwise.session.sensitivity import Sensitivity, UnknownFigureError, sensitivity
from termwise.session.tables import Only
from termwise.view.view import View

_PATHS = 4096
_PATHS_OF_A_TORNADO = 1024
_TAKEN: dict[str, frozenset[Kind]] = {
    "party": frozenset({"ledger", "cash", "clauses", "worth", "dependence"}),
    "clause": frozenset({"history", "ledger", "clauses", "commitments"}),
    "company": frozenset({"ownership"}),
    "figure": frozenset({"tornado"}),
}
"""Which kinds have a use for an option."""


class Wish(Struct, frozen=True):
    """What the command line says."""

    deal: Path
    kind: Kind
    party: str | None
    clause: str | None
    company: str | None
    figure: str | None
    paths: int | None
    seed: int
    width: int
    dark: bool
    to: Target
    view: ViewChoice
    out: Output


@click.command(
    "chart",
    cls=TermwiseCommand,
    short_help="Draw one chart as an image.",
    examples=(
        "chart microsoft-openai.deal timeline --to timeline.svg",
        "chart microsoft-openai.deal cash --status reported --paths 1k --to cash.png",
        "chart microsoft-openai.deal history --clause model_rights --dark --to rights.pdf",
        'chart amd-openai-warrant.deal tornado --figure "cash of openai" --paths 128 --to tornado.svg',
    ),
    help=f"""Draw one chart of DEAL: {", ".join(KINDS)}.

FILE ends in .svg, .png or .pdf; without --to the SVG is printed. Money and stakes are those of the one central
course; with --paths they show how futures spread. What only futures can show ({", ".join(sorted(OF_FUTURES))}) is
drawn from {_PATHS:,} of them unless said.
""",
)
@deal_argument
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.option("--party", metavar="PARTY", help="Only this party.")
@click.option("--clause", metavar="CLAUSE", help="Only this clause; the one whose history is drawn.")
@click.option("--company", metavar="COMPANY", help="Whose owners are drawn. Default: the first that has any.")
@click.option("--figure", metavar="FIGURE", help="What the tornado is of, as `termwise sensitivity` takes it.")
@click.option("--paths", type=count, metavar="N", help="Simulate so many futures and show their spread.")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=0, show_default=True, help="Where chance starts.")
@click.option("--width", type=click.IntRange(240, 4000), default=760, show_default=True, help="In pixels.")
@click.option("--dark", is_flag=True, help="Light on dark paper.")
@target_options("Where to, and by its end in which form.")
@view_options
@output_options
def command(**given: Any) -> None:  # noqa: ANN401 - gathered in `Wish`
    """See the help above: the kinds are listed from their table."""
    wish = Wish(**given)
    form = _form(wish.to)
    session = opened(wish.deal, wish.out)
    _refuse_what_means_nothing(wish, session)
    view = wish.view.of(session)
    only = Only(party=wish.party, clause=wish.clause)
    try:
        drawn = Drawn(_futures(wish, session, view), _hanging(wish, session, view), only, wish.company)
        chart = picture(session, wish.kind, view, drawn)
    except (NotFiniteError, ImpossibleCorrelationError) as fault:
        no_run(NotRunnableError(str(fault)), wish.out)
    except NotRunnableError as fault:
        no_run(fault, wish.out)
    except NothingToDrawError as fault:
        said = wrapped(line(piece("nothing to draw", "warning"), f": {fault}"), wish.out.width)
        wish.out.finish(ExitCode.DEPENDS, said, {"why": str(fault)})
    document = svg(chart, Look(width=wish.width, theme="dark" if wish.dark else "light"))
    if wish.to.path is None:
        click.echo(document)
        return
    try:
        content = image(document, form)
    except NoImagesError as fault:
        raise click.UsageError(str(fault)) from None
    write_bytes(wish.to.path, content, replace=wish.to.force)
    told = [
        line("wrote ", piece(str(wish.to.path), "name")),
        *wrapped(line(piece(chart.summary, "muted")), wish.out.width),
    ]
    wish.out.finish(ExitCode.YES, told, {"file": str(wish.to.path), "title": chart.title, "summary": chart.summary})


def _form(to: Target) -> Form:
    """The form that the end of the file's name asks for."""
    if to.path is None:
        return "svg"
    suffix = to.path.suffix.lower()
    for form in FORMS:
        if suffix == f".{form}":
            return form
    raise click.BadParameter(f"`{to.path.name}` ends in none of .svg, .png, .pdf", param_hint="'--to'")


def _refuse_what_means_nothing(wish: Wish, session: Session) -> None:
    """Usage errors: names that the deal does not have, options that the kind has no use for, a history of nothing."""
    said = {"party": wish.party, "clause": wish.clause, "company": wish.company, "figure": wish.figure}
    for option, value in said.items():
        if value is not None and wish.kind not in _TAKEN[option]:
            raise click.UsageError(f"--{option} would change nothing in a chart of kind `{wish.kind}`")
    if wish.kind in WITHOUT_RUN - {"timeline"} and wish.paths is not None:
        raise click.UsageError(f"--paths would change nothing in a chart of kind `{wish.kind}`")
    for option, known in (("party", session.names.parties), ("company", session.names.parties)):
        if (name := said[option]) is not None:
            declared("party", name, known, f"'--{option}'")
    if wish.clause is not None:
        declared("clause", wish.clause, session.names.clauses, "'--clause'")
    if wish.kind == "history" and wish.clause is None:
        raise click.UsageError("say whose history is drawn with --clause")


def _futures(wish: Wish, session: Session, view: View) -> Futures | None:
    """The futures that are asked for, or that the kind cannot do without."""
    if wish.kind == "tornado" or (wish.paths is None and wish.kind not in OF_FUTURES):
        return None
    progress = ProgressLine()
    try:
        wanted = Wanted(wish.paths or _PATHS, wish.seed)
        return simulate_agreement(session.agreement(view), wanted, How(on_progress=progress))
    finally:
        progress.clear()


def _hanging(wish: Wish, session: Session, view: View) -> Sensitivity | None:
    if wish.kind != "tornado":
        return None
    agreement = session.agreement(view)
    figure = wish.figure or usual_figure(agreement)
    try:
        return sensitivity(agreement, figure, Plan(wish.paths or _PATHS_OF_A_TORNADO, wish.seed))
    except UnknownFigureError as fault:
        raise click.BadParameter(str(fault), param_hint="'--figure'") from None
