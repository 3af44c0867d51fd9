"""Questions in the language: read, placed on a day and in a view, answered."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, has_errors
from termwise.base.source import SourceText
from termwise.elaborate.questions import elaborate_question
from termwise.model.deal import Deal
from termwise.model.declaration import Expectation
from termwise.model.expression import May
from termwise.rights.answer import Answer
from termwise.rights.decide import decide
from termwise.session.outcomes import Outcome, outcome, view_of
from termwise.session.ran import Ran
from termwise.syntax.parser import parse_question
from termwise.view.agreement import Agreement
from termwise.view.view import View

QUESTION = "question"
"""The file name that spans in a question carry."""


class Asked(Struct, frozen=True):
    """A question and its answer.

    `outcome` says what came out, for every question that could be read; `answer` gives the whole of it
    when the question is whether a party may do something. Neither, when `diagnostics` hold errors.
    `text` is the question as a text that spans point into.
    """

    text: SourceText
    diagnostics: tuple[Diagnostic, ...]
    question: Expectation | None = None
    outcome: Outcome | None = None
    answer: Answer | None = None


class Readings(Struct, frozen=True):
    """What a question may be put to: the agreement in a view, and its run (None when it cannot be run)."""

    agreement: Callable[[View], Agreement]
    run: Callable[[View], Ran | None]


def ask(question: str, deal: Deal, view: View, day: date | None, readings: Readings) -> Asked:
    """The answer to `question` under `view` on `day` (`today` unless said), where the question says nothing else."""
    text = SourceText(QUESTION, " ".join(question.strip().split("\n")))
    line, faults = parse_question(text.text, QUESTION)
    if line is None or has_errors(faults):
        return Asked(text, faults)
    meant, more = elaborate_question(line, deal)
    diagnostics = (*faults, *more)
    if meant is None or has_errors(diagnostics):
        return Asked(text, diagnostics)
    seen = view_of(meant, view)
    agreement = readings.agreement(seen)
    on = meant.on or day or deal.today
    answer = decide(agreement, meant.proposition.act, on) if isinstance(meant.proposition, May) else None
    return Asked(text, diagnostics, meant, outcome(meant, agreement, on, lambda: readings.run(seen)), answer)
