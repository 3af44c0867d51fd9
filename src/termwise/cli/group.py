"""The command group: commands by section, each imported only when it is run; help with misspelt names."""

from collections.abc import Sequence
from importlib import import_module

import click
from click.shell_completion import CompletionItem

from termwise.base.similar import did_you_mean
from termwise.cli.exits import EXIT_CODES

COMMAND_PACKAGE = "termwise.cli.commands"

SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Write a deal",
        (
            ("new", "Start a deal file that explains itself."),
            ("check", "Find faults in a deal and run its expectations."),
            ("format", "Bring deal files into the standard layout."),
        ),
    ),
    (
        "Read it",
        (
            ("show", "Show the agreement in force, with who said what when."),
            ("timeline", "Draw clauses and events over the years."),
            ("history", "Follow one clause through rumour, draft and signed text."),
            ("diff", "Compare two deals, or one deal at two dates."),
            ("sources", "Look up every quote in its document."),
        ),
    ),
    (
        "Ask it",
        (
            ("ask", "Answer a question with its reasons."),
            ("who", "Tell everyone's position on an act."),
            ("duties", "List duties and how each stands on a date."),
            ("deadlines", "List what falls due between two dates."),
            ("replay", "Run a recorded course of events."),
        ),
    ),
    (
        "Run it",
        (
            ("run", "Run the money and the stakes on one course, or over many futures."),
            ("explain", "Tell why a number of a run is what it is."),
            ("compare-scenarios", "Set scenarios and drafts side by side, on the same draws."),
            ("sensitivity", "Tell what a figure hangs on most."),
            ("sql", "Ask the tables of a run in SQL."),
            ("chart", "Draw one chart as an image."),
        ),
    ),
    (
        "See it",
        (
            ("report", "Write a report to send: one HTML file, or a PDF."),
            ("serve", "Open the deal as a page: text, answers, sliders."),
        ),
    ),
    (
        "Connect it",
        (
            ("export", "Write a deal as a file for other programs."),
            ("import", "Make the text of a deal of a file."),
            ("schema", "Print the JSON Schema of a deal."),
            ("lsp", "Serve an editor: diagnostics, completion, meaning, renaming."),
            ("completion", "Print a completion script for your shell."),
        ),
    ),
)
"""Every command with the one line `termwise --help` says of it, so that help imports none of them."""


class TermwiseCommand(click.Command):
    """A command that shows examples in its help. `examples` are command lines without the leading `termwise`."""

    def __init__(self, *args: object, examples: Sequence[str] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through to click as they came
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Writes the examples."""
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':{formatter.current_indent}}termwise {example}\n")


class LazyGroup(click.Group):
    """Imports the module of a command only when that command is run."""

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command that is named. Ctrl-C raises `Abort` here, before click prints anything of its own."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, EOFError):
            raise click.Abort from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands in the order of the help."""
        return [name for _, commands in SECTIONS for name, _ in commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None when there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        # `import` is a keyword, so its module ends in an underscore.
        name = f"{cmd_name}_" if cmd_name == "import" else cmd_name.replace("-", "_")
        module = import_module(f"{COMMAND_PACKAGE}.{name}")
        command = module.command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; a usage error that offers names alike when there is none."""
        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            near = _alike(args[0], self.list_commands(ctx))
            ctx.fail(f"There is no command `{args[0]}`" + (f": {near}?" if near else "; see `termwise --help`."))
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands and options that begin with what was typed, from the table alone."""
        pairs = (pair for _, commands in SECTIONS for pair in commands)
        found = [CompletionItem(name, help=words) for name, words in pairs if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the commands by section, from the table alone."""
        longest = max(len(name) for name in self.list_commands(ctx))
        for title, commands in SECTIONS:
            with formatter.section(title):
                formatter.write_dl([(name.ljust(longest), words) for name, words in commands])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Writes the exit codes."""
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code.value).ljust(3), meaning) for code, meaning in EXIT_CODES])


def _alike(typed: str, names: Sequence[str]) -> str | None:
    """Which command may be meant: one that begins so, else one spelt alike."""
    begun = [name for name in names if typed and name.startswith(typed)]
    return did_you_mean(begun[0], begun) if begun else did_you_mean(typed, names)
