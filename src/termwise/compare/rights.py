"""Two agreements compared in rights: acts whose verdict is another one, and on which days."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from msgspec.structs import replace

from termwise.compare.acts import acts_of, scene_of
from termwise.compare.difference import RightDifference, VerdictStretch
from termwise.model.act import Act
from termwise.model.clause import Clause
from termwise.model.expression import May
from termwise.model.text import act_text
from termwise.model.walk import parts_of
from termwise.model.without_spans import without_spans
from termwise.standing.critical_days import critical_days
from termwise.standing.in_force import stretches
from termwise.view.agreement import Agreement


class Answered(Protocol):
    """What a comparison reads of an answer: "yes", "no" or "depends", and why in a sentence."""

    @property
    def verdict(self) -> str:
        """The verdict."""

    @property
    def reason(self) -> str:
        """One sentence."""


Decide = Callable[[Agreement, Act, date], Answered]


def acts_to_ask(before: Agreement, after: Agreement, differing: frozenset[str]) -> tuple[Act, ...]:
    """Every act that the clauses of these names speak of, in either agreement, once."""
    clauses = [version.clause for side in (before, after) for c in side.clauses for version in c.versions]
    scene = scene_of((before.deal, after.deal), clauses)
    acts = (act for clause in clauses if clause.name in differing for act in acts_of(clause, scene))
    return tuple(dict.fromkeys(acts))


def differing_clauses(before: Agreement, after: Agreement) -> frozenset[str]:
    """The clauses that may bear differently on an act: other words, other days, or a condition on rights."""
    old, new = ({c.name: c for c in side.clauses} for side in (before, after))
    found = set()
    for name in {*old, *new}:
        sides = [side for side, clauses in ((before, old), (after, new)) if name in clauses]
        if len(sides) < 2 or _standing(before, name) != _standing(after, name) or _asks_rights(before, name):
            found.add(name)
    return frozenset(found)


def _standing(agreement: Agreement, clause: str) -> list[tuple[date, date | None, bool | None, Clause]]:
    return [(s.start, s.end, s.truth.value, without_spans(s.version.clause)) for s in stretches(agreement, clause)]


def _asks_rights(agreement: Agreement, clause: str) -> bool:
    history = agreement.clause(clause)
    return history is not None and any(True for _ in parts_of(May, history.versions))


def right_differences(
    before: Agreement, after: Agreement, acts: tuple[Act, ...], decide: Decide
) -> tuple[RightDifference, ...]:
    """The acts that one agreement decides otherwise than the other, and on which days.

    Verdicts are asked for on the first day of either deal and on every day on which either agreement may
    change: between two such days nothing changes.
    """
    start = min(before.deal.start, after.deal.start)
    end = max(before.deal.end, after.deal.end)
    eve = start - timedelta(days=1)
    changing = {day for side in (before, after) for day in critical_days(side, eve, end)}
    days = sorted({start, *(day for day in changing if day < end)})
    found: dict[_Pattern, RightDifference] = {}
    for act in acts:
        spans = tuple(_stretches(before, after, act, days, decide))
        if not spans:
            continue
        words = act_text(act)
        pattern = (act.actor, tuple((span.start, span.end, span.before, span.after) for span in spans))
        first = found.get(pattern)
        found[pattern] = (
            RightDifference(act, words, spans) if first is None else replace(first, alike=(*first.alike, words))
        )
    return tuple(found.values())


_Pattern = tuple[str, tuple[tuple[date, date | None, str, str], ...]]
"""The party, and on which days which verdict becomes which."""


def _stretches(
    before: Agreement, after: Agreement, act: Act, days: list[date], decide: Decide
) -> Iterator[VerdictStretch]:
    asked = [(day, decide(before, act, day), decide(after, act, day)) for day in days]
    runs = [list(run) for _, run in groupby(asked, key=lambda row: (row[1].verdict, row[2].verdict))]
    for index, run in enumerate(runs):
        day, old, new = run[0]
        if old.verdict != new.verdict:
            end = runs[index + 1][0][0] if index + 1 < len(runs) else None
            yield VerdictStretch(day, end, old.verdict, new.verdict, old.reason, new.reason)
