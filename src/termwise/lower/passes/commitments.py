"""Commitments to buy: a total by a day, a least per year, shortfalls paid into a make-up bank or carried."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from termwise.ir.program import Movement, Output, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.accruing import governing
from termwise.lower.passes.dimensions import dimension, is_flow
from termwise.lower.passes.entering import enter
from termwise.lower.passes.exchange import money
from termwise.lower.passes.in_force import days_in_force, is_in_force_on
from termwise.lower.passes.settling import capped, count
from termwise.lower.passes.shares import share_of
from termwise.lower.passes.wording import said_by, words
from termwise.model.expression import Expression
from termwise.model.sentence import PurchaseCommitment


class _Bought(Struct, frozen=True):
    """What is bought under the commitment in the period, its last day, and the first day on which nothing counts.

    `price` of one of what is counted; None where money is counted.
    """

    term: Term
    said: PurchaseCommitment
    now: Value
    by: Value | None
    until: Value
    settled: str
    price: Value | None
    governs: Value


def lower_purchase_commitments(lo: Lowers, terms: Sequence[Term]) -> None:
    """The wordings of a commitment to buy: the last in force in a period counts it, the one that governs settles."""
    said = [(term, term.sentence) for term in terms if isinstance(term.sentence, PurchaseCommitment)]
    governs = governing(lo, [term for term, _ in said])
    lasting = [days_in_force(lo, term) for term, _ in said]
    for place, (term, commitment) in enumerate(said):
        later = lo.builder.total(lasting[place + 1 :])
        counts = lo.builder.at_most(later, lo.builder.number(0))
        try:
            _commitment(lo, term, commitment, (counts, governs[place]))
        except NotLoweredError as missing:  # what a wording does not say keeps no other from being followed
            lo.leave_out(term.clause, str(missing))


def _commitment(lo: Lowers, term: Term, commitment: PurchaseCommitment, turn: tuple[Value, Value]) -> None:
    """One wording of a commitment: what is bought, measured against what was promised.

    `turn` is whether what is bought in the period counts here, and whether this wording settles what is counted.
    """
    b, price, (counts, governs) = lo.builder, _price(lo, term, commitment), turn
    with lo.saying(term.clause, f"{commitment.asset} bought from {commitment.seller}", term.version.amendment):
        by = None if commitment.by is None else lo.moment(commitment.by, f"{term.tag}: by", last=True)
        until = term.end if by is None else b.earliest((term.end, b.shift(lo.grid.tomorrow(), by)))
        lasts = b.less(b.number(0), days_in_force(lo, replace(term, end=until)))
        counted = lo.bought if price is None else lo.quantities
        now = b.when(b.both(lasts, counts), b.total(counted(commitment.buyer, commitment.asset, commitment.seller)))
    bought = _Bought(term, commitment, now, by, until, f"{term.clause}: bought or paid for", price, governs)
    lo.running.set(bought.settled, b.add(lo.running.get(bought.settled), now))
    _unfollowed(lo, term)
    if commitment.shortfall is None:
        lo.leave_out(term.clause, "nothing says what follows when less is bought: no shortfall moves")
    elif commitment.at_least is not None:
        _yearly(lo, bought, commitment.at_least)
    with lo.saying(term.clause, f"{words(lo, commitment.amount)} committed", said_by(term.version, "sentence")):
        amount = _amount(lo, bought, commitment.amount, f"{term.tag}: amount")
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
        falls = b.both(b.falls_in_period(bought.by), is_in_force_on(lo, term, bought.by))
        missing = b.when(falls, b.positive_part(b.subtract(amount, lo.running.get(bought.settled))))
        lo.running.set(bought.settled, b.add(lo.running.get(bought.settled), missing))
    _pay(lo, bought, missing, bought.by)


def _price(lo: Lowers, term: Term, said: PurchaseCommitment) -> Value | None:
    """The price of one of what is committed; None of money. Raises `NotLoweredError` for a rate, or without a price."""
    if said.price is None:
        if share_of(lo, said.amount).flows:
            raise NotLoweredError("a commitment per time has no total")
        return None
    with lo.saying(
        term.clause, f"price of {words(lo, said.price)}", said_by(term.version, "sentence.price", "sentence")
    ):
        return money(lo, said.price, f"{term.tag}: price")


def _amount(lo: Lowers, bought: _Bought, amount: Expression, about: str) -> Value:
    """What is committed, in money of the deal or in what is counted."""
    return money(lo, amount, about) if bought.price is None else lo.number(amount, about)


def _cost(lo: Lowers, bought: _Bought, missing: Value) -> Value:
    return missing if bought.price is None else lo.builder.multiply(missing, bought.price)


def _yearly(lo: Lowers, bought: _Bought, at_least: Expression) -> None:
    """After each calendar year what was bought less than the least: paid into a bank that later excess draws on."""
    b, term, said = lo.builder, bought.term, bought.said
    flows = is_flow(dimension(at_least, lo.facts.names(), lo.agreement.deal.currency))
    with lo.saying(
        term.clause, f"at least {words(lo, at_least)}", said_by(term.version, "sentence.at_least", "sentence")
    ):
        amount = _amount(lo, bought, at_least, f"{term.tag}: at least")
        share = amount if flows else b.multiply(amount, b.table(lo.grid.share("year")))
        counting = days_in_force(lo, replace(term, end=bought.until))
        needed_name, taken_name = f"{term.clause}: needed in the year", f"{term.clause}: taken in the year"
        needed = b.add(lo.running.get(needed_name), b.multiply(share, b.divide(counting, b.days_in_period())))
        taken = b.add(lo.running.get(taken_name), bought.now)
        closes = b.both(b.less(b.number(0), b.table(lo.grid.closing("year"))), bought.governs)
        short = b.when(closes, b.positive_part(b.subtract(needed, taken)))
        excess = b.positive_part(b.subtract(taken, needed))
        left = short if said.shortfall == "carried" else b.number(0)
        lo.running.set(needed_name, b.select(closes, left, needed))
        lo.running.set(taken_name, b.select(closes, b.number(0), taken))
    if said.shortfall == "paid":
        _bank(lo, bought, closes, short, excess)


def _bank(lo: Lowers, bought: _Bought, closes: Value, short: Value, excess: Value) -> None:
    """A shortfall paid when a year closes may be taken later free of charge, out of what is bought above the least."""
    b, term, said = lo.builder, bought.term, bought.said
    name = f"{term.clause}: make-up bank"
    with lo.saying(
        term.clause,
        "shortfall of the year paid, made up later",
        said_by(term.version, "sentence.shortfall", "sentence"),
    ):
        bank = lo.running.get(name)
        drawn = b.when(closes, b.minimum(bank, excess))
        after = b.subtract(b.add(bank, short), drawn)
        lo.running.set(name, after)
        settled = lo.running.get(bought.settled)
        lo.running.set(bought.settled, b.subtract(b.add(settled, short), drawn))
        on = b.shift(lo.grid.due("year", None, None, last=False), b.period_start())
        if bought.by is not None:
            on = b.select(b.falls_in_period(bought.by), bought.by, on)
    _pay(lo, bought, short, on)
    with lo.saying(term.clause, "taken free of charge", said_by(term.version, "sentence.shortfall", "sentence")):
        enter(lo, term, Movement(term.clause, said.seller, said.buyer, _cost(lo, bought, drawn), on, "make-up"))
        b.effect(Output(f"make-up bank:{term.tag}", after))


def _pay(lo: Lowers, bought: _Bought, missing: Value, on: Value) -> None:
    """Enter what a shortfall costs, as far as the caps leave room."""
    term, said = bought.term, bought.said
    with lo.saying(term.clause, "shortfall paid", said_by(term.version, "sentence.shortfall", "sentence")):
        cost = capped(lo, term, _cost(lo, bought, missing))
        count(lo, term, cost)
        enter(lo, term, Movement(term.clause, said.buyer, said.seller, cost, on, "shortfall"))


def _unfollowed(lo: Lowers, term: Term) -> None:
    """Name what a text cannot say of a commitment, but an amendment that makes one of a payment can leave over."""
    said = term.version.clause.qualifiers
    if said.minimum is not None:
        lo.leave_out(term.clause, "its minimum: what is committed each year is said by `at least`")
    if said.carried_forward:
        lo.leave_out(term.clause, "that it is carried forward: a shortfall is, by `shortfall carried`")
