"""Issues of shares: numbers add to what there is, percentages restate it."""

from fractions import Fraction

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes import exchange
from termwise.lower.passes.cap_table import FREE, OPTIONS, ORDINARY, UNNAMED, Lot
from termwise.lower.passes.changing import Changing, issue
from termwise.lower.passes.dilution import issue_protected, protect
from termwise.lower.passes.equity_plan import class_of, is_units
from termwise.lower.passes.equity_steps import Step
from termwise.model.sentence import Allocation, Issue

WHOLE = Fraction(999_999_999, 1_000_000_000)
"""From this sum on percentages are the whole: binary numbers do not add up to one exactly."""


def lower_issue(lo: Lowers, of: Changing, step: Step, said: Issue) -> None:
    """An issue taking effect. Raises `NotLoweredError`, changing nothing, when it cannot be followed."""
    numbers = [one for one in said.allocations if is_units(lo, one.amount)]
    parts = [one for one in said.allocations if one not in numbers]
    if numbers and of.plan.counting == "parts":
        raise NotLoweredError("its shares are counted beside percentages: they change no fraction")
    if parts and of.plan.counting == "some":
        raise NotLoweredError("nothing says how many shares there are in all")
    amounts = {one.holder: lo.number(one.amount, f"{step.term.tag}: {one.holder}") for one in said.allocations}
    if numbers:
        _add(lo, of, step, said, {one.holder: lo.builder.when(step.falls, amounts[one.holder]) for one in numbers})
    if parts:
        _restate(lo, of, step, parts, amounts)


def _add(lo: Lowers, of: Changing, step: Step, said: Issue, amounts: dict[str, Value]) -> None:
    """Numbers of shares, paid for where a price is said. Options come out of the pool as far as it goes."""
    b, table, clause = lo.builder, of.table, step.term.clause
    share_class = class_of(clause, said)
    if said.price is not None:
        price = exchange.money(lo, said.price, f"{step.term.tag}: price")
        _paid(lo, step, said.company, {holder: b.multiply(units, price) for holder, units in amounts.items()})
        if share_class != OPTIONS:
            units = b.total(amounts.values())
            protect(b, table, of.plan.protected, units, b.multiply(units, price))
            table.price = b.select(step.falls, price, table.price)
    for holder, units in amounts.items():
        if share_class == OPTIONS and FREE in table.lots:
            granted = b.minimum(units, table.lots[FREE])
            issue(lo, of, clause, FREE, b.subtract(b.number(0), granted))
        issue(lo, of, clause, Lot(holder, share_class), units)
    if said.price is not None:
        issue_protected(b, table, share_class, price, step.falls)


def _paid(lo: Lowers, step: Step, company: str, amounts: dict[str, Value]) -> None:
    for holder, amount in amounts.items():
        lo.move(Movement(step.term.clause, holder, company, amount, step.day, "investment"))


def _restate(lo: Lowers, of: Changing, step: Step, said: list[Allocation], amounts: dict[str, Value]) -> None:
    """The percentages said, on their basis; what nobody names stays what it was in units.

    Percentages of the whole change no number of units in all, and whoever is not named holds nothing. Less than the
    whole leaves the units of everybody else: with P to those named, all units are what the others have over 1 - P.
    """
    b, table, issue_said = lo.builder, of.table, step.term.sentence
    if not isinstance(issue_said, Issue):
        raise TypeError(issue_said)
    basis, named = issue_said.basis, {one.holder for one in said}
    stated = b.total(amounts[one.holder] for one in said)
    whole = b.at_most(b.number(WHOLE), stated)
    total = table.total(basis)
    others = table.total(basis, lambda lot: lot.holder not in named)
    some, beside = b.less(b.number(0), total), b.less(b.number(0), others)
    before = b.select(some, total, b.number(1))
    rest = b.subtract(b.number(1), stated)
    after = b.select(b.both(beside, b.opposite(whole)), b.divide(others, rest), before)
    own = class_of(step.term.clause, issue_said)
    left = b.when(b.opposite(b.either(whole, beside)), b.multiply(rest, before))
    for lot, units in table.lots.items():
        now = units
        if lot == Lot(UNNAMED, ORDINARY):
            now = b.add(b.when(b.opposite(whole), units), left)
        elif lot.holder in named and table.counts(lot, basis):
            share = b.multiply(amounts[lot.holder], after)
            now = b.divide(share, table.ratio(own, basis)) if lot.share_class == own else b.number(0)
        elif table.counts(lot, basis):
            now = b.when(b.opposite(whole), units)
        issue(lo, of, step.term.clause, lot, b.when(step.falls, b.subtract(now, units)))
