"""`termwise report DEAL`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from termwise.cli.exits import ExitCode
from termwise.cli.failure import FileFailure
from termwise.cli.files import STDIN, write_bytes
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import opened
from termwise.cli.options import Target, ViewChoice, deal_argument, output_options, target_options, view_options
from termwise.cli.output import Output
from termwise.cli.render.text import line, piece, wrapped
from termwise.cli.simulation_options import count

if TYPE_CHECKING:
    from termwise.report.contents import Report

_USUAL_PATHS = 4096
_OWN = b"Termwise report"
_HEAD = 4096
"""Bytes at the head of a page in which it says who made it."""


class Written(Struct, frozen=True):
    """What was written: where, and how many bytes."""

    file: str
    bytes: int


@click.command(
    "report",
    cls=TermwiseCommand,
    short_help="Write a report to send: one HTML file, or a PDF.",
    examples=(
        "report amd-openai-warrant.deal",
        "report nvidia-openai-letter.deal --status non-binding --to letter.html",
        "report yahoo-microsoft.deal --known-by 2012-06-30 --paths 1024 --to search.pdf",
    ),
)
@deal_argument
@target_options("Where to: FILE.html or FILE.pdf. Default: DEAL.report.html, here.")
@view_options
@click.option("--paths", type=count, default=str(_USUAL_PATHS), metavar="N", help="How many futures.  [default: 4096]")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=0, show_default=True, help="Where chance starts.")
@output_options
def command(*, deal: Path, to: Target, view: ViewChoice, paths: int, seed: int, out: Output) -> None:
    """Write a report on DEAL that can be sent: one file that opens without a network, and without scripts.

    It says in words and figures what the deal is, which terms are in force and where each comes from, what changed and
    when, what falls due, what the money may come to with its errors, what `check` warns of and what is not known. Every
    figure leads to its explanation, its clause and its source. The same texts, view, paths and seed give the same file.
    """
    target = to.path or Path(f"{deal.stem if deal != STDIN else 'deal'}.report.html")
    write = _writer(target)
    _refuse_others(target, force=to.force)
    session = opened(deal, out)
    from termwise.cli.simulating import watched  # noqa: PLC0415 - heavy
    from termwise.session.futures import How  # noqa: PLC0415
    from termwise.session.reporting.material import Asked  # noqa: PLC0415
    from termwise.session.reporting.whole import report  # noqa: PLC0415

    with watched() as progress:
        found = report(session, Asked(view.of(session), paths, seed), How(on_progress=progress))
    content = write(found)
    write_bytes(target, content, replace=True)
    words = line("wrote ", piece(str(target), "name"), f", {len(content) / 1e6:.1f} MB")
    out.finish(ExitCode.YES, wrapped(words, out.width), Written(str(target), len(content)))


def _writer(target: Path) -> "Callable[[Report], bytes]":
    """How the report is written, by the end of the file's name; a usage error for any other, or without WeasyPrint."""
    match target.suffix.lower():
        case ".html" | ".htm":
            return _html
        case ".pdf":
            return _pdf
        case _:
            raise click.BadParameter(f"`{target}` is neither FILE.html nor FILE.pdf", param_hint="'--to'")


def _html(found: "Report") -> bytes:
    from termwise.report.html.page import html  # noqa: PLC0415 - heavy

    return html(found).encode()


def _pdf(found: "Report") -> bytes:
    from termwise.report.html.page import html  # noqa: PLC0415 - heavy
    from termwise.report.pdf import NoPdfError, pdf  # noqa: PLC0415

    try:
        return pdf(html(found, for_paper=True))
    except NoPdfError as fault:
        raise FileFailure(str(fault)) from None


def _refuse_others(target: Path, *, force: bool) -> None:
    """A file that is there is replaced when it is a report, or with --force; any other is kept."""
    if force or not target.exists() or _is_own(target):
        return
    raise FileFailure(f"`{target}` exists already and is no report: --force replaces it")


def _is_own(target: Path) -> bool:
    try:
        content = target.read_bytes() if target.is_file() else b""
    except OSError as fault:
        raise FileFailure(f"cannot read `{target}`: {(fault.strerror or type(fault).__name__).lower()}") from None
    return _OWN in content[:_HEAD] or (content.startswith(b"%PDF") and _OWN in content)
