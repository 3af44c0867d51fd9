"""Who holds a company: its cap table carried through every issue, round, conversion, pool and exercise."""

from collections.abc import Iterable
from fractions import Fraction

from termwise.ir.program import Origin, Output, State, Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.cap_table import BASES, FREE, ORDINARY, UNNAMED, CapTable, Lot
from termwise.lower.passes.changing import Changing, issue
from termwise.lower.passes.conversions import lower_conversions, open_notes
from termwise.lower.passes.equity_plan import Plan, plan_of
from termwise.lower.passes.equity_steps import Step, rounds_missing, steps_of, together, within_round
from termwise.lower.passes.issues import lower_issue
from termwise.lower.passes.notes import Notes
from termwise.lower.passes.options import Exercised, lower_exercise
from termwise.lower.passes.rounds import lower_pool, lower_round
from termwise.lower.passes.wording import said_by
from termwise.model.entitlement import PutOrCall
from termwise.model.sentence import Conversion, Investment, Issue, OptionPool


def held_before(lo: Lowers, asked: tuple[str, str, str, str | None]) -> Value:
    """What a party held as the previous period left it: "stake" (a fraction) or "units", holder, company, basis."""
    kind, holder, company, basis = asked
    plan = plan_of(lo, company)
    if holder not in {lot.holder for lot in plan.lots}:
        raise NotLoweredError(f"nothing says what `{holder}` holds of `{company}`")
    _is_told(plan, kind, basis)
    return lo.builder.state(State(told(asked), "number", Fraction(0), Origin(company, f"what {holder} holds of it")))


def told(asked: tuple[str, str, str, str | None]) -> str:
    """The name under which a holding is told: "stake:HOLDER:COMPANY", "units fully diluted:HOLDER:COMPANY"."""
    kind, holder, company, basis = asked
    return f"{kind if basis is None else f'{kind} {basis}'}:{holder}:{company}"


def _is_told(plan: Plan, kind: str, basis: str | None) -> None:
    if kind == "stake" and plan.counting == "some":
        raise NotLoweredError(f"nothing says how many shares there are in all of `{plan.company}`")
    if kind == "units" and plan.counting == "parts":
        raise NotLoweredError(f"nothing says how many shares a percentage is of `{plan.company}`")
    if basis is not None and basis not in _bases(plan):
        raise NotLoweredError(f"nothing says what counts {basis} of `{plan.company}`")


def _bases(plan: Plan) -> tuple[str, ...]:
    """The bases on which holdings are told: all where units are, else those that the text names or gives a meaning."""
    if plan.counting != "parts":
        return BASES
    adds = FREE in plan.lots or any(isinstance(v.clause.sentence, Conversion) for _, v in plan.steps)
    return tuple(basis for basis in BASES if basis == plan.basis or (adds and basis == "fully diluted"))


def lower_holdings(lo: Lowers, company: str) -> CapTable:
    """Carry the cap table of a company through a period, and state it as outputs; the table as it ends."""
    plan = plan_of(lo, company)
    with lo.saying(lo.agreement.deal.title, f"who holds {company}"):
        table = CapTable(lo.builder, company, plan.lots, plan.protected, 1 if plan.counting == "parts" else 0)
        of = Changing(plan, table, Notes(lo, company))
        warrants = [one for one in lo.warrants if one.issuer == company]
        _add_rights(lo, table, ((one.holder, one.open_before) for one in warrants))
        for group in together(steps_of(lo, plan)):
            _take(lo, of, group)
        for clause, named in rounds_missing(plan):
            lo.leave_out(clause, f"its shares: `{named}` is no round of {company}")
        for one in warrants:
            if Lot(one.holder, ORDINARY) in table.lots:
                issue(lo, of, one.clause, Lot(one.holder, ORDINARY), one.received)
        table.rights.clear()
        _add_rights(lo, table, ((one.holder, one.open_after) for one in warrants))
        if plan.counting != "some":
            conversions = [name for name, v in plan.steps if isinstance(v.clause.sentence, Conversion)]
            _add_rights(lo, table, open_notes(lo, of, list(dict.fromkeys(conversions))).items())
        of.notes.carry()
        table.carry()
        _state(lo, plan, table)
    return table


def _add_rights(lo: Lowers, table: CapTable, rights: Iterable[tuple[str, Value]]) -> None:
    for holder, units in rights:
        table.rights[holder] = lo.builder.add(table.rights.get(holder, lo.builder.number(0)), units)


def _take(lo: Lowers, of: Changing, group: list[Step]) -> None:
    """One step, or the conversions of one day, taking effect."""
    step = group[0]
    term = step.term
    with lo.saying(term.clause, "who holds the company after it", said_by(term.version, "sentence")):
        try:
            match step.sentence:
                case Issue() as said:
                    lower_issue(lo, of, step, said)
                case Investment():
                    lower_round(lo, of, step, within_round(lo, of.plan, step))
                case OptionPool():
                    lower_pool(lo, of, step)
                case Conversion():
                    lower_conversions(lo, of, group)
                case PutOrCall() as option:
                    lower_exercise(lo, of, Exercised(term, option, step.day, step.falls))
        except NotLoweredError as missing:
            for one in group:
                lo.leave_out(one.term.clause, f"its shares: {missing}")
            for one in within_round(lo, of.plan, step) if isinstance(step.sentence, Investment) else ():
                lo.leave_out(one.term.clause, f"its shares: {term.clause}, in which it happens, is left out")


def _state(lo: Lowers, plan: Plan, table: CapTable) -> None:
    """Stakes where the whole is known, units where they are counted, and what a share was last sold at."""
    b, company = lo.builder, plan.company
    if plan.counting == "some" and any(isinstance(v.clause.sentence, Issue) for _, v in plan.steps):
        lo.leave_out(company, "nothing says how many shares there are in all: units are told, and no stakes")
    for holder in table.holders():
        if holder == UNNAMED:
            continue
        for basis in (None, *_bases(plan)):
            if plan.counting != "some":
                b.effect(Output(told(("stake", holder, company, basis)), table.stake(holder, basis)))
            if plan.counting != "parts":
                b.effect(Output(told(("units", holder, company, basis)), table.units(holder, basis)))
    for name, price in table.prices.items():
        b.effect(Output(f"conversion price:{name}:{company}", price))
    if not any(getattr(v.clause.sentence, "price", None) is not None for _, v in plan.steps):
        return
    if plan.counting != "parts":
        b.effect(Output(f"price:{company}", table.price))
    if plan.counting != "some":
        b.effect(Output(f"valuation:{company}", b.multiply(table.price, table.total("fully diluted"))))
