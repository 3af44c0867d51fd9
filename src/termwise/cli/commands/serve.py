"""`termwise serve DEAL`."""

import os
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path

import click
from msgspec import Struct

from termwise.cli.exits import ExitCode
from termwise.cli.failure import FileFailure
from termwise.cli.files import STDIN
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import UNREADABLE, refuse
from termwise.cli.options import deal_argument, output_options
from termwise.cli.output import Output
from termwise.cli.render.text import line, piece
from termwise.session import load


class Reply(Struct, frozen=True):
    """Where the page is. The address holds the key; it is good until the command ends."""

    address: str
    port: int


@click.command(
    "serve",
    cls=TermwiseCommand,
    short_help="Open the deal as a page: text, answers, sliders.",
    examples=(
        "serve microsoft-openai.deal",
        "serve microsoft-openai.deal --port 8765 --no-open",
    ),
)
@deal_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    show_default="any that is free",
    help="The port of this machine at which the page is.",
)
@click.option("--open/--no-open", "opens", default=True, help="Open the page in a browser. Default: yes.")
@output_options
def command(deal: Path, port: int, opens: bool, out: Output) -> None:
    """Open DEAL as a page on this machine: its text beside its answers, and sliders for what is open.

    The page answers to this machine only, and only to the browser that opened the printed address, which holds a random
    key. Nothing is sent anywhere. What is typed is written when it is saved; a file that another editor saves is shown
    at once. Ctrl-C ends it.
    """
    if deal == STDIN or deal.suffix.lower() == ".json":
        raise click.UsageError("the page shows a file of text; `termwise import` turns JSON into one")
    found = load(deal)
    if any(fault.code in UNREADABLE for fault in found.diagnostics):
        refuse(found.diagnostics, found.texts.values(), out)
    from termwise.web.server import PortTakenError, Serving  # noqa: PLC0415 - no other command serves anything

    try:
        serving = Serving(deal, port)
    except PortTakenError as fault:
        raise FileFailure(str(fault)) from None
    address = serving.address
    lines = [
        line(piece(str(deal), "name"), " is open at"),
        line("  ", piece(address, "strong")),
        line("Ctrl-C ends it"),
    ]
    out.say(lines, Reply(address, serving.port))
    try:
        serving.run((lambda: _open(address)) if opens else None)
    except KeyboardInterrupt:
        raise click.exceptions.Exit(ExitCode.YES) from None


def _open(address: str) -> None:
    """Opens a browser where there is a screen to show it on; without one the printed address is enough."""
    has_screen = sys.platform in ("darwin", "win32") or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))
    if not has_screen:
        return
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
