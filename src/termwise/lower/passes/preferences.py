"""What is distributed by preference: debts apart, what each class of shares gets of the price of a company.

Every class chooses what pays it more: its preference (and its part in the rest) or conversion into ordinary shares.
With v the money that one ordinary share gets, a class with preference L, cap C and n ordinary shares after conversion
receives

    non-participating            max(L, v n)
    participating                L + v n
    participating, capped at C   max(min(L + v n, C), v n)
    ordinary shares              v n

and v is where all of this adds up to what there is. Each line rises with v, so there is exactly one such v: at it no
class gains by choosing otherwise. The sum is straight between the breakpoints L/n, (C - L)/n and C/n, so v is
found exactly: the largest breakpoint at which the sum is not above what there is, and the slope from there. No
breakpoints need sorting, so numbers of shares and preferences may be uncertain. What does not cover all
preferences goes by rank, in proportion within a rank, and nobody converts.

Source: breakpoint analysis as in AICPA, Valuation of Privately-Held-Company Equity Securities Issued as Compensation
(2013), ch. 8; the order of conversion by preference per share is that of Metrick and Yasuda, Venture Capital and the
Finance of Innovation (2nd ed. 2010), ch. 14.
"""

from decimal import Decimal

from msgspec import Struct

from termwise.ir.program import Movement, Units, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.cap_table import OPTIONS, UNNAMED
from termwise.lower.passes.class_terms import ClassTerms, classes_of
from termwise.lower.passes.entering import enter
from termwise.lower.passes.equity_plan import class_of, plan_of
from termwise.lower.passes.exchange import money
from termwise.lower.passes.settling import rounded
from termwise.lower.passes.wording import said_by
from termwise.model.expression import Quantity
from termwise.model.sentence import Investment, Issue


class ShareClass(Struct, frozen=True):
    """A class in the period: its terms, who holds how many shares, and the numbers its payoff hangs on.

    `converted` is the number of ordinary shares it counts as. `preference` is money for all of it; `cap` bounds
    all it receives, None where nothing does.
    """

    terms: ClassTerms
    held: dict[str, Value]
    units: Value
    converted: Value
    preference: Value
    cap: Value | None


def by_preference(lo: Lowers, term: Term, company: str, left: Value, on: Value) -> None:
    """Pay money to the holders of a company's shares, on a day of the period, as their classes are entitled."""
    b = lo.builder
    with lo.saying(term.clause, "who holds which shares", said_by(term.version, "sentence")):
        found = share_classes(lo, company)
    if not found:
        raise NotLoweredError(f"nothing says how many shares of `{company}` there are")
    with lo.saying(term.clause, "what one ordinary share gets", said_by(term.version, "sentence")):
        received = payoffs(lo, found, left)
    for one in found:
        for holder, units in one.held.items():
            with lo.saying(term.clause, f"{one.terms.name}: what {holder} receives", said_by(term.version, "sentence")):
                amount = rounded(lo, term, b.multiply(received[one.terms.name], b.divide(units, one.units)))
                if holder not in {company, UNNAMED}:
                    enter(lo, term, Movement(term.clause, company, holder, amount, on, "distribution"))


# -- who holds what --------------------------------------------------------------------------------------


def share_classes(lo: Lowers, company: str) -> list[ShareClass]:
    """Every class of shares, as at the end of the period; none when nothing is said of the company's shares.

    Rights to shares, and a pool that nobody has been granted, are no shares and get no money.
    """
    table, terms, found = lo.tables.get(company), classes_of(lo, company), []
    lots = {} if table is None else table.lots
    for name in dict.fromkeys(lot.share_class for lot in lots if lot.share_class != OPTIONS):
        held = {lot.holder: units for lot, units in lots.items() if lot.share_class == name}
        found.append(_share_class(lo, company, terms.get(name, ClassTerms(name)), held))
    return found


def _share_class(lo: Lowers, company: str, terms: ClassTerms, held: dict[str, Value]) -> ShareClass:
    b, units, cap = lo.builder, lo.builder.total(held.values()), None
    preference, base = _preference(lo, company, terms, units)
    if terms.cap is not None:
        cap = b.maximum(b.multiply(_multiple(lo, f"{company}: {terms.name} capped at", terms.cap), base), preference)
    converted = _converted(lo, company, terms, b.multiply(units, lo.tables[company].ratio(terms.name, "as converted")))
    return ShareClass(terms, held, units, converted, preference, cap)


def _multiple(lo: Lowers, about: str, number: Decimal) -> Value:
    return lo.parameter(about, Quantity(number))


def _converted(lo: Lowers, company: str, terms: ClassTerms, units: Value) -> Value:
    if terms.ratio is None or terms.ratio.shares == terms.ratio.into:
        return units
    into = _multiple(lo, f"{company}: {terms.name} converts to", terms.ratio.into)
    shares = _multiple(lo, f"{company}: {terms.name} converts", terms.ratio.shares)
    return lo.builder.divide(lo.builder.multiply(units, into), shares)


def _preference(lo: Lowers, company: str, terms: ClassTerms, units: Value) -> tuple[Value, Value]:
    """The preference of a class, and what its multiple is of: by every sentence that issued shares of it."""
    b, sums, bases = lo.builder, [], []
    for clause, sentence in terms.stated:
        if sentence.preference is not None:
            base = _base(lo, (company, clause), sentence, units)
            bases.append(base)
            sums.append(b.multiply(base, _multiple(lo, f"{clause}: preference multiple", sentence.preference.multiple)))
    return b.total(sums), b.total(bases)


def _base(lo: Lowers, of: tuple[str, str], sentence: Issue | Investment, units: Value) -> Value:
    """What the multiple of a preference is of: money for each share or for all, the price, or what was invested."""
    b, (company, clause) = lo.builder, of
    preference = sentence.preference
    amount = None if preference is None else preference.amount
    if amount is None and isinstance(sentence, Issue):
        amount = sentence.price
    if amount is None:
        made = [m.amount for m in lo.movements if m.clause == clause and m.kind == "investment"]
        return _counted(lo, f"{clause}: invested", made)
    in_parts = plan_of(lo, company).counting == "parts"
    for_each = preference is None or preference.per_share or preference.amount is None
    if for_each and in_parts:
        raise NotLoweredError("a preference for each share needs the number of shares there are")
    each = money(lo, amount, f"{clause}: preference")
    name = class_of(clause, sentence)
    issued = units if in_parts else _counted(lo, f"{clause}: shares issued", _issued(lo, clause, name))
    return b.multiply(each, issued) if for_each else b.when(b.less(b.number(0), issued), each)


def _issued(lo: Lowers, clause: str, share_class: str) -> list[Value]:
    """The units of a class that a clause adds in the period."""
    made = [effect for effect in lo.builder.effects if isinstance(effect, Units)]
    return [one.amount for one in made if one.clause == clause and one.share_class == share_class]


def _counted(lo: Lowers, name: str, now: list[Value]) -> Value:
    """A running total; asked twice in a period it counts once."""
    if lo.running.knows(name):
        return lo.running.get(name)
    total = lo.builder.add(lo.running.get(name), lo.builder.total(now))
    lo.running.set(name, total)
    return total


# -- what each class receives ------------------------------------------------------------------------------


def payoffs(lo: Lowers, found: list[ShareClass], left: Value) -> dict[str, Value]:
    """Class -> what it receives of what is left. All of it, where there are ordinary shares or others without bound."""
    b = lo.builder
    ranked = _by_rank(lo, found, left)
    full = {one.terms.name: one.preference for one in found}
    best = b.number(0)
    for point in _breakpoints(lo, found):
        reached = b.at_most(_total(lo, found, full, point), left)
        best = b.maximum(best, b.when(reached, point))
    slope = b.total([_slope(lo, one, best) for one in found])
    rest = b.positive_part(b.subtract(left, _total(lo, found, full, best)))
    per_share = b.add(best, b.divide(rest, slope))
    return {one.terms.name: _payoff(lo, one, ranked[one.terms.name], per_share) for one in found}


def _by_rank(lo: Lowers, found: list[ShareClass], left: Value) -> dict[str, Value]:
    """What of its preference each class gets, the most senior first, in proportion within a rank."""
    b = lo.builder
    paid = {one.terms.name: b.number(0) for one in found}
    for rank in sorted({one.terms.rank for one in found if one.terms.preferred}):
        group = [one for one in found if one.terms.rank == rank and one.terms.preferred]
        due = b.total([one.preference for one in group])
        gets = b.minimum(left, due)
        for one in group:
            paid[one.terms.name] = b.multiply(gets, b.divide(one.preference, due))
        left = b.subtract(left, gets)
    return paid


def _breakpoints(lo: Lowers, found: list[ShareClass]) -> list[Value]:
    """The values of an ordinary share at which a class changes how it shares."""
    b, points = lo.builder, []
    for one in found:
        if not one.terms.preferred:
            continue
        if not one.terms.participates:
            points += [b.divide(one.preference, one.converted)] if one.terms.ratio is not None else []
        elif one.cap is not None:
            points.append(b.divide(b.subtract(one.cap, one.preference), one.converted))
            points += [b.divide(one.cap, one.converted)] if one.terms.ratio is not None else []
    return points


def _payoff(lo: Lowers, one: ShareClass, preference: Value, per_share: Value) -> Value:
    b = lo.builder
    converted = b.multiply(per_share, one.converted)
    if not one.terms.preferred:
        return converted
    if not one.terms.participates:
        return preference if one.terms.ratio is None else b.maximum(preference, converted)
    both = b.add(preference, converted)
    if one.cap is None:
        return both
    bounded = b.minimum(both, one.cap)
    return bounded if one.terms.ratio is None else b.maximum(bounded, converted)


def _total(lo: Lowers, found: list[ShareClass], preferences: dict[str, Value], per_share: Value) -> Value:
    return lo.builder.total([_payoff(lo, one, preferences[one.terms.name], per_share) for one in found])


def _slope(lo: Lowers, one: ShareClass, per_share: Value) -> Value:
    """How many ordinary shares a class counts as just above a value of one."""
    b = lo.builder
    if not one.terms.preferred or (one.terms.participates and one.cap is None):
        return one.converted
    if not one.terms.participates:
        if one.terms.ratio is None:
            return b.number(0)
        return b.when(b.at_most(b.divide(one.preference, one.converted), per_share), one.converted)
    if one.cap is None:
        return one.converted
    bound = b.divide(b.subtract(one.cap, one.preference), one.converted)
    shares = b.less(per_share, bound)
    if one.terms.ratio is not None:
        shares = b.either(shares, b.at_most(b.divide(one.cap, one.converted), per_share))
    return b.when(shares, one.converted)
