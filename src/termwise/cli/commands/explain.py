"""`termwise explain DEAL FIGURE`."""

from pathlib import Path

import click
from msgspec import Struct

from termwise.base.dates import day_before
from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.naming import declared
from termwise.cli.opening import opened
from termwise.cli.options import ViewChoice, deal_argument, output_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.figures import ToldFigure, explained_lines
from termwise.cli.running import ran
from termwise.explain.figures.asked import FigureAsked, read_figure
from termwise.explain.figures.explained import NotInRunError
from termwise.explain.figures.step import Step
from termwise.session import Session
from termwise.session.course_told import EventOnCourse, LeftOut
from termwise.session.tables import Only, UndisclosedNumber, tables
from termwise.view.words import view_words


class Reply(Struct, frozen=True):
    """The figure as a tree of steps, on which course, its clauses, what is not public and what is left out."""

    title: str
    currency: str
    root: Step
    events: tuple[EventOnCourse, ...]
    clauses: tuple[str, ...]
    undisclosed: tuple[UndisclosedNumber, ...]
    left_out: tuple[LeftOut, ...]


@click.command(
    "explain",
    cls=TermwiseCommand,
    short_help="Tell why a number of a run is what it is.",
    examples=(
        'explain microsoft-openai.deal "revenue_share in 2026" --status reported',
        'explain microsoft-openai.deal "cash of openai in Q1 2026" --status reported',
        'explain microsoft-openai.deal "stake(microsoft, openai) on 2026-01-01" --json',
    ),
)
@deal_argument
@click.argument("figure")
@view_options
@output_options
def command(deal: Path, figure: str, view: ViewChoice, out: Output) -> None:
    """Walk a FIGURE of `termwise run` back to clauses, amendments, drivers, events and numbers of the text.

    A figure is `CLAUSE in 2027`, `cash of PARTY in 2027` or `stake(HOLDER, COMPANY) on 2027-12-31`; instead of a year
    also a month (`in 2027-03`), a quarter (`in Q1 2027`), a day (`on 2027-03-31`), or all up to one (`by 2027-03-31`).
    """
    session = opened(deal, out)
    asked = _asked(figure, session)
    seen = view.of(session)
    found = ran(session, seen, out)
    try:
        explained = found.explain(asked)
    except NotInRunError as fault:
        raise click.BadParameter(str(fault), param_hint="'FIGURE'") from None
    told = tables(found, view_words(seen), Only())
    day = asked.window.last_day or session.deal.today
    shown = session.show(seen, min(max(day, session.deal.start), day_before(session.deal.end)))
    by_name = {clause.name: clause for group in shown.groups for clause in group.clauses}
    clauses = tuple(by_name[name] for name in explained.clauses if name in by_name)
    undisclosed = tuple(one for one in told.undisclosed if one.name in explained.undisclosed)
    missing = found.missing(asked)
    reply = Reply(explained.title, told.currency, explained.root, told.events, explained.clauses, undisclosed, missing)
    exit_code = ExitCode.DEPENDS if missing and not explained.root.parts else ExitCode.YES
    out.finish(exit_code, explained_lines(ToldFigure(explained, told, clauses, missing), out.width), reply)


def _asked(text: str, session: Session) -> FigureAsked:
    """The figure of the text. Usage errors: a text that asks for none, a name the deal does not declare."""
    asked = read_figure(text)
    if asked is None:
        hint = "write `CLAUSE in 2027`, `cash of PARTY in Q1 2027` or `stake(HOLDER, COMPANY) on 2027-12-31`"
        raise click.BadParameter(f"`{text}` asks for no figure; {hint}", param_hint="'FIGURE'")
    if asked.kind == "paid":
        declared("clause", asked.name, session.names.clauses, "'FIGURE'")
    else:
        declared("party", asked.name, session.names.parties, "'FIGURE'")
    if asked.company is not None:
        declared("party", asked.company, session.names.parties, "'FIGURE'")
    return asked
