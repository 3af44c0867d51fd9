"""Conditions asked of a run: their truth at the end of every period, whether they ever hold, and since when.

What a clause reads of the ledger is what the period before left; a question is about the period itself: money
counts with all that falls due up to its end, stakes with every issue and round in it.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.ir.program import AT_END, Output
from termwise.lower import faults
from termwise.lower.asking import NotLoweredError
from termwise.lower.lowering import Lowering
from termwise.lower.passes.conditions import day_of_events, first_seen
from termwise.model.expression import Expression
from termwise.model.text import expression_text


class Condition(Struct, frozen=True):
    """A condition under the words that name its outputs.

    `holds:WORDS` is its truth at the end of each period, `ever:WORDS` whether it held at the end of any so far,
    `since:WORDS` the first day: exact to the day where events alone decide, else the last of a period.
    """

    words: str
    expression: Expression


def conditions_of(expressions: Iterable[Expression], currency: str) -> tuple[Condition, ...]:
    """The conditions, each once, with their words in the language."""
    found = {expression_text(one, currency): one for one in expressions}
    return tuple(Condition(words, one) for words, one in found.items())


def add_conditions(lo: Lowering, asked: Sequence[Expression]) -> None:
    """Outputs for every condition. Raises `NotAskableError` with one diagnostic for each that cannot be said."""
    found: list[Diagnostic] = []
    for condition in conditions_of(asked, lo.builder.stated().currency):
        try:
            with lo.at_the_end(), lo.saying(condition.words, "asked of the run"):
                _add(lo, condition)
        except NotLoweredError as missing:
            found.append(faults.not_simulated(str(missing), getattr(condition.expression, "span", None)))
    if found:
        raise faults.NotAskableError(found)


def _add(lo: Lowering, condition: Condition) -> None:
    b, about = lo.builder, f"asked {condition.words}"
    holds = lo.truth(condition.expression, about)
    day = day_of_events(lo, condition.expression)
    since = first_seen(lo, holds, f"{about}: first held") if day is None else day
    b.effect(Output(f"holds:{condition.words}", holds))
    b.effect(Output(f"ever:{condition.words}", b.less(since, b.period_end()), periods=AT_END))
    b.effect(Output(f"since:{condition.words}", since, periods=AT_END))
