"""What a payment is a share of: the rate, the base, and the amount of a period before any bound."""

from msgspec import Struct
from msgspec.structs import replace

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.dimensions import dimension, is_flow, is_money
from termwise.lower.passes.exchange import currency_of
from termwise.lower.passes.in_force import days_in_force, running, spread
from termwise.lower.passes.moments import shifted
from termwise.lower.passes.tiers import tiered
from termwise.lower.passes.wording import words
from termwise.model.clause import Tiers
from termwise.model.expression import Arithmetic, Expression
from termwise.model.sentence import Payment, Step
from termwise.model.text import expression_text


class Share(Struct, frozen=True):
    """`rate of base`; `rate` None when the whole amount is the base. `flows` when the base is per time."""

    rate: Expression | None
    base: Expression
    flows: bool


def share_of(lo: Lowers, amount: Expression) -> Share:
    """The amount read as a share. Raises `NotLoweredError` for what is no money.

    Money of another currency needs a driver of its rate of exchange; the share stays in that currency.
    """
    names = lo.facts.names()
    found = dimension(amount, names, lo.agreement.deal.currency)
    currency = currency_of(lo, amount)
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
    """What the part in force of a period's base earns: by the rate, its steps in time, or its tiers.

    Where a payment has steps and tiers, a step takes the place of the tiers while it lasts.
    """
    b, tiers = lo.builder, term.version.clause.qualifiers.tiers
    pieces = _pieces(lo, term)
    within = b.multiply(base, part)
    if tiers is not None and pieces:
        return _steps_then_tiers(lo, term, share, base, part, tiers=tiers)
    if pieces:
        return b.total([_step(lo, term, share, base, piece) for piece in pieces])
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


def _pieces(lo: Lowers, term: Term) -> list[_Piece]:
    steps: tuple[Step, ...] = term.sentence.steps if isinstance(term.sentence, Payment) else ()
    if not steps:
        return []
    found, start = [], term.first
    for place, step in enumerate(steps, start=1):
        end = lo.builder.never() if step.length is None else shifted(lo, start, step.length)
        found.append(_Piece(step.amount, start, end, place))
        start = end
    if steps[-1].length is not None:
        found.append(_Piece(None, start, lo.builder.never(), 0))
    return found


def _steps_then_tiers(lo: Lowers, term: Term, share: Share, base: Value, part: Value, *, tiers: Tiers) -> Value:
    """The steps while they last; then the tiers, whose base has counted from the beginning."""
    b, stepped = lo.builder, _before_tiers(lo, term)
    due = b.total([_step(lo, term, share, base, piece) for piece in stepped])
    after = replace(term, start=b.latest(term.start, stepped[-1].end))
    in_tiers = b.multiply(base, b.divide(days_in_force(lo, after), b.days_in_period()))
    skipped = b.subtract(b.multiply(base, part), in_tiers)
    return b.add(due, tiered(lo, term, tiers, in_tiers, skipped))


def _before_tiers(lo: Lowers, term: Term) -> list[_Piece]:
    """The steps that come before the tiers. Raises `NotLoweredError` where the tiers would never come."""
    pieces = _pieces(lo, term)
    stepped = [piece for piece in pieces if piece.amount is not None]
    if len(stepped) == len(pieces):
        raise NotLoweredError("its tiers never apply: its steps say a share for all time, with `then`")
    return stepped


def earned_on(lo: Lowers, term: Term, share: Share, base: Value, day: Value) -> Value:
    """What a base earns on one day: by the step of that day, by the tiers, or by the rate."""
    b, tiers = lo.builder, term.version.clause.qualifiers.tiers
    pieces = _pieces(lo, term)
    if tiers is not None:
        stepped = _before_tiers(lo, term) if pieces else []
        in_tiers = base if not stepped else b.when(b.at_most(stepped[-1].end, day), base)
        skipped = b.subtract(base, in_tiers) if stepped else None
        by_steps = _rate_on(lo, term, share, stepped, day, otherwise=b.number(0))
        return b.add(b.multiply(by_steps, base), tiered(lo, term, tiers, in_tiers, skipped))
    rate = b.number(1) if share.rate is None else lo.number(share.rate, f"{term.tag}: rate")
    return b.multiply(_rate_on(lo, term, share, pieces, day, otherwise=rate), base)


def _rate_on(lo: Lowers, term: Term, share: Share, pieces: list[_Piece], day: Value, *, otherwise: Value) -> Value:
    """The rate of the step that a day is in."""
    b = lo.builder
    for piece in pieces:
        here = b.both(b.at_most(piece.start, day), b.less(day, piece.end))
        otherwise = b.select(here, _rate_of(lo, term, share, piece), otherwise)
    return otherwise


def _step(lo: Lowers, term: Term, share: Share, base: Value, piece: _Piece) -> Value:
    b = lo.builder
    start = b.latest(term.start, piece.start, b.period_start())
    days = running(lo, term, start, b.earliest((term.end, piece.end, b.period_end())))
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
