"""Who holds a company: percentages restate, investments dilute, units add. All exact.

A round at `V` pre-money for `X` leaves the investor with X/(V+X) and everybody else with V/(V+X) of
what they had; at `V` post-money with X/V and (V-X)/V. What is not known makes bounds.
"""

from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from termwise.base.units import of_symbol
from termwise.model.clause import OtherwiseAmount
from termwise.model.entitlement import PutOrCall
from termwise.model.sentence import (
    Conversion,
    Investment,
    Issue,
    Once,
    OptionPool,
    Sentence,
    Warrant,
    When,
)
from termwise.standing.asking import Asking
from termwise.standing.states import Holding, Holdings
from termwise.view import figure as exact
from termwise.view.agreement import Version
from termwise.view.conditions import first_day
from termwise.view.course import NEVER, HangsOn, Reach, Tri, all_of
from termwise.view.figure import Figure, exactly
from termwise.view.figures import At, figure
from termwise.view.moments import if_true, last_of, reach_of
from termwise.view.patch import with_amount

SHARE = of_symbol("share")
POOL = "options"
"""The holder of what is reserved for options."""

_NONE, _ALL = exactly(0), exactly(1)

_MOST_ORDERS = 24
"""How many orders of events are followed: every order of four."""

Equity = Issue | Investment | Conversion | OptionPool


class Table(Struct, frozen=True):
    """Who holds what at one time: fractions of the whole, or units where all holdings are counted in units."""

    shares: dict[str, Figure]
    units: dict[str, Figure]
    unnamed: Figure = _NONE
    basis: str | None = None


class Happening(Struct, frozen=True):
    """An equity sentence taking effect: on which day, in which words."""

    clause: str
    sentence: Equity
    at: Reach


def holdings_of(asking: Asking, company: str, day: date) -> Holdings:
    """Who holds a company on a day, by every equity sentence that had taken effect, in order of day.

    Where the order of two is open, whatever either order gives lies within the bounds.
    """
    coming = happenings_of(asking, company)
    happened = [one for one in coming if one.at.by(day).value is not False]
    if not happened:
        return Holdings(company, (), None, None, (), _ALL)
    hangs_on = frozenset[HangsOn]().union(*(one.at.hangs_on for one in happened))
    counted = _counted_by_a_run(happened) | _passed_on(asking, company, day)
    orders = _orders(happened)
    table = _anyhow(happened, hangs_on | counted)
    if len(orders) <= _MOST_ORDERS and not counted:
        tables = [_table(asking, order, day) for order in orders]
        table = tables[0]
        for other in tables[1:]:
            table = _either(table, other, Tri(None, hangs_on))
    if table.units and len({holder for one in coming for holder in _named(one.sentence)}) == 1:
        table = _of_an_unknown_whole(table, company)
    shares = tuple(Holding(name, part, table.units.get(name)) for name, part in table.shares.items())
    clauses = tuple(dict.fromkeys(one.clause for one in happened))
    reserved = any(isinstance(one.sentence, OptionPool) for one in happened)
    basis = None if reserved and table.basis != "fully diluted" else table.basis
    return Holdings(company, shares, basis, clauses[-1], clauses, table.unnamed)


def _passed_on(asking: Asking, company: str, day: date) -> frozenset[HangsOn]:
    """Puts, calls and warrants on the company's shares that may have been exercised by a day: a run tells whether."""
    found = []
    for history in asking.agreement.clauses:
        for version in history.versions:
            option, start = version.clause.sentence, version.clause.qualifiers.start
            if not isinstance(option, PutOrCall | Warrant) or _company_of(option) != company:
                continue
            begins = (
                version.begins if start is None else last_of((version.begins, reach_of(start, asking, history.name)))
            )
            used = [one for one in asking.records(history.name) if one.kind == "exercises" and one.day <= day]
            if begins.by(day).value is not False and (used or option.exercised_when is not None):
                found.append(HangsOn("number", history.name))
    return frozenset(found)


def _company_of(option: PutOrCall | Warrant) -> str:
    return option.issuer if isinstance(option, Warrant) else option.company


def _counted_by_a_run(happened: list[Happening]) -> frozenset[HangsOn]:
    """What here only the running of the deal counts: what converts in rounds, pools filled up, options, protection."""
    sentences = [(one.clause, one.sentence) for one in happened]
    pools = [clause for clause, sentence in sentences if isinstance(sentence, OptionPool)]
    found = pools[1:]
    for clause, sentence in sentences:
        match sentence:
            case Conversion(round=round_) | OptionPool(round=round_) if round_ is not None:
                found.append(clause)
            case (Issue() | Investment()) as issue if issue.anti_dilution is not None or issue.share_class == "options":
                found.append(clause)
            case _:
                pass
    return frozenset(HangsOn("number", clause) for clause in found)


def earliest_of(asking: Asking, clause: str, version: Version) -> date | None:
    """The earliest day on which an equity sentence may take effect in this wording; None for other sentences."""
    days = [one.at.earliest for one in _happenings(asking, clause, version, NEVER)]
    return min((day for day in days if day is not None), default=None)


def _table(asking: Asking, order: tuple[Happening, ...], day: date) -> Table:
    table = Table({}, {}, _ALL)
    for happening in order:
        table = _either(_after(asking, table, happening), table, happening.at.by(day))
    return table


def _orders(happened: list[Happening]) -> list[tuple[Happening, ...]]:
    """The orders in which they may have happened, no more than shows that they are too many."""
    found: list[tuple[Happening, ...]] = [()]
    for one in happened:
        longer = []
        for order in found:
            places = range(len(order), -1, -1)
            for place in places:
                longer.append((*order[:place], one, *order[place:]))
                if place and not _may_follow(order[place - 1], one):
                    break
        found = longer[: _MOST_ORDERS + 1]
    return found


def _anyhow(happened: list[Happening], hangs_on: frozenset[HangsOn]) -> Table:
    """Anybody may hold anything: what remains to be said when too many orders are open."""
    anything = Figure(Fraction(0), Fraction(1), hangs_on=hangs_on)
    holders = dict.fromkeys(holder for one in happened for holder in _named(one.sentence))
    return Table(dict.fromkeys(holders, anything), {}, anything)


def _of_an_unknown_whole(table: Table, company: str) -> Table:
    """Units of a company of whose shares only one holder is ever named: nobody says that there are no others."""
    anything = Figure(Fraction(0), Fraction(1), hangs_on=frozenset({HangsOn("number", f"all shares of {company}")}))
    return Table(dict.fromkeys(table.shares, anything), table.units, anything, table.basis)


def _named(sentence: Equity) -> tuple[str, ...]:
    match sentence:
        case Issue(allocations=allocations):
            return tuple(one.holder for one in allocations)
        case Investment(investor=holder) | Conversion(holder=holder):
            return (holder,)
        case OptionPool():
            return (POOL,)


def _may_follow(one: Happening, other: Happening) -> bool:
    """Whether `one` may happen after `other`, which stands after it by their earliest days."""
    latest, earliest = one.at.latest, other.at.earliest
    return latest is None or (earliest is not None and latest > earliest)


def happenings_of(asking: Asking, company: str) -> list[Happening]:
    """Every equity sentence on a company that takes effect or may, in order of the earliest day."""
    found: list[Happening] = []
    for history in asking.agreement.clauses:
        for place, version in enumerate(history.versions):
            sentence = version.clause.sentence
            if isinstance(sentence, Equity) and sentence.company == company:
                following = history.versions[place + 1].begins if place + 1 < len(history.versions) else NEVER
                found += _happenings(asking, history.name, version, following)
    coming = [one for one in found if one.at.earliest is not None]
    return sorted(coming, key=lambda one: one.at.earliest or date.max)


def _happenings(asking: Asking, clause: str, version: Version, following: Reach) -> list[Happening]:
    """The sentence taking effect, and what it is instead when its condition precedent fails."""
    sentence = version.clause.sentence
    if not isinstance(sentence, Equity):
        return []
    said = version.clause.qualifiers
    start = [] if said.start is None else [reach_of(said.start, asking, clause)]
    base = last_of((version.begins, *start, *_scheduled(asking, clause, sentence)))
    met_on = [asking.met(requirement, clause) for requirement in said.requires]
    found = [(sentence, last_of((base, *met_on)))]
    for requirement in said.requires:
        if isinstance(requirement.otherwise, OtherwiseAmount):
            instead = with_amount(sentence, requirement.otherwise.amount)
            if isinstance(instead, Equity):
                found.append((instead, last_of((base, asking.failed(requirement, clause)))))
    return [
        Happening(clause, what, if_true(at, all_of((_undisturbed(asking, clause, at), _before(at, following)))))
        for what, at in found
    ]


def _scheduled(asking: Asking, clause: str, sentence: Sentence) -> list[Reach]:
    match sentence:
        case Issue(on=moment) | OptionPool(on=moment) if moment is not None:
            return [reach_of(moment, asking, clause)]
        case Conversion(round=round_) | OptionPool(round=round_) if round_ is not None:
            return [_of_round(asking, round_)]
        case Investment(schedule=Once(moment)) | Conversion(schedule=Once(moment)):
            return [reach_of(moment, asking, clause)]
        case Investment(schedule=When(condition)) | Conversion(schedule=When(condition)):
            return [first_day(condition, At(asking.deal.start, asking, clause))]
        case _:
            return []


def _of_round(asking: Asking, clause: str) -> Reach:
    """When a round takes effect in its last wording; never when the clause is none."""
    history = asking.history(clause)
    versions = () if history is None else history.versions
    rounds = [v for v in versions if isinstance(v.clause.sentence, Investment)]
    found = [one.at for one in _happenings(asking, clause, rounds[-1], NEVER)] if rounds else []
    return found[0] if found else NEVER


def _before(at: Reach, following: Reach) -> Tri:
    """Whether it takes effect before the next wording replaces it."""
    if at.earliest is None or following.earliest is None:
        return Tri(True)
    begun = following.by(at.earliest)
    return Tri(True) if begun.value is False else Tri(None, begun.hangs_on) if begun.value is None else Tri(False)


def _undisturbed(asking: Asking, clause: str, at: Reach) -> Tri:
    """Whether the clause is in force on the day; on an open day, whether it is on every day it may be."""
    if at.earliest is None:
        return Tri(False)
    if at.earliest == at.latest:
        return asking.reading(clause, at.earliest).truth
    history = asking.history(clause)
    said = () if history is None else tuple(version.clause.qualifiers for version in history.versions)
    steady = not any(one.while_ is not None or one.unless for one in said) and clause not in asking.sources.pauses
    if steady and at.latest is not None and asking.reading(clause, at.latest).truth.value is True:
        return Tri(True)
    return Tri(None, at.hangs_on)


# -- one step ------------------------------------------------------------------------------------------


def _after(asking: Asking, table: Table, happening: Happening) -> Table:
    day = happening.at.earliest or asking.deal.start
    at = At(day, asking, happening.clause)
    match happening.sentence:
        case Issue() as issue:
            return _issued(table, issue, at)
        case OptionPool(amount=amount, basis=basis):
            part = figure(amount, at)
            return _diluted(table, POOL, part, basis) if part.dimension != SHARE else _added(table, {POOL: part}, basis)
        case Investment() as investment:
            return _invested(table, investment, at)
        case Conversion(holder=holder, basis=basis):
            return _diluted(table, holder, _anything(happening.clause), basis)


def _issued(table: Table, issue: Issue, at: At) -> Table:
    amounts = {one.holder: figure(one.amount, at) for one in issue.allocations}
    if any(amount.dimension == SHARE for amount in amounts.values()):
        return _added(table, amounts, issue.basis)
    stated = _NONE
    for amount in amounts.values():
        stated = exact.plus(stated, amount)
    rest = exact.greatest((_NONE, exact.minus(_ALL, stated)))
    return Table(amounts, {}, rest, issue.basis)


def _added(table: Table, amounts: dict[str, Figure], basis: str | None) -> Table:
    """Units on top of units. On top of percentages they cannot be counted: everybody is somewhere between."""
    held = table.shares.items()
    if table.shares and not table.units:
        mixed = _units_unknown(", ".join(amounts))
        loose = {name: Figure(Fraction(0), share.high, hangs_on=share.hangs_on | mixed) for name, share in held}
        fresh = {name: Figure(Fraction(0), Fraction(1), hangs_on=mixed) for name in amounts}
        return Table({**loose, **fresh}, {}, table.unnamed, basis or table.basis)
    units = dict(table.units)
    for holder, amount in amounts.items():
        units[holder] = exact.plus(units[holder], amount) if holder in units else amount
    return Table(_fractions(units), units, _NONE, basis or table.basis)


def _units_unknown(holder: str) -> frozenset[HangsOn]:
    return frozenset({HangsOn("number", f"units of {holder}")})


def _fractions(units: dict[str, Figure]) -> dict[str, Figure]:
    """Each holder's part of all units: x/(x + others), so that bounds stay within 0 and 1."""
    fractions: dict[str, Figure] = {}
    for holder, own in units.items():
        others = exactly(0, SHARE)
        for name, amount in units.items():
            others = others if name == holder else exact.plus(others, amount)
        fractions[holder] = _part_of(own, others)
    return fractions


def _part_of(own: Figure, others: Figure) -> Figure:
    hangs_on = own.hangs_on | others.hangs_on
    firm = own.firm and others.firm
    low = _ratio(own.low, others.high, default=Fraction(0))
    high = _ratio(own.high, others.low, default=Fraction(1))
    return exactly(low) if firm and low == high else Figure(low, high, hangs_on=hangs_on, firm=firm)


def _ratio(own: Fraction | None, others: Fraction | None, default: Fraction) -> Fraction:
    if own is None or others is None or own < 0 or others < 0 or own + others == 0:
        return default
    return own / (own + others)


def _invested(table: Table, investment: Investment, at: At) -> Table:
    amount = figure(investment.amount, at)
    price = None if investment.price is None else figure(investment.price, at)
    investor, basis = investment.investor, investment.basis
    match investment.price_is:
        case "pre-money" if price is not None:
            part = exact.inverse(exact.plus(exactly(1), exact.over(price, amount)))
        case "post-money" if price is not None:
            part = exact.over(amount, price)
        case "per share" if price is not None and table.units:
            bought = exact.over(amount, price)
            return _added(table, {investor: replace(bought, dimension=SHARE)}, basis)
        case _:
            part = _anything(at.about or investor)
    return _diluted(table, investor, _within_one(part), basis)


def _within_one(part: Figure) -> Figure:
    return exact.least((_ALL, exact.greatest((_NONE, part))))


def _anything(clause: str) -> Figure:
    return Figure(Fraction(0), Fraction(1), hangs_on=frozenset({HangsOn("number", clause)}))


def _diluted(table: Table, newcomer: str, part: Figure, basis: str | None) -> Table:
    """The newcomer takes a part of the whole; what everybody else had shrinks by it."""
    kept = exact.minus(_ALL, part)
    shares = {holder: exact.times(share, kept) for holder, share in table.shares.items()}
    shares[newcomer] = exact.plus(shares.get(newcomer, _NONE), part)
    return Table(shares, {}, exact.times(table.unnamed, kept), basis or table.basis)


def _either(after: Table, before: Table, done: Tri) -> Table:
    if done.value is True:
        return after
    holders = dict.fromkeys((*before.shares, *after.shares))
    return Table(
        {h: exact.either(_share(after, h), _share(before, h), done) for h in holders},
        {},
        exact.either(after.unnamed, before.unnamed, done),
        after.basis if after.basis == before.basis else None,
    )


def _share(table: Table, holder: str) -> Figure:
    """What a holder has; one that nobody names nothing, or up to all that is unnamed."""
    if holder in table.shares:
        return table.shares[holder]
    top = table.unnamed.high
    return _NONE if top == 0 else Figure(Fraction(0), top, hangs_on=table.unnamed.hangs_on)


# -- asked for one holder ------------------------------------------------------------------------------


def stake_of(held: Holdings, holder: str, basis: str | None) -> Figure:
    """The part of the company a holder has. On a basis the text does not state it is unknown."""
    hangs_on = frozenset({HangsOn("number", held.clause or f"holdings of {held.company}")})
    if not held.shares or (basis is not None and basis != held.basis):
        return Figure(Fraction(0), Fraction(1), hangs_on=hangs_on)
    own = held.of(holder)
    if own is not None:
        return own.fraction
    top = held.unnamed.high
    return _NONE if top == 0 else Figure(Fraction(0), top, hangs_on=held.unnamed.hangs_on | hangs_on)
