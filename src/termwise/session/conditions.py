"""Conditions in the language that are asked of simulated futures: `cash(openai) < 0`, `ipo`."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, has_errors
from termwise.base.source import SourceText
from termwise.elaborate.questions import elaborate_question
from termwise.lower.faults import not_simulated
from termwise.model.deal import Deal
from termwise.model.expression import Expression
from termwise.syntax.parser import parse_question

CONDITION = "condition"
"""The file name that spans in a condition carry."""


class UnreadableConditionError(ValueError):
    """A condition that cannot be read: its text, and a diagnostic for each fault."""

    def __init__(self, text: SourceText, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(diagnostics[0].message if diagnostics else "no condition")
        self.text = text
        self.diagnostics = diagnostics


def read_conditions(texts: Iterable[str], deal: Deal) -> tuple[Expression, ...]:
    """What the texts ask, by the names of the deal. Raises `UnreadableConditionError` for the first that cannot be.

    A condition is put to every period of every future, so it has no day and no view of its own.
    """
    return tuple(_read(text, deal) for text in texts)


def _read(condition: str, deal: Deal) -> Expression:
    text = SourceText(CONDITION, " ".join(condition.strip().split("\n")))
    line, faults = parse_question(text.text, CONDITION)
    if line is None or has_errors(faults):
        raise UnreadableConditionError(text, faults)
    meant, more = elaborate_question(line, deal)
    if meant is None or has_errors(more):
        raise UnreadableConditionError(text, (*faults, *more))
    if meant.on is not None or meant.known_by is not None or meant.scenario is not None:
        raise UnreadableConditionError(
            text, (not_simulated("it names a day or a view, and every period of every future is asked", meant.span),)
        )
    return meant.proposition
