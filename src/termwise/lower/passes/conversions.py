"""Notes and SAFEs becoming shares: at the price of a round, at their caps, or at a price of their own."""

from collections.abc import Iterable

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes import exchange
from termwise.lower.passes.cap_table import Lot
from termwise.lower.passes.changing import Changing, issue
from termwise.lower.passes.converting import Converting, Pricing, Round, Terms, convert
from termwise.lower.passes.equity_plan import class_of
from termwise.lower.passes.equity_steps import Step, followed
from termwise.lower.passes.wording import said_by
from termwise.model.sentence import Conversion

Known = list[tuple[Step, Conversion]]


def known_conversions(lo: Lowers, of: Changing, steps: list[Step]) -> Known:
    """The conversions that can be followed; the others are left out with the reason."""
    found: Known = []
    for step in steps:
        match step.sentence:
            case Conversion() as conversion:
                try:
                    _cap_is_plain(conversion)
                    list(_as_favourable(lo, conversion))
                    of.notes.owed(step, conversion)
                except NotLoweredError as missing:
                    lo.leave_out(step.term.clause, f"its shares: {missing}")
                else:
                    found.append((step, conversion))
            case _:
                pass
    return found


def _cap_is_plain(conversion: Conversion) -> None:
    if conversion.cap is not None and conversion.cap_is is None:
        raise NotLoweredError("its cap does not say whether it is pre-money or post-money")


def as_converting(lo: Lowers, step: Step, conversion: Conversion, owed: Value, pricing: Pricing | None) -> Converting:
    """The terms of a conversion as values: `owed` the money, `pricing` that of its round, of its own, or None."""
    own = _terms(lo, step.term, conversion, pricing)
    others = [_terms(lo, term, said, pricing) for term, said in _as_favourable(lo, conversion)]
    return Converting(owed, tuple(terms for terms in (own, *others) if terms.prices))


def _terms(lo: Lowers, term: Term, conversion: Conversion, pricing: Pricing | None) -> Terms:
    b, kept, cap = lo.builder, lo.builder.number(1), None
    with lo.saying(term.clause, "its cap and its discount", said_by(term.version, "sentence")):
        if conversion.discount is not None:
            kept = b.subtract(kept, lo.number(conversion.discount, f"{term.tag}: discount"))
        if conversion.cap is not None and conversion.cap_is is not None:
            cap = exchange.money(lo, conversion.cap, f"{term.tag}: cap")
    return Terms(kept, pricing, cap, conversion.cap_is == "post-money")


def _as_favourable(lo: Lowers, conversion: Conversion) -> Iterable[tuple[Term, Conversion]]:
    """The other conversions whose terms it may take instead: their last wordings."""
    for clause in conversion.as_favourable:
        said = [(term, term.sentence) for term in lo.terms(clause) if isinstance(term.sentence, Conversion)]
        if not said:
            raise NotLoweredError(f"`{clause}`, whose terms it may take, is no conversion")
        term, other = said[-1]
        _cap_is_plain(other)
        yield term, other


def enter_conversions(lo: Lowers, of: Changing, known: Known, units: tuple[Value, ...]) -> None:
    """Give each holder the units he receives; where he receives some, nothing is owed any more."""
    b = lo.builder
    for (step, conversion), received in zip(known, units, strict=True):
        with lo.saying(step.term.clause, f"what {conversion.instrument} becomes", step.term.version.amendment):
            lot = Lot(conversion.holder, class_of(step.term.clause, conversion))
            issue(lo, of, step.term.clause, lot, received)
            of.notes.settle(conversion, b.both(step.falls, b.less(b.number(0), received)))


def lower_conversions(lo: Lowers, of: Changing, steps: list[Step]) -> None:
    """Notes and SAFEs that convert on one day without a round: at the price said, or at their caps."""
    if of.plan.counting == "some":
        raise NotLoweredError("nothing says how many shares there are in all")
    b, zero = lo.builder, lo.builder.number(0)
    known, converting = [], []
    for step, conversion in known_conversions(lo, of, steps):
        try:
            pricing = _own_pricing(lo, of, step, conversion)
        except NotLoweredError as missing:
            lo.leave_out(step.term.clause, f"its shares: {missing}")
            continue
        known.append((step, conversion))
        converting.append(as_converting(lo, step, conversion, of.notes.owed(step, conversion), pricing))
    all_of_it = of.table.total("fully diluted")
    asked = Round(all_of_it, all_of_it, True, zero, Pricing(zero, zero, zero), zero, zero)
    enter_conversions(lo, of, known, convert(b, asked, tuple(converting)).units)


def _own_pricing(lo: Lowers, of: Changing, step: Step, conversion: Conversion) -> Pricing | None:
    b, zero = lo.builder, lo.builder.number(0)
    if conversion.price is None:
        if conversion.cap is None and all(other.cap is None for _, other in _as_favourable(lo, conversion)):
            raise NotLoweredError("nothing says at which price it converts")
        return None
    if conversion.price_is == "per share" and of.plan.counting == "parts":
        raise NotLoweredError("a price per share needs the number of shares there are")
    each = b.divide(b.number(1), exchange.money(lo, conversion.price, f"{step.term.tag}: price"))
    match conversion.price_is:
        case "per share":
            return Pricing(zero, zero, each)
        case "post-money":
            return Pricing(each, each, zero)
        case _:
            return Pricing(each, zero, zero)


def open_notes(lo: Lowers, of: Changing, clauses: list[str]) -> dict[str, Value]:
    """By holder, the units that open notes and SAFEs would become at their caps, all together, at the period's end.

    One without a cap counts for nothing before it converts.
    """
    b, zero = lo.builder, lo.builder.number(0)
    found: dict[str, tuple[str, Converting]] = {}
    for clause in clauses:
        for term in followed(lo, clause):
            match term.sentence:
                case Conversion() as conversion if conversion.instrument not in found:
                    step = Step(term, conversion, term.start, b.true())
                    one = _at_its_cap(lo, of, step, conversion)
                    if one is not None:
                        found[conversion.instrument] = conversion.holder, one
                case _:
                    pass
    all_of_it = of.table.total("fully diluted")
    asked = Round(all_of_it, all_of_it, True, zero, Pricing(zero, zero, zero), zero, zero)
    units = convert(b, asked, tuple(one for _, one in found.values())).units
    held: dict[str, Value] = {}
    for (holder, _), received in zip(found.values(), units, strict=True):
        held[holder] = b.add(held.get(holder, zero), received)
    return held


def _at_its_cap(lo: Lowers, of: Changing, step: Step, conversion: Conversion) -> Converting | None:
    """An open note at its caps alone; None when it has none, or when it is not followed."""
    owed = of.notes.at_end(step.term.clause, conversion)
    try:
        one = None if owed is None else as_converting(lo, step, conversion, owed, None)
    except NotLoweredError:
        return None
    return one if one is not None and one.terms else None
