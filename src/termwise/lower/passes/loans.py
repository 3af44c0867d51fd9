"""Loans: paid out once, owed with interest, repaid by distributions and on their last day."""

from termwise.ir.program import Movement, Output
from termwise.lower.asking import Account, Lowers, NotLoweredError, Term
from termwise.lower.passes.accounts import Owed
from termwise.lower.passes.entering import enter
from termwise.lower.passes.exchange import money
from termwise.lower.passes.in_force import is_in_force_on
from termwise.lower.passes.shares import share_of
from termwise.lower.passes.trading import due_day
from termwise.lower.passes.wording import said_by, words
from termwise.model.sentence import ByThen, Loan, Once, When, Within


def lower_loan(lo: Lowers, term: Term, loan: Loan) -> None:
    """The money lent, on its day; without one, on the first day of the clause."""
    b = lo.builder
    if share_of(lo, loan.amount).flows:
        raise NotLoweredError("an amount per time is lent once: for how long is not said")
    account = account_of(lo, term.clause, loan)
    with lo.saying(term.clause, "the day it is lent", said_by(term.version, "sentence.schedule", "sentence")):
        match loan.schedule:
            case None:
                day = term.start
            case Once() | ByThen() | Within() | When() as schedule:
                day = due_day(lo, term, schedule)
            case _:
                raise NotLoweredError("loans again and again are not followed")
        falls = b.both(b.falls_in_period(day), is_in_force_on(lo, term, day))
    with lo.saying(term.clause, f"{words(lo, loan.amount)} lent", said_by(term.version, "sentence.amount", "sentence")):
        lent = b.when(falls, money(lo, loan.amount, f"{term.tag}: amount"))
        account.lend(lent, falls, day)
        if loan.exit_fee is not None:
            account.charge(b.when(falls, money(lo, loan.exit_fee, f"{term.tag}: exit fee")))
        enter(lo, term, Movement(term.clause, loan.lender, loan.borrower, lent, day, "loan"))


def account_of(lo: Lowers, clause: str, loan: Loan) -> Account:
    """The account of a loan, one for all wordings of its clause; payments go to interest first."""
    name = clause
    if name not in lo.accounts:
        with lo.saying(clause, "what is owed"):
            lo.accounts[name] = Owed(lo, name, loan.interest, ("interest", "principal", "fee"))
    return lo.accounts[name]


def repay_in_the_end(lo: Lowers, term: Term, loan: Loan) -> None:
    """On its last day what is still owed is paid. Comes after the distributions of the period."""
    b, account = lo.builder, account_of(lo, term.clause, loan)
    with lo.saying(term.clause, "what is owed", said_by(term.version, "sentence.repaid_by", "sentence")):
        if loan.repaid_by is not None:
            day = lo.moment(loan.repaid_by, f"{term.tag}: repaid by", last=True)
            falls = b.both(b.falls_in_period(day), is_in_force_on(lo, term, day))
            account.accrue(account.day_of(falls, day))
            paid = b.when(falls, b.positive_part(account.owed()))
            account.pay(paid)
            enter(lo, term, Movement(term.clause, loan.borrower, loan.lender, paid, day, "repayment"))


def close_account(lo: Lowers, term: Term, loan: Loan) -> None:
    """What is owed at the period's end, once no wording of the clause repays any more of it."""
    account = account_of(lo, term.clause, loan)
    with lo.saying(term.clause, "what is owed", said_by(term.version, "sentence.repaid_by", "sentence")):
        account.close()
        lo.builder.effect(Output(f"owed:{term.tag}", account.owed()))
