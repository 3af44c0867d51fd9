"""Commitments to buy: a total by a day, a least per year, shortfalls paid into a make-up bank or carried."""

from msgspec import Struct
from msgspec.structs import replace

from termwise.ir.program import Movement, Output, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.in_force import days_in_force
from termwise.lower.passes.settling import said_by, words
from termwise.lower.passes.shares import share_of
from termwise.model.expression import Expression
from termwise.model.sentence import PurchaseCommitment


class _Bought(Struct, frozen=True):
    """What is bought under the commitment in the period, its last day, and the first day on which nothing counts."""

    term: Term
    said: PurchaseCommitment
    now: Value
    by: Value | None
    until: Value
    settled: str


def lower_commitment(lo: Lowers, term: Term, commitment: PurchaseCommitment) -> None:
    """One wording of a commitment: what is bought, measured against what was promised."""
    if share_of(lo, commitment.amount).flows:
        raise NotLoweredError("a commitment per time has no total")
    b = lo.builder
    with lo.saying(term.clause, f"{commitment.asset} bought from {commitment.seller}", term.version.amendment):
        by = None if commitment.by is None else lo.moment(commitment.by, f"{term.tag}: by", last=True)
        until = term.end if by is None else b.earliest((term.end, b.shift(lo.grid.tomorrow(), by)))
        lasts = b.less(b.number(0), days_in_force(lo, replace(term, end=until)))
        now = b.when(lasts, b.total(lo.bought(commitment.buyer, commitment.asset, commitment.seller)))
    bought = _Bought(term, commitment, now, by, until, f"{term.clause}: bought or paid for")
    lo.running.set(bought.settled, b.add(lo.running.get(bought.settled), now))
    if commitment.shortfall is None:
        lo.leave_out(term.clause, "nothing says what follows when less is bought: no shortfall moves")
    elif commitment.at_least is not None:
        _yearly(lo, bought, commitment.at_least)
    with lo.saying(term.clause, f"{words(lo, commitment.amount)} committed", said_by(term.version, "sentence")):
        amount = lo.number(commitment.amount, f"{term.tag}: amount")
        b.effect(Output(f"committed:{term.tag}", b.when(lasts, amount)))
    b.effect(Output(f"bought:{term.tag}", lo.running.get(bought.settled)))
    if commitment.shortfall is not None:
        _in_the_end(lo, bought, amount)


def _in_the_end(lo: Lowers, bought: _Bought, amount: Value) -> None:
    """On the last day what is missing of the total: paid, or carried on without money."""
    b, term, said = lo.builder, bought.term, bought.said
    if bought.by is None:
        lo.leave_out(term.clause, "it names no day by which the whole is bought: its total is not enforced")
        return
    if said.shortfall == "carried":
        lo.leave_out(term.clause, "what is missing in the end is carried on: no money moves for it")
        return
    with lo.saying(term.clause, "missing on the last day", said_by(term.version, "sentence.by", "sentence")):
        falls = b.both(
            b.falls_in_period(bought.by), b.both(b.at_most(term.start, bought.by), b.less(bought.by, term.end))
        )
        missing = b.when(falls, b.positive_part(b.subtract(amount, lo.running.get(bought.settled))))
        lo.running.set(bought.settled, b.add(lo.running.get(bought.settled), missing))
        lo.move(Movement(term.clause, said.buyer, said.seller, missing, bought.by, "shortfall"))


def _yearly(lo: Lowers, bought: _Bought, at_least: Expression) -> None:
    """After each calendar year what was bought less than the least: paid into a bank that later excess draws on."""
    b, term, said = lo.builder, bought.term, bought.said
    flows = share_of(lo, at_least).flows
    with lo.saying(
        term.clause, f"at least {words(lo, at_least)}", said_by(term.version, "sentence.at_least", "sentence")
    ):
        amount = lo.number(at_least, f"{term.tag}: at least")
        share = amount if flows else b.multiply(amount, b.table(lo.grid.share("year")))
        counting = days_in_force(lo, replace(term, end=bought.until))
        needed_name, taken_name = f"{term.clause}: needed in the year", f"{term.clause}: taken in the year"
        needed = b.add(lo.running.get(needed_name), b.multiply(share, b.divide(counting, b.days_in_period())))
        taken = b.add(lo.running.get(taken_name), bought.now)
        closes = b.less(b.number(0), b.table(lo.grid.closing("year")))
        short = b.when(closes, b.positive_part(b.subtract(needed, taken)))
        excess = b.when(closes, b.positive_part(b.subtract(taken, needed)))
        left = short if said.shortfall == "carried" else b.number(0)
        lo.running.set(needed_name, b.select(closes, left, needed))
        lo.running.set(taken_name, b.select(closes, b.number(0), taken))
    if said.shortfall == "paid":
        _bank(lo, bought, short, excess)


def _bank(lo: Lowers, bought: _Bought, short: Value, excess: Value) -> None:
    """A shortfall paid may be taken later free of charge, out of what is bought above the least."""
    b, term, said = lo.builder, bought.term, bought.said
    name = f"{term.clause}: make-up bank"
    with lo.saying(
        term.clause,
        "shortfall of the year paid, made up later",
        said_by(term.version, "sentence.shortfall", "sentence"),
    ):
        bank = lo.running.get(name)
        drawn = b.minimum(bank, excess)
        after = b.subtract(b.add(bank, short), drawn)
        lo.running.set(name, after)
        settled = lo.running.get(bought.settled)
        lo.running.set(bought.settled, b.subtract(b.add(settled, short), drawn))
        on = b.shift(lo.grid.due("year", None, None, last=False), b.period_start())
        if bought.by is not None:
            on = b.select(b.falls_in_period(bought.by), bought.by, on)
        lo.move(Movement(term.clause, said.buyer, said.seller, short, on, "shortfall"))
        lo.move(Movement(term.clause, said.seller, said.buyer, drawn, on, "make-up"))
        b.effect(Output(f"make-up bank:{term.tag}", after))
