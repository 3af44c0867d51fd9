"""Money into a company: investments when they are made, commitments as what is promised and what is funded."""

from termwise.ir.program import Output
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.exchange import money
from termwise.lower.passes.in_force import days_in_force, is_in_force_on
from termwise.lower.passes.settling import Due, Flow, settle
from termwise.lower.passes.shares import share_of
from termwise.lower.passes.trading import due_day
from termwise.lower.passes.wording import said_by, words
from termwise.model.sentence import ByThen, CapitalCommitment, Investment, Once, When, Within


def lower_investment(lo: Lowers, term: Term, investment: Investment) -> None:
    """The money of an investment, on its day; without one, on the first day of the clause."""
    if share_of(lo, investment.amount).flows:
        raise NotLoweredError("an amount per time is invested once: for how long is not said")
    b = lo.builder
    with lo.saying(term.clause, "the day it is invested", said_by(term.version, "sentence.schedule", "sentence")):
        match investment.schedule:
            case None:
                day = term.said
            case Once() | ByThen() | Within() | When() as schedule:
                day = due_day(lo, term, schedule)
            case _:
                raise NotLoweredError("investments again and again are not followed")
        falls = b.both(b.falls_in_period(day), is_in_force_on(lo, term, day))
    with lo.saying(term.clause, words(lo, investment.amount), said_by(term.version, "sentence.amount", "sentence")):
        due = b.when(falls, money(lo, investment.amount, f"{term.tag}: amount"))
    settle(lo, term, Flow(investment.investor, investment.company, "investment", day), Due(due, falls))


def lower_capital_commitment(lo: Lowers, term: Term, commitment: CapitalCommitment) -> None:
    """What is committed while in force, and what of it is funded by investments of the investor in the company."""
    b = lo.builder
    if share_of(lo, commitment.amount).flows:
        raise NotLoweredError("a commitment per time has no total")
    with lo.saying(term.clause, f"{words(lo, commitment.amount)} committed", said_by(term.version, "sentence")):
        amount = money(lo, commitment.amount, f"{term.tag}: amount")
        lasts = b.less(b.number(0), days_in_force(lo, term))
        made = [m for m in lo.movements if m.kind == "investment" and _is_by(m.payer, m.payee, commitment)]
        name = f"{term.tag}: funded"
        funded = b.add(lo.running.get(name), b.when(lasts, b.total([m.amount for m in made])))
        lo.running.set(name, funded)
        b.effect(Output(f"committed:{term.tag}", b.when(lasts, amount)))
        b.effect(Output(f"unfunded:{term.tag}", b.when(lasts, b.positive_part(b.subtract(amount, funded)))))
    if not made:
        lo.leave_out(term.clause, "it is committed, and no clause says when it is funded: no money moves by it")


def _is_by(payer: str, payee: str, commitment: CapitalCommitment) -> bool:
    return payer == commitment.investor and payee == commitment.company
