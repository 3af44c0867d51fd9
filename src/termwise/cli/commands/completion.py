"""`termwise completion SHELL`."""

import click
from click.shell_completion import get_completion_class

from termwise.cli.group import TermwiseCommand

_SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    cls=TermwiseCommand,
    short_help="Print a completion script for your shell.",
    examples=("completion bash", "completion zsh", "completion fish"),
)
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print the completion script for bash, zsh or fish.

    Put `eval "$(termwise completion bash)"` into ~/.bashrc, the same with zsh into ~/.zshrc, or write
    `termwise completion fish` into ~/.config/fish/completions/termwise.fish.
    """
    root = click.get_current_context().find_root().command
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"this click has no completion for {shell}")
    click.echo(kind(root, {}, "termwise", "_TERMWISE_COMPLETE").source())
