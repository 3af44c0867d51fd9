"""What is said when the command line itself fails: a usage error, or a bug of ours."""

import traceback

import click

from termwise.cli.exits import ExitCode


class FileFailure(click.ClickException):
    """A file that could not be found, read or written."""

    exit_code = ExitCode.UNREADABLE


def report_usage(failure: click.ClickException, arguments: list[str]) -> int:
    """Says what could not be understood, on standard error, or as JSON when `--json` was asked for."""
    if "--json" in arguments:
        code = "file" if isinstance(failure, FileFailure) else "usage"
        _write_json(code, failure.format_message(), failure.exit_code)
    else:
        _write_usage(failure)
    return failure.exit_code


def _write_usage(failure: click.ClickException) -> None:
    """The message in its visible form, with the usage of the command and where to read more."""
    from termwise.cli.render.text import visible  # noqa: PLC0415 - its imports would slow down every `--help`

    click.echo(f"{click.style('error:', fg='red', bold=True)} {visible(failure.format_message())}", err=True)
    context = failure.ctx if isinstance(failure, click.UsageError) else None
    if context is not None:
        click.echo(context.get_usage(), err=True)
        click.echo(f"`{context.command_path} --help` says more", err=True)


def report_bug(bug: Exception, arguments: list[str]) -> int:
    """Says in one line what went wrong inside, and how to see more. Returns the exit code for our bugs."""
    frames = traceback.extract_tb(bug.__traceback__)
    place = f" at {frames[-1].filename.rpartition('termwise/')[2]}:{frames[-1].lineno}" if frames else ""
    message = (
        f"a fault of Termwise itself, not of your deal: {type(bug).__name__}{place}; "
        "set TERMWISE_TRACEBACK=1 to see where it came from"
    )
    if "--json" in arguments:
        _write_json("internal-fault", message, ExitCode.OUR_BUG)
    else:
        click.echo(f"{click.style('termwise:', fg='red', bold=True)} {message}", err=True)
    return ExitCode.OUR_BUG


def _write_json(code: str, message: str, exit_code: int) -> None:
    from termwise.cli.output import write_failure  # noqa: PLC0415 - its imports would slow down every `--help`

    write_failure(code, message, exit_code)
