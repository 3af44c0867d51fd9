"""`termwise lsp`."""

import click

from termwise.cli.group import TermwiseCommand

_INSTALL = "the language server needs `pygls`: install it with `pip install 'termwise[lsp]'`"


@click.command(
    "lsp",
    cls=TermwiseCommand,
    short_help="Serve an editor: diagnostics, completion, meaning, renaming.",
    examples=("lsp",),
)
def command() -> None:
    """Speak the Language Server Protocol over standard input and output, for an editor that starts this command.

    Diagnostics as you type, completion, hover with meaning and current value, definition, references, renaming,
    formatting, and what a diagnostic offers to write instead. `editors/vscode` holds an extension.
    """
    try:
        from termwise.lsp.server import create_server  # noqa: PLC0415 - an optional library
    except ImportError:
        raise click.ClickException(_INSTALL) from None
    create_server().start_io()
