"""Notes and SAFEs becoming shares: at the price of a round, at their caps, or at a price of their own."""

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.cap_table import Lot
from termwise.lower.passes.changing import Changing, issue
from termwise.lower.passes.converting import Converting, Pricing, Round, convert
from termwise.lower.passes.equity_plan import class_of
from termwise.lower.passes.equity_steps import Step
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
    b, tag = lo.builder, step.term.tag
    kept = b.number(1)
    with lo.saying(step.term.clause, "its cap and its discount", said_by(step.term.version, "sentence")):
        if conversion.discount is not None:
            kept = b.subtract(kept, lo.number(conversion.discount, f"{tag}: discount"))
        cap = None if conversion.cap is None else lo.number(conversion.cap, f"{tag}: cap")
    return Converting(owed, kept, pricing, cap, conversion.cap_is == "post-money")


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
        if conversion.cap is None:
            raise NotLoweredError("nothing says at which price it converts")
        return None
    if conversion.price_is == "per share" and of.plan.counting == "parts":
        raise NotLoweredError("a price per share needs the number of shares there are")
    each = b.divide(b.number(1), lo.number(conversion.price, f"{step.term.tag}: price"))
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
        for term in lo.terms(clause):
            match term.sentence:
                case Conversion(cap=cap, cap_is=cap_is) as conversion if cap is not None and cap_is is not None:
                    owed = of.notes.at_end(clause, conversion)
                    if owed is not None and conversion.instrument not in found:
                        step = Step(term, conversion, term.start, b.true())
                        found[conversion.instrument] = (
                            conversion.holder,
                            as_converting(lo, step, conversion, owed, None),
                        )
                case _:
                    pass
    all_of_it = of.table.total("fully diluted")
    asked = Round(all_of_it, all_of_it, True, zero, Pricing(zero, zero, zero), zero, zero)
    units = convert(b, asked, tuple(one for _, one in found.values())).units
    held: dict[str, Value] = {}
    for (holder, _), received in zip(found.values(), units, strict=True):
        held[holder] = b.add(held.get(holder, zero), received)
    return held
