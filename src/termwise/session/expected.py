"""Every `expect` line of a deal, put to its view: those of one view share one run, of no more than they ask."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial

from msgspec import Struct

from termwise.ir.only import keeping, through
from termwise.ir.program import Effect, Movement, Output, Program
from termwise.model.deal import Deal
from termwise.model.declaration import Expectation
from termwise.model.expression import Call, Expression, Ref
from termwise.model.walk import parts_of
from termwise.session.money import asks_for_a_run
from termwise.session.outcomes import Outcome, outcome, view_of
from termwise.session.ran import NotRunnableError, Ran, run_agreement
from termwise.view.agreement import Agreement
from termwise.view.view import View, default_view

Kept = Callable[[View], "Ran | NotRunnableError | None"]
"""The whole run of a view where it has been made already; the fault where it cannot be."""

_OF_MONEY = frozenset({"paid", "cash", "purchased"})
_TOLD_BY: Mapping[str, tuple[str, ...]] = {
    "total": ("driver",),
    "delivered": ("delivered",),
    "stake": ("stake",),
    "units": ("units",),
    "value": ("stake", "value"),
}
"""The outputs that tell a number, by how their names begin; what is delivered is told by clause, not by asset."""


def outcomes(deal: Deal, agreement: Callable[[View], Agreement], kept: Kept) -> tuple[Outcome, ...]:
    """What comes out for every `expect` line, in the order of the deal."""
    default = default_view(deal)
    lines = [_Line(one, view_of(one, default), one.on or deal.today) for one in deal.expectations]
    runs: dict[View, Ran | None] = {}

    def run_of(view: View) -> Ran | None:
        if view not in runs:
            asking = [line for line in lines if line.view == view and line.asks_for_a_run(agreement(view))]
            runs[view] = _run(agreement(view), asking, kept(view))
        return runs[view]

    return tuple(outcome(one.expectation, agreement(one.view), one.day, partial(run_of, one.view)) for one in lines)


class _Line(Struct, frozen=True):
    """An expectation with the view and the day it speaks of."""

    expectation: Expectation
    view: View
    day: date

    def asks_for_a_run(self, agreement: Agreement) -> bool:
        return asks_for_a_run(agreement, self.expectation.proposition, self.day)


def _run(agreement: Agreement, asking: list[_Line], kept: Ran | NotRunnableError | None) -> Ran | None:
    if isinstance(kept, NotRunnableError):
        return None
    if kept is not None:
        return kept
    reads = _read_by([line.expectation.proposition for line in asking])
    last = max(line.day for line in asking).toordinal()

    def part(program: Program) -> Program:
        return through(keeping(program, reads), last)

    try:
        return run_agreement(agreement, part)
    except NotRunnableError:
        return None


def _read_by(propositions: Iterable[Expression]) -> Callable[[Effect], bool]:
    """Whether an effect is one that numbers of the propositions are made of, or say what they rest on."""
    calls = [call for proposition in propositions for call in parts_of(Call, proposition)]
    named = frozenset(name for call in calls for name in _names(call))
    moved = frozenset(name for call in calls if call.function in _OF_MONEY for name in _names(call))
    kinds = frozenset(kind for call in calls for kind in _TOLD_BY.get(call.function, ()))

    def reads(effect: Effect) -> bool:
        match effect:
            case Movement():
                return not moved.isdisjoint((effect.clause, effect.payer, effect.payee))
            case Output():
                kind, *of = effect.name.split(":")
                return kind.partition(" ")[0] in kinds and (kind == "delivered" or named.issuperset(of))
            case _:
                return False

    return reads


def _names(call: Call) -> list[str]:
    return [argument.name for argument in call.arguments if isinstance(argument, Ref)]
