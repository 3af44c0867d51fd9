"""`termwise check DEAL`."""

from collections import Counter
from pathlib import Path

import click

from termwise.base.diagnostic import Diagnostic
from termwise.base.similar import did_you_mean
from termwise.cli.exits import ExitCode
from termwise.cli.group import TermwiseCommand
from termwise.cli.opening import UNREADABLE, read
from termwise.cli.options import optional_deal_argument, output_options
from termwise.cli.output import Output
from termwise.cli.pages import codes, page
from termwise.cli.render.checked import Checked, checked_lines
from termwise.cli.render.page import page_lines


@click.command(
    "check",
    cls=TermwiseCommand,
    short_help="Find faults in a deal and run its expectations.",
    examples=(
        "check microsoft-openai.deal",
        "check microsoft-openai.deal --strict",
        "check microsoft-openai.deal --json",
        "check --explain until-through-trap",
    ),
)
@optional_deal_argument
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@click.option("-q", "--quiet", is_flag=True, help="Show errors, failed expectations and the summary only.")
@click.option("--explain", metavar="CODE", help="Print the page of a diagnostic code.")
@output_options
def command(*, deal: Path | None, strict: bool, quiet: bool, explain: str | None, out: Output) -> None:
    """Read DEAL, find its faults, and check every `expect` line in it.

    Exits with 0 when there is no error and every expectation holds, with 1 otherwise.
    """
    if explain is not None:
        _explain(explain, out)
    if deal is None:
        raise click.UsageError("missing argument DEAL")
    session = read(deal)
    outcomes = session.expectations() if session.usable else ()
    in_force = session.in_force() if session.usable else ()
    severities = Counter(found.severity for found in session.diagnostics)
    checked = Checked(
        file=str(deal),
        usable=session.usable,
        errors=severities["error"],
        warnings=severities["warning"],
        notes=severities["note"],
        clauses_in_force=len(in_force),
        expectations_held=sum(outcome.result == "passed" for outcome in outcomes),
        expectations_failed=tuple(outcome for outcome in outcomes if outcome.result != "passed"),
    )
    shown = [found for found in session.diagnostics if found.severity == "error" or not quiet]
    lines = checked_lines(checked, shown, session.texts.values(), out.width)
    out.finish(_exit_code(checked, session.diagnostics, strict=strict), lines, checked, session.diagnostics)


def _exit_code(checked: Checked, diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> ExitCode:
    if any(found.code in UNREADABLE for found in diagnostics):
        return ExitCode.UNREADABLE
    failed = checked.errors or checked.expectations_failed or (strict and checked.warnings)
    return ExitCode.NO if failed else ExitCode.YES


def _explain(code: str, out: Output) -> None:
    text = page(code)
    if text is None:
        near = did_you_mean(code, codes())
        raise click.BadParameter(
            f"there is no code `{code}`" + (f": {near}?" if near else ""), param_hint="'--explain'"
        )
    out.finish(ExitCode.YES, page_lines(text, out.width), {"code": code, "page": text})
