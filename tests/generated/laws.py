"""Laws that one run of one deal must keep, each a function from the case to its breaches in words."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction

from termwise.engine.run import Run
from termwise.ir.program import StateOut
from termwise.ir.well_formed import faults
from termwise.measure.cash import by_party_and_period
from termwise.model.clause import Cap
from termwise.model.expression import Quantity
from termwise.view.units import in_base_units
from tests.generated.case import Case

Law = Callable[[Case], Iterator[str]]


def program_is_well_formed(case: Case) -> Iterator[str]:
    """Nothing is wrong with the program."""
    yield from faults(case.program)


def every_clause_is_followed_or_named(case: Case) -> Iterator[str]:
    """A clause has its days in force, or the reason why not; every reason is of something declared, and says it."""
    deal = case.deal
    declared = {one.name for kind in (deal.clauses, deal.amendments, deal.events, deal.drivers) for one in kind}
    declared |= {history.name for history in case.agreement.clauses} | {party.name for party in deal.parties}
    for name, why in case.program.left_out:
        if name not in declared or len(why) < 10 or why.endswith("."):
            yield f"left out: {name}: {why}"
    told = {name for name, _ in case.program.left_out}
    told |= {measured.name.removeprefix("in_force:") for measured in case.done.outputs}
    yield from (f"{history.name} is dropped" for history in case.agreement.clauses if history.name not in told)


def money_is_conserved(case: Case) -> Iterator[str]:
    """What one receives another pays: over all parties every period, and what falls due after the last, is zero."""
    rows = by_party_and_period(case.done)
    for period in range(len(case.program.periods)):
        if sum(row.net[period] for row in rows):
            yield f"period {period}"
    if sum(row.late for row in rows):
        yield "after the last period"


def totals_are_of_the_ledger(case: Case) -> Iterator[str]:
    """What is carried as paid and as cash changes in a period by just what is entered in it."""
    moved: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for entry in case.done.entries:
        sign = -1 if (entry.clause, entry.payer) in _backwards(case) else 1
        if entry.kind != "make-up":
            moved[f"paid:{entry.clause}", entry.period] += sign * entry.amount
        moved[f"cash:{entry.payee}", entry.period] += entry.amount
        moved[f"cash:{entry.payer}", entry.period] -= entry.amount
    for name, values in carried(case.done).items():
        if name.startswith(("paid:", "cash:")):
            before = Fraction(0)
            for period, after in enumerate(values):
                if after - before != moved[name, period]:
                    yield f"{name} in period {period}"
                before = after


def _backwards(case: Case) -> set[tuple[str, str]]:
    """Clauses with payers who were named as payees: what they pay is money that flows back."""
    return {(e.clause, e.payer) for e in case.done.entries if Fraction(case.done.value(e.instruction, e.period)) < 0}


def carried(done: Run) -> dict[str, list[Fraction]]:
    """Every carried number by name: what each period leaves."""
    states = done.program.states
    return {
        states[effect.index].name: [Fraction(done.value(effect.value, period)) for period in range(len(done.body))]
        for effect in done.program.effects
        if isinstance(effect, StateOut) and states[effect.index].type == "number"
    }


def units_are_conserved(case: Case) -> Iterator[str]:
    """What a holder has is what was issued to him so far; stakes of a company are parts of one whole."""
    issued: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for unit in case.done.units:
        issued[f"units:{unit.holder}:{unit.company}", unit.period] += unit.amount
    wholes: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for measured in case.done.outputs:
        so_far = Fraction(0)
        for period, value in enumerate(measured.values):
            so_far += issued[measured.name, period]
            if measured.name.startswith("units:") and measured.name.count(":") == 2 and so_far != value:
                yield f"{measured.name} in period {period}"
            if measured.name.startswith("stake:"):
                wholes[measured.name.rpartition(":")[2], period] += Fraction(value)
                if value < 0:
                    yield f"{measured.name} is below zero"
    yield from (f"more than all of {company}" for (company, _), whole in wholes.items() if whole > 1)


def caps_are_kept(case: Case) -> Iterator[str]:
    """No clause pays more in all, or in a year, than every wording of it allows at the most."""
    totals: dict[str, Fraction] = defaultdict(Fraction)
    years: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for entry in case.done.entries:
        if entry.kind not in {"make-up", "fee", "late interest"}:
            totals[entry.clause] += entry.amount
            years[entry.clause, case.year_of(entry.period)] += entry.amount
    for clause, paid in totals.items():
        most = most_allowed(case, clause, None)
        if most is not None and paid > most:
            yield f"{clause} pays {paid} of {most}"
    for (clause, year), paid in years.items():
        most = most_allowed(case, clause, "year")
        if most is not None and paid > most:
            yield f"{clause} pays {paid} of {most} in {year}"


def most_allowed(case: Case, clause: str, per: str | None) -> Fraction | None:
    """The largest cap of its wordings; None where one has none, or one that is not a plain number."""
    history = case.agreement.clause(clause)
    if history is None:
        return None
    caps = [_cap(version.clause.qualifiers.cap, per) for version in history.versions]
    known = [cap for cap in caps if cap is not None]
    return max(known) if len(known) == len(caps) else None


def _cap(caps: tuple[Cap, ...], per: str | None) -> Fraction | None:
    said = [in_base_units(cap.amount) for cap in caps if cap.per == per and isinstance(cap.amount, Quantity)]
    return min(said) if said else None


def nothing_is_paid_out_of_force(case: Case) -> Iterator[str]:
    """A clause without a day in force in any period moves no money and no shares."""
    days = {measured.name: sum(Fraction(v) for v in measured.values) for measured in case.done.outputs}
    moved = {entry.clause for entry in case.done.entries if entry.kind != "fee"}
    moved |= {unit.clause for unit in case.done.units}
    for clause in sorted(moved):
        if days.get(f"in_force:{clause}") == 0:
            yield clause


def clauses_move_after_they_begin(case: Case) -> Iterator[str]:
    """Until the first period with a day in force, a clause moves nothing."""
    for measured in case.done.outputs:
        clause = measured.name.removeprefix("in_force:")
        if clause == measured.name:
            continue
        begun = next((p for p, days in enumerate(measured.values) if days), len(measured.values))
        if any(e.clause == clause and e.period < begun and e.kind != "fee" for e in case.done.entries):
            yield clause


def entries_are_of_clauses(case: Case) -> Iterator[str]:
    """Money moves by a clause of the agreement, between two parties, in or after its period, and more than zero."""
    parties = {party.name for party in case.deal.parties}
    for entry in case.done.entries:
        history = case.agreement.clause(entry.clause)
        if history is None or {entry.payer, entry.payee} - parties or entry.payer == entry.payee or entry.amount <= 0:
            yield entry.clause
        if entry.on < case.program.periods[entry.period].start:
            yield f"{entry.clause} is due before its period"


LAWS: tuple[Law, ...] = (
    program_is_well_formed,
    every_clause_is_followed_or_named,
    money_is_conserved,
    totals_are_of_the_ledger,
    units_are_conserved,
    caps_are_kept,
    nothing_is_paid_out_of_force,
    clauses_move_after_they_begin,
    entries_are_of_clauses,
)


def breaches(case: Case) -> dict[str, list[str]]:
    """Every law that is broken, with its breaches."""
    found = {law.__name__: list(law(case)) for law in LAWS}
    return {name: broken for name, broken in found.items() if broken}
