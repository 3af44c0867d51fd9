"""The faults of what is asked of a program."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, error
from termwise.base.source import Span


class NotAskableError(ValueError):
    """Some conditions cannot be said as truths of a program: one diagnostic each."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(one.message for one in self.diagnostics))


def not_simulated(why: str, span: Span | None) -> Diagnostic:
    """A condition that has no truth on a simulated path; `why` is a clause of a sentence."""
    help_ = "a run tells of events, dates, drivers, money, stakes, seats, and whether a clause is in force"
    return error("not-simulated", f"this cannot be asked of a run: {why}", span, help_)
