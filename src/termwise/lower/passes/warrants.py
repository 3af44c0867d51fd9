"""Warrants: what has vested, what its holder exercises, and the cash or the shares he pays the strike in."""

from termwise.ir.program import Movement, Output, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term, WarrantUnits
from termwise.lower.passes import exchange
from termwise.lower.passes.in_force import is_suspended_on
from termwise.lower.passes.wording import words
from termwise.model.expression import Expression
from termwise.model.sentence import Warrant


def lower_warrant(lo: Lowers, term: Term, warrant: Warrant) -> None:
    """The shares vested so far, and the exercise of them where a policy is said."""
    vested = _vested(lo, term, warrant)
    if vested is not None:
        with lo.saying(term.clause, "shares vested so far", term.version.amendment):
            lo.builder.effect(Output(f"vested:{term.tag}", vested))
    if warrant.exercised_when is None:
        lo.leave_out(term.clause, "its exercise: nothing says when it is exercised, vested shares are only counted")
    elif vested is not None:
        _exercise(lo, term, warrant, vested, warrant.exercised_when)
        return
    _grant(lo, term, warrant, lo.builder.number(0))


def _vested(lo: Lowers, term: Term, warrant: Warrant) -> Value | None:
    """Row by row: each once its condition has held while the warrant is in force. All of it without rows."""
    b = lo.builder
    vested = [] if warrant.vesting else [_since(lo, term, warrant.amount, term.start, "number of shares")]
    for place, row in enumerate(warrant.vesting, start=1):
        try:
            with lo.saying(term.clause, f"row {place}: {words(lo, row.amount)} vest", term.version.amendment):
                day = lo.since(row.condition, f"{term.tag}: row {place}")
                vested.append(_since(lo, term, row.amount, day, f"row {place}"))
        except NotLoweredError as missing:
            lo.leave_out(term.clause, f"row {place} of its vesting: {missing}")
    if not vested:
        return None
    total = b.total(vested)
    if warrant.accelerated_when is None:
        return total
    with lo.saying(term.clause, f"in full when {words(lo, warrant.accelerated_when)}", term.version.amendment):
        day = lo.since(warrant.accelerated_when, f"{term.tag}: in full")
        return b.maximum(total, _since(lo, term, warrant.amount, day, "number of shares"))


def _since(lo: Lowers, term: Term, amount: Expression, day: Value, what: str) -> Value:
    """An amount from a day on, when the day comes while the warrant is in force."""
    b = lo.builder
    day = b.latest(day, term.start)
    happened = b.both(b.less(day, b.period_end()), b.less(day, term.end))
    return b.when(happened, lo.number(amount, f"{term.tag}: {what}"))


def _exercise(lo: Lowers, term: Term, warrant: Warrant, vested: Value, policy: Expression) -> None:
    """Whatever has vested is exercised in each period at whose end the policy holds and the warrant runs unsuspended.

    In cash the holder pays the strike as it is then. Settled net, n rights at a price P give n (P - K)/P shares for
    nothing, and none are exercised at or below the strike K.
    """
    b, clause = lo.builder, term.clause
    if warrant.strike is None:
        lo.leave_out(clause, "its exercise: its strike is not said")
        _grant(lo, term, warrant, b.number(0))
        return
    before = lo.running.get(_exercised(term))
    with lo.saying(clause, f"exercised when {words(lo, policy)}", term.version.amendment):
        strike = exchange.money(lo, warrant.strike, f"{term.tag}: strike")
        may = b.both(_runs(lo, term), lo.truth(policy, f"{term.tag}: exercised when"))
        if term.pauses:
            may = b.both(may, b.opposite(is_suspended_on(lo, term, lo.last_day())))
        received = b.number(1)
        if warrant.net_exercise is not None:
            price = exchange.money(lo, warrant.net_exercise, f"{term.tag}: price of a share")
            may = b.both(may, b.less(strike, price))
            received = b.divide(b.subtract(price, strike), price)
        exercised = b.when(may, b.positive_part(b.subtract(vested, before)))
        lo.running.set(_exercised(term), b.add(before, exercised))
    if warrant.net_exercise is None:
        with lo.saying(clause, f"strike of {words(lo, warrant.strike)}", term.version.amendment):
            paid = b.multiply(exercised, strike)
            lo.move(Movement(clause, warrant.holder, warrant.issuer, paid, lo.last_day(), "exercise"))
    b.effect(Output(f"exercised:{term.tag}", lo.running.get(_exercised(term))))
    _grant(lo, term, warrant, b.multiply(exercised, received))


def _exercised(term: Term) -> str:
    return f"{term.clause}: exercised"


def _runs(lo: Lowers, term: Term) -> Value:
    """Whether the warrant is in force on the last day of the period."""
    b = lo.builder
    running = b.both(b.less(term.start, b.period_end()), b.at_most(b.period_end(), term.end))
    return running if term.holds is None else b.both(running, term.holds)


def _grant(lo: Lowers, term: Term, warrant: Warrant, received: Value) -> None:
    """Note the rights that are open, for whoever counts the issuer fully diluted."""
    b = lo.builder
    try:
        amount = lo.number(warrant.amount, f"{term.tag}: number of shares")
    except NotLoweredError as missing:
        lo.leave_out(term.clause, f"its open rights, fully diluted: {missing}")
        amount = b.number(0)
    begun = b.both(b.less(term.start, b.period_end()), b.less(b.period_start(), term.end))
    before = b.positive_part(b.subtract(amount, lo.running.before(_exercised(term))))
    after = b.positive_part(b.subtract(amount, lo.running.get(_exercised(term))))
    lo.warrants.append(
        WarrantUnits(
            term.clause, warrant.issuer, warrant.holder, received, b.when(begun, before), b.when(_runs(lo, term), after)
        )
    )
