"""Options that commands share, and the words on the command line that become dates, events and views."""

import functools
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from msgspec import Struct

from termwise.base.dates import FIRST_YEAR, LAST_YEAR, is_writable
from termwise.cli.naming import declared
from termwise.cli.output import Output
from termwise.cli.render.terminal import terminal_of
from termwise.model.amendment import STATUSES, Status
from termwise.model.declaration import Given
from termwise.view.view import View

if TYPE_CHECKING:
    from termwise.session import Session

Run = Callable[..., None]


def day(text: str) -> date:
    """The civil day written `2025-09-11`. A usage error shows how days are written."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise click.BadParameter(f"`{text}` is not a date; write it as 2025-09-11")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"`{text}` is not a day of the calendar") from None
    if not is_writable(found):
        raise click.BadParameter(f"`{text}` is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return found


def pin(text: str) -> Given:
    """The pin written `EVENT on 2028-01-31` or `EVENT never`. A usage error shows how pins are written."""
    match text.split():
        case [event, "never"]:
            return Given(event, None)
        case [event, "on", written]:
            return Given(event, day(written))
        case _:
            raise click.BadParameter(f"`{text}` is not `EVENT on DATE` or `EVENT never`")


class ViewChoice(Struct, frozen=True):
    """What the command line says of the view; what it leaves out is the default view's."""

    known_by: date | None = None
    lowest: Status = "binding"
    scenario: str | None = None
    given: tuple[Given, ...] = ()

    def of(self, session: "Session") -> View:
        """The view on this deal. Usage errors: a scenario or an event that the deal does not declare."""
        if self.scenario is not None:
            declared("scenario", self.scenario, session.names.scenarios, "'--scenario'")
        for given in self.given:
            declared("event", given.event, session.names.events, "'--given'")
        return session.view(known_by=self.known_by, lowest=self.lowest, scenario=self.scenario, given=self.given)


def deal_argument(function: Run) -> Run:
    """Adds `DEAL`, the path of a deal file or `-` for standard input."""
    return _deal_argument(required=True)(function)


def optional_deal_argument(function: Run) -> Run:
    """The same where DEAL may be left out."""
    return _deal_argument(required=False)(function)


def _deal_argument(*, required: bool) -> Callable[[Run], Run]:
    path = click.Path(path_type=Path, allow_dash=True)
    return click.argument("deal", type=path, required=required, metavar="DEAL", shell_complete=_deal_files)


def _deal_files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[Any]:
    """What the shell offers for DEAL: deal files and folders below the path typed so far."""
    typed = Path(incomplete)
    folder = typed if incomplete.endswith("/") else typed.parent
    if not folder.is_dir():
        return []
    found = sorted(p for p in folder.iterdir() if p.suffix == ".deal" or p.is_dir())
    return [f"{p}/" if p.is_dir() else str(p) for p in found if str(p).startswith(incomplete)]


def view_options(function: Run) -> Run:
    """Adds the options of a view, handed to the command as one `ViewChoice` named `view`."""

    @click.option("--known-by", type=day, metavar="DATE", help="As known on this date. Default: the deal's `today`.")
    @click.option(
        "--status",
        type=click.Choice(STATUSES),
        default="binding",
        show_default=True,
        help="The weakest text that counts.",
    )
    @click.option("--scenario", metavar="NAME", help="Suppose what a scenario of the deal supposes.")
    @click.option(
        "--given",
        type=pin,
        metavar="PIN",
        multiple=True,
        help='Suppose "EVENT on DATE" or "EVENT never". May be repeated.',
    )
    @functools.wraps(function)
    def with_view(
        *, known_by: date | None, status: str, scenario: str | None, given: tuple[Given, ...], **rest: object
    ) -> None:
        choice = ViewChoice(known_by, cast("Status", status), scenario, given)
        function(view=choice, **rest)

    return with_view


def day_option(function: Run) -> Run:
    """Adds `--on DATE`, the day asked about; None is the deal's `today`."""
    option = click.option("--on", "day", type=day, metavar="DATE", help="The day asked about. Default: `today`.")
    return option(function)


class Target(Struct, frozen=True):
    """The file to write, None where none was named, and whether it may replace one that is there."""

    path: Path | None = None
    force: bool = False


def target_options(words: str) -> Callable[[Run], Run]:
    """Adds `--to FILE`, explained by `words`, and `--force`, handed to the command as one `Target` named `to`."""

    def add(function: Run) -> Run:
        @click.option("--to", "path", type=click.Path(path_type=Path), metavar="FILE", help=words)
        @force_option
        @functools.wraps(function)
        def with_target(*, path: Path | None, force: bool, **rest: object) -> None:
            function(to=Target(path, force), **rest)

        return with_target

    return add


def force_option(function: Run) -> Run:
    """Adds `--force`: a file that is there may be replaced."""
    return click.option("--force", is_flag=True, help="Replace the file if it exists.")(function)


def documents_option(function: Run) -> Run:
    """Adds `--documents FOLDER`, where the cited documents lie; None is the folder of the deal."""
    option = click.option(
        "--documents",
        type=click.Path(path_type=Path),
        envvar="TERMWISE_DOCUMENTS",
        metavar="FOLDER",
        help="Where the cited documents lie. Default: beside the deal.  [env: TERMWISE_DOCUMENTS]",
    )
    return option(function)


def output_options(function: Run) -> Run:
    """Adds `--json` and `--color/--no-color`, handed to the command as one `Output` named `out`."""

    @click.option("--json", "as_json", is_flag=True, help="Answer as JSON, for scripts.")
    @click.option("--color/--no-color", default=None, help="Force or forbid colour. Default: on a terminal.")
    @functools.wraps(function)
    def with_output(*, as_json: bool, color: bool | None, **rest: object) -> None:
        command = click.get_current_context().command.name or ""
        function(out=Output(command, terminal_of(color), as_json), **rest)

    return with_output
