"""Cash by party and clause, by the day it falls due; how far a party is out of pocket, and until when."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from termwise.ir.builder import Builder
from termwise.ir.falling import Arrival, Falling
from termwise.ir.program import NEVER, Movement, Origin, Output, State, Value

_LONG_BEFORE = 1


class Standing(Struct, frozen=True):
    """Where a party stands: its cash so far, the lowest that ever was and the first day of that, and since when
    it has been back above zero; the days are NEVER when there are none.
    """

    cash: Value
    lowest: Value
    lowest_on: Value
    back_on: Value


def add_cash(b: Builder, falling: Falling, parties: Iterable[str]) -> None:
    """Net cash per period, so far, and late."""
    for party in parties:
        with b.origin(Origin(party, "cash")):
            now = b.total([one.amount for one in _seen_by(b, falling, party, late=False)])
            so_far = b.add(_cash_before(b, party), now)
            b.effect(Output(f"cash:{party}", now))
            b.effect(Output(f"cash so far:{party}", so_far))
            late = b.total([one.amount for one in _seen_by(b, falling, party, late=True)])
            b.effect(Output(f"cash late:{party}", late, at_end=True))
            _carry_once(b, _cash_name(party), so_far)


def add_totals(b: Builder, movements: Sequence[Movement], parties: Iterable[str]) -> None:
    """What every party receives and spends in all."""
    for party in parties:
        for name, sign in (("received", 1), ("spent", -1)):
            with b.origin(Origin(party, f"{name} in all")):
                gained = [_part(b, m.amount, sign) for m in movements if m.payee == party]
                given = [_part(b, m.amount, -sign) for m in movements if m.payer == party]
                total = accumulated(b, f"{name} in all: {party}", b.total([*gained, *given]))
                b.effect(Output(f"{name}:{party}", total, at_end=True))


def add_clauses(b: Builder, falling: Falling, parties: Iterable[str]) -> None:
    """What moves under every clause between two of whom one is among the parties."""
    asked = frozenset(parties)
    pairs: dict[tuple[str, str, str], list[int]] = {}
    for index, m in enumerate(falling.movements):
        if asked & {m.payer, m.payee}:
            pairs.setdefault((m.clause, m.payer, m.payee), []).append(index)
    for (clause, payer, payee), members in pairs.items():
        name = f"{clause}:{payer}:{payee}"
        with b.origin(Origin(clause, f"what {payer} pays {payee}")):
            now = b.total([one.amount for index in members for one in falling.due(index)])
            moved = b.total([falling.movements[index].amount for index in members])
            b.effect(Output(f"paid:{name}", now))
            b.effect(Output(f"paid in all:{name}", accumulated(b, f"paid in all: {name}", moved), at_end=True))


def add_funding(b: Builder, falling: Falling, parties: Iterable[str]) -> None:
    """How far every party is out of pocket, when, and until when."""
    for party in parties:
        with b.origin(Origin(party, "how far it is out of pocket")):
            lowest, lowest_on, back_on = (f"{what}: {party}" for what in ("lowest cash", "lowest on", "back on"))
            before = Standing(
                _cash_before(b, party),
                b.state(State(lowest, "number", Fraction(0), Origin(party, "its lowest cash so far"))),
                b.state(State(lowest_on, "day", Fraction(NEVER), Origin(party, "the day of its lowest cash"))),
                b.state(State(back_on, "day", Fraction(NEVER), Origin(party, "the day its cash came back"))),
            )
            after = advanced(b, before, _seen_by(b, falling, party, late=False))
            _carry_once(b, _cash_name(party), after.cash)
            b.carry(lowest, after.lowest)
            b.carry(lowest_on, after.lowest_on)
            b.carry(back_on, after.back_on)
            end = advanced(b, after, _seen_by(b, falling, party, late=True))
            b.effect(Output(f"most out:{party}", b.subtract(b.number(0), end.lowest), at_end=True))
            b.effect(Output(f"most out on:{party}", end.lowest_on, at_end=True))
            b.effect(Output(f"back on:{party}", end.back_on, at_end=True))


def advanced(b: Builder, before: Standing, arrivals: Sequence[Arrival]) -> Standing:
    """Where a party stands after further money, in order of its days, whatever the order it is given in.

    Between two days nothing changes, so what has come in by each of the days is all there is to look at.
    """
    amounts: dict[Value, Value] = {}
    for one in arrivals:
        amounts[one.day] = b.add(amounts[one.day], one.amount) if one.day in amounts else one.amount
    if not amounts:
        return before
    by_day = {day: b.add(before.cash, _until(b, amounts, day)) for day in amounts}
    zero = b.number(0)
    lowest = before.lowest
    for cash in by_day.values():
        lowest = b.minimum(lowest, cash)
    deepest = b.earliest([b.select(b.at_most(cash, lowest), day, b.never()) for day, cash in by_day.items()])
    out = {day: b.less(cash, zero) for day, cash in by_day.items()}
    long_before = b.day(_LONG_BEFORE)
    last_out = b.latest(long_before, *(b.select(truth, day, long_before) for day, truth in out.items()))
    back = b.earliest([b.select(b.less(last_out, day), day, b.never()) for day in by_day])
    was_out = b.either(b.less(before.cash, zero), b.any_of(out.values()))
    return Standing(
        cash=b.add(before.cash, b.total(amounts.values())),
        lowest=lowest,
        lowest_on=b.select(b.less(lowest, before.lowest), deepest, before.lowest_on),
        back_on=b.select(was_out, back, before.back_on),
    )


def accumulated(b: Builder, name: str, now: Value) -> Value:
    """The sum over the periods up to this one."""
    before = b.state(State(name, "number", Fraction(0), Origin(name.rpartition(": ")[2], name.partition(":")[0])))
    after = b.add(before, now)
    b.carry(name, after)
    return after


def _until(b: Builder, amounts: dict[Value, Value], day: Value) -> Value:
    others = [b.when(b.at_most(when, day), amount) for when, amount in amounts.items() if when != day]
    return b.total([amounts[day], *others])


def _seen_by(b: Builder, falling: Falling, party: str, *, late: bool) -> list[Arrival]:
    """What falls due in the period, or only after it, as the party sees it: received is positive."""
    found = []
    for index, m in enumerate(falling.movements):
        if party not in (m.payer, m.payee):
            continue
        for one in falling.pending(index) if late else falling.due(index):
            amount = one.amount if m.payee == party else b.subtract(b.number(0), one.amount)
            found.append(Arrival(amount, one.day))
    return found


def _part(b: Builder, amount: Value, sign: int) -> Value:
    """The positive part of an amount, or of its opposite."""
    return b.positive_part(amount if sign > 0 else b.subtract(b.number(0), amount))


def _cash_name(party: str) -> str:
    return f"cash so far: {party}"


def _cash_before(b: Builder, party: str) -> Value:
    return b.state(State(_cash_name(party), "number", Fraction(0), Origin(party, "cash so far")))


def _carry_once(b: Builder, name: str, value: Value) -> None:
    """Carry a state on unless another figure does already: both come to the same."""
    if not b.is_carried(name):
        b.carry(name, value)
