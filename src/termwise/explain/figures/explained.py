"""A figure of a run, explained: its entries, how each came about, and the clauses and numbers behind."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from termwise.base.source import Span
from termwise.engine.run import Entry, Run
from termwise.engine.undisclosed import rests_on_undisclosed
from termwise.explain.figures.asked import FigureAsked, Window
from termwise.explain.figures.step import Explained, Step
from termwise.explain.figures.trace import Place, Trace
from termwise.explain.figures.unit import Unit
from termwise.explain.figures.units import counted_by, units_of
from termwise.explain.figures.walk import Walk
from termwise.ir.program import Program
from termwise.view.agreement import Agreement

Rests = tuple[frozenset[str], ...]
"""The undisclosed numbers that each value of a program rests on."""


class _Kept(Struct, frozen=True):
    program: Program
    rests: Rests


class NotInRunError(ValueError):
    """The run has no such figure; the message says why, without a full stop."""


def explain_figure(run: Run, asked: FigureAsked, agreement: Agreement) -> Explained:
    """Why a figure of the agreement's run is so. Raises `NotInRunError` when the run has none."""
    program = run.program
    units = units_of(program, {driver.name: counted_by(driver) for driver in agreement.deal.drivers})
    walk = Walk(Trace(run), units, _places(agreement))
    match asked.kind:
        case "stake":
            return _stake(run, asked, walk, _rests(run, agreement))
        case "paid":
            entries = [e for e in run.entries if e.clause == asked.name and asked.window.holds(e.on)]
            title = f"{asked.name} {asked.window.words}"
            root = _total(title, asked.name, [_flow(entry, walk) for entry in entries])
        case "cash":
            entries = [e for e in run.entries if asked.name in (e.payer, e.payee) and asked.window.holds(e.on)]
            title = f"cash of {asked.name} {asked.window.words}"
            root = _total(title, asked.name, list(_by_clause(asked.name, entries, walk)))
    undisclosed = _undisclosed(_rests(run, agreement), entries)
    return Explained(title, _likewise(root), undisclosed, _clauses(root, program))


def _places(agreement: Agreement) -> dict[tuple[str, str | None], Span]:
    """Where each text wrote in each clause, its first place."""
    found: dict[tuple[str, str | None], Span] = {}
    for history in agreement.clauses:
        for version in history.versions:
            for blame in version.blame:
                if blame.span is not None:
                    found.setdefault((history.name, blame.amendment), blame.span)
    return found


# -- money ---------------------------------------------------------------------------------------------


def _flow(entry: Entry, walk: Walk) -> Step:
    """One entry with how it came about."""
    found = walk.step(Place(entry.instruction, entry.period))
    what = f"{entry.payer} pays {entry.payee}, due {date.fromordinal(entry.on)}"
    note = None if entry.kind == "payment" else entry.kind
    parts = found.parts if found.kind == "sum" else (found,)
    entered = replace(found, what=what, kind="entry", when=None, name=entry.clause, value=entry.amount)
    return replace(entered, note=note, parts=parts)


def _by_clause(party: str, entries: Iterable[Entry], walk: Walk) -> Iterable[Step]:
    """What each clause brings the party or costs it; entries between other parties apart."""
    groups: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.clause, 1 if entry.payee == party else -1), []).append(entry)
    for (clause, sign), members in groups.items():
        other = members[0].payer if sign > 0 else members[0].payee
        what = f"{clause}, {'from' if sign > 0 else 'to'} {other}"
        total = _total(what, clause, [_flow(entry, walk) for entry in members])
        yield replace(total, sign=sign)


def _total(what: str, name: str, parts: list[Step]) -> Step:
    value = sum((part.sign * part.value for part in parts), Fraction(0))
    return Step(what, value, "money", "total", name, parts=tuple(parts))


def _likewise(step: Step) -> Step:
    """Of entries that came about alike only the last in full: the others follow the same steps."""
    parts = tuple(_likewise(part) for part in step.parts)
    last = {_course(part): number for number, part in enumerate(parts) if part.kind == "entry"}
    shortened = [
        replace(part, parts=()) if part.kind == "entry" and last[_course(part)] != number else part
        for number, part in enumerate(parts)
    ]
    return replace(step, parts=tuple(shortened))


def _course(entry: Step) -> tuple[str, str, tuple[str, ...]]:
    return entry.name, entry.note or "", tuple(sorted({f"{part.what} {part.amendment}" for part in entry.parts}))


def _rests(run: Run, agreement: Agreement) -> Rests:
    """What every value of the run rests on; kept with the agreement, so that many figures ask for it once."""
    kept = agreement.memo.held.get("rests of a run")
    if isinstance(kept, _Kept) and kept.program is run.program:
        return kept.rests
    found = rests_on_undisclosed(run.program)
    agreement.memo.held["rests of a run"] = _Kept(run.program, found)
    return found


def _undisclosed(rests: Rests, entries: Iterable[Entry]) -> tuple[str, ...]:
    found = frozenset[str]().union(*(rests[entry.instruction] for entry in entries))
    return tuple(sorted(found))


# -- stakes --------------------------------------------------------------------------------------------


def _stake(run: Run, asked: FigureAsked, walk: Walk, rests: Rests) -> Explained:
    kinds: tuple[tuple[str, Unit], ...] = (("stake", "share"), ("units", "units"))
    names = {f"{kind}:{asked.name}:{asked.company}": (kind, unit) for kind, unit in kinds}
    measured = next((one for one in run.outputs if one.name in names), None)
    if measured is None:
        raise NotInRunError(f"no clause that counts gives `{asked.name}` shares of `{asked.company}`")
    kind, unit = names[measured.name]
    period = _period_of(run.program, asked.window)
    found = walk.step(Place(measured.instruction, period))
    title = f"{kind}({asked.name}, {asked.company}) at the end of {walk.when(period)}"
    found = replace(found, what=f"{found.name}: {found.what}")
    root = replace(found, what=title, unit=unit, kind="total", name=asked.name, when=None, parts=(found,))
    return Explained(title, root, tuple(sorted(rests[measured.instruction])), _clauses(root, run.program))


def _period_of(program: Program, window: Window) -> int:
    """The period in which the window ends; the last one without an end. Raises `NotInRunError` outside."""
    if window.end is None:
        return len(program.periods) - 1
    last = window.end.toordinal() - 1
    for number, period in enumerate(program.periods):
        if period.start <= last < period.end:
            return number
    raise NotInRunError(f"{date.fromordinal(last)} is outside the deal's period")


def _clauses(root: Step, program: Program) -> tuple[str, ...]:
    """The clauses a tree speaks of, in order: whatever is neither a driver nor an event nor a party."""
    others = {one.name for one in program.series} | {one.name for one in program.events} | {program.name}
    found: dict[str, None] = {}
    waiting = [root]
    while waiting:
        step = waiting.pop(0)
        waiting = [*step.parts, *waiting]
        if step.kind != "total" and step.name not in others:
            found[step.name] = None
    return tuple(found)
