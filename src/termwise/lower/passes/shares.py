"""What a payment is a share of: the rate, the base, and the amount of a period before any bound."""

from msgspec import Struct

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.dimensions import dimension, foreign, is_flow, is_money
from termwise.lower.passes.in_force import spread
from termwise.lower.passes.moments import shifted
from termwise.lower.passes.settling import words
from termwise.lower.passes.tiers import tiered
from termwise.model.expression import Arithmetic, Expression
from termwise.model.sentence import Payment, Step
from termwise.model.text import expression_text


class Share(Struct, frozen=True):
    """`rate of base`; `rate` None when the whole amount is the base. `flows` when the base is per time."""

    rate: Expression | None
    base: Expression
    flows: bool


def share_of(lo: Lowers, amount: Expression) -> Share:
    """The amount read as a share. Raises `NotLoweredError` for money of another currency and for what is no money."""
    currency, names = lo.agreement.deal.currency, lo.facts.names()
    found = dimension(amount, names, currency)
    other = foreign(found, currency)
    if other is not None:
        raise NotLoweredError(f"it is in {other}, and no rate of exchange to {currency} is given")
    if not is_money(found, currency):
        if found.is_pure:
            raise NotLoweredError(f"no amount is public: `{expression_text(amount)}`")
        raise NotLoweredError(f"`{expression_text(amount)}` has no price")
    match amount:
        case Arithmetic("of" | "*", left, right) if dimension(left, names, currency).is_pure:
            return Share(left, right, is_flow(found))
        case _:
            return Share(None, amount, is_flow(found))


def base_in_period(lo: Lowers, term: Term, share: Share, unit: str) -> Value:
    """The base over the whole period, deductions taken off; a sum per `unit` is spread over its days."""
    b = lo.builder
    base = _spread(lo, term, share.base, f"{term.tag}: amount", unit)
    for place, deducted in enumerate(term.version.clause.qualifiers.deducts, start=1):
        with lo.saying(term.clause, f"deducts {words(lo, deducted)}", term.version.amendment):
            base = b.subtract(base, _spread(lo, term, deducted, f"{term.tag}: deduction {place}", unit))
    return base


def _spread(lo: Lowers, term: Term, amount: Expression, about: str, unit: str) -> Value:
    value = lo.number(amount, about)
    if is_flow(dimension(amount, lo.facts.names(), lo.agreement.deal.currency)):
        return value
    return lo.builder.multiply(value, spread(lo, term, unit))


def earned(lo: Lowers, term: Term, share: Share, base: Value, part: Value) -> Value:
    """What the part in force of a period's base earns: by the rate, its steps in time, or its tiers."""
    b, tiers = lo.builder, term.version.clause.qualifiers.tiers
    steps = term.sentence.steps if isinstance(term.sentence, Payment) else ()
    if tiers is not None and steps:
        raise NotLoweredError("tiers together with steps in time are not followed")
    if steps:
        return b.total([_step(lo, term, share, base, piece) for piece in _pieces(lo, term, steps)])
    within = b.multiply(base, part)
    if tiers is not None:
        return tiered(lo, term, tiers, within)
    if share.rate is None:
        return within
    return b.multiply(lo.number(share.rate, f"{term.tag}: rate"), within)


class _Piece(Struct, frozen=True):
    """A step in time: its rate or amount (None: as the sentence says), and its days."""

    amount: Expression | None
    start: Value
    end: Value
    place: int


def _pieces(lo: Lowers, term: Term, steps: tuple[Step, ...]) -> list[_Piece]:
    found, start = [], term.first
    for place, step in enumerate(steps, start=1):
        end = lo.builder.never() if step.length is None else shifted(lo, start, step.length)
        found.append(_Piece(step.amount, start, end, place))
        start = end
    if steps[-1].length is not None:
        found.append(_Piece(None, start, lo.builder.never(), 0))
    return found


def _step(lo: Lowers, term: Term, share: Share, base: Value, piece: _Piece) -> Value:
    b = lo.builder
    start, end = b.latest(term.start, piece.start), b.earliest((term.end, piece.end))
    days = b.days_within(start, end)
    part = b.divide(days if term.holds is None else b.when(term.holds, days), b.days_in_period())
    try:
        return b.multiply(b.multiply(_rate_of(lo, term, share, piece), base), part)
    except NotLoweredError as missing:
        lo.leave_out(term.clause, f"step {piece.place} of its rate: {missing}")
        return b.number(0)


def _rate_of(lo: Lowers, term: Term, share: Share, piece: _Piece) -> Value:
    if share.rate is None and piece.amount is not None:
        raise NotLoweredError("steps in time of a sum that is no share are not followed")
    amount = piece.amount or share.rate
    if amount is None:
        return lo.builder.number(1)
    with lo.saying(term.clause, f"step {piece.place}: {words(lo, amount)}", term.version.amendment):
        return lo.number(amount, f"{term.tag}: step {piece.place}")
