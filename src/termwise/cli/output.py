"""Where a command's result goes: lines to the terminal, or one JSON document."""

import json
import re
import sys
from collections.abc import Iterable
from fractions import Fraction
from typing import NoReturn

import click
import msgspec
from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.cli.exits import ExitCode
from termwise.cli.render.terminal import Terminal, paint
from termwise.cli.render.text import Line

_STEERING = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Reply(Struct, frozen=True):
    """The one JSON shape of all commands. `exit` is the exit code, `result` the command's own structure or null."""

    command: str
    exit: int
    result: object = None
    diagnostics: tuple[Diagnostic, ...] = ()


class Output(Struct, frozen=True):
    """How this run answers: on which terminal, or as JSON."""

    command: str
    terminal: Terminal
    as_json: bool = False

    @property
    def width(self) -> int:
        """Cells in a line."""
        return self.terminal.width

    def finish(
        self,
        exit_code: ExitCode,
        lines: Iterable[Line],
        result: object = None,
        diagnostics: Iterable[Diagnostic] = (),
    ) -> NoReturn:
        """Writes the answer to standard output and ends the command with the exit code."""
        if self.as_json:
            click.echo(json_text(Reply(self.command, exit_code, result, tuple(diagnostics))))
        else:
            click.echo(paint(lines, self.terminal), nl=False, color=True)
        raise click.exceptions.Exit(exit_code)

    def say(self, lines: Iterable[Line], result: object = None) -> None:
        """Writes an answer at once and goes on: the command runs until it is stopped."""
        if self.as_json:
            click.echo(json_text(Reply(self.command, ExitCode.YES, result)))
        else:
            click.echo(paint(lines, self.terminal), nl=False, color=True)
        sys.stdout.flush()

    def fail(self, exit_code: ExitCode, lines: Iterable[Line], diagnostics: Iterable[Diagnostic]) -> NoReturn:
        """Writes why there is no answer, to standard error unless JSON was asked for, and ends the command."""
        if self.as_json:
            self.finish(exit_code, (), None, diagnostics)
        click.echo(paint(lines, self.terminal), nl=False, err=True, color=True)
        raise click.exceptions.Exit(exit_code)


def json_text(value: object) -> str:
    """`value` as indented JSON, the same for the same value; no character in it can steer a terminal."""
    try:
        raw = msgspec.json.encode(value, enc_hook=_in_words, order="deterministic")
    except UnicodeEncodeError:  # a file name that is no text: its odd bytes are escaped, as everywhere in Python
        plain = msgspec.to_builtins(value, enc_hook=_in_words, order="deterministic")
        return json.dumps(plain, indent=2)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", msgspec.json.format(raw, indent=2).decode())


def _in_words(value: object) -> object:
    """What JSON has no word for: an exact fraction is its text (`27/100`)."""
    if isinstance(value, Fraction):
        return str(value)
    raise NotImplementedError(f"no JSON form for {type(value).__name__}")


def write_failure(code: str, message: str, exit_code: int) -> None:
    """Writes a reply without a result whose one diagnostic is a failure of the command line itself."""
    fault = Diagnostic(code, "error", message, None)
    click.echo(json_text(Reply("termwise", exit_code, None, (fault,))))
