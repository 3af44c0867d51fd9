"""The command `termwise`, and the boundary where a bug of ours becomes one clear line."""

import gc
import os
import signal
import sys
import traceback
from typing import NoReturn

import click

from termwise import __version__
from termwise.cli.exits import ExitCode
from termwise.cli.failure import report_bug, report_usage
from termwise.cli.group import LazyGroup

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


@click.group("termwise", cls=LazyGroup, context_settings=CONTEXT, subcommand_metavar="COMMAND [ARGUMENT]...")
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def cli() -> None:
    """Strategic partnerships as executable text.

    Termwise reads a deal file and answers who may do what, on any date, as known on any earlier date, with the
    clause, the amendment and the source behind each answer.

    Start with `termwise new my.deal`, then `termwise check my.deal`. Every command explains itself with --help.
    """


def main() -> None:
    """Runs the command line and leaves the process with one of `ExitCode`."""
    # A command is short and makes few cycles: looking for them as often as Python does takes a twentieth of its time.
    gc.set_threshold(50_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    output = sys.stdout
    try:
        code = _guarded(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        _nobody_reads()
    except SystemExit:
        if sys.stdout is not output:  # click met the broken pipe first, and put another stream in its place
            _nobody_reads()
        raise
    sys.exit(code)


def _nobody_reads() -> NoReturn:
    """A reader that has had enough (`termwise show … | head`) ends us quietly, like any other tool.

    The signal is not left to do so from the start: it would end `serve` when a browser hangs up.
    """
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
    os._exit(ExitCode.YES)  # where there is no such signal: without flushing once more what nobody reads


def _guarded(arguments: list[str]) -> int:
    try:
        result = cli.main(arguments, prog_name="termwise", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        if sys.stderr.isatty():
            click.echo(err=True)  # the terminal has shown `^C`; what is said stands on a line of its own
        click.echo("interrupted", err=True)
        return ExitCode.INTERRUPTED
    except click.ClickException as failure:
        return report_usage(failure, arguments)
    except BrokenPipeError:
        raise
    except Exception as bug:  # noqa: BLE001 - the boundary of the command line
        if os.environ.get("TERMWISE_TRACEBACK"):
            traceback.print_exc()
        return report_bug(bug, arguments)
    return result if isinstance(result, int) else ExitCode.YES


if __name__ == "__main__":
    main()
