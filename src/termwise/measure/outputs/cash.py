"""Cash by party and clause, by the period in which it falls due; how far a party is out of pocket, and until when."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from termwise.ir.builder import Builder
from termwise.ir.falling import Arrival, Falling
from termwise.ir.program import (
    AT_END,
    NEVER,
    Binary,
    CalendarShift,
    Constant,
    Movement,
    Origin,
    Output,
    Select,
    State,
    Value,
)


def add_cash(b: Builder, falling: Falling, parties: Iterable[str]) -> None:
    """Net cash per period, so far, and late."""
    for party in parties:
        with b.origin(Origin(party, "cash")):
            now = in_all(b, [one.amount for one in _seen_by(b, falling, party, late=False)])
            so_far = b.add(_cash_before(b, party), now)
            b.effect(Output(f"cash:{party}", now))
            b.effect(Output(f"cash so far:{party}", so_far))
            late = b.total([one.amount for one in _seen_by(b, falling, party, late=True)])
            b.effect(Output(f"cash late:{party}", late, periods=AT_END))
            _carry_once(b, _cash_name(party), so_far)


def add_totals(b: Builder, movements: Sequence[Movement], parties: Iterable[str]) -> None:
    """What every party receives and spends in all."""
    for party in parties:
        for name, sign in (("received", 1), ("spent", -1)):
            with b.origin(Origin(party, f"{name} in all")):
                gained = [_part(b, m.amount, sign) for m in movements if m.payee == party]
                given = [_part(b, m.amount, -sign) for m in movements if m.payer == party]
                total = accumulated(b, f"{name} in all: {party}", in_all(b, [*gained, *given]))
                b.effect(Output(f"{name}:{party}", total, periods=AT_END))


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
            b.effect(Output(f"paid in all:{name}", accumulated(b, f"paid in all: {name}", moved), periods=AT_END))


def add_funding(b: Builder, falling: Falling, parties: Iterable[str]) -> None:
    """How far every party is out of pocket at the end of any period, when, and until when."""
    for party in parties:
        with b.origin(Origin(party, "how far it is out of pocket")):
            lowest, lowest_on, back_on = (f"{what}: {party}" for what in ("lowest cash", "lowest on", "back on"))
            cash_before, zero = _cash_before(b, party), b.number(0)
            lowest_before = b.state(State(lowest, "number", Fraction(0), Origin(party, "its lowest cash so far")))
            deepest = b.state(State(lowest_on, "day", Fraction(NEVER), Origin(party, "the day of its lowest cash")))
            back = b.state(State(back_on, "day", Fraction(NEVER), Origin(party, "the day its cash came back")))
            cash = b.add(cash_before, in_all(b, [one.amount for one in _seen_by(b, falling, party, late=False)]))
            today = b.shift(_last_days(b), b.period_end())
            after = b.minimum(lowest_before, cash)
            deepest_after = b.select(b.less(cash, lowest_before), today, deepest)
            came_back = b.select(b.less(cash_before, zero), today, back)
            back_after = b.select(b.less(cash, zero), b.never(), came_back)
            _carry_once(b, _cash_name(party), cash)
            b.carry(lowest, after)
            b.carry(lowest_on, deepest_after)
            b.carry(back_on, back_after)
            b.effect(Output(f"most out:{party}", b.subtract(zero, after), periods=AT_END))
            b.effect(Output(f"most out on:{party}", deepest_after, periods=AT_END))
            b.effect(Output(f"back on:{party}", back_after, periods=AT_END))


def _last_days(b: Builder) -> CalendarShift:
    """From the first day after a period to its last day."""
    periods = b.stated().periods
    first = periods[0].end
    return CalendarShift("the last day of the period", first, tuple(range(first - 1, periods[-1].end)))


def in_all(b: Builder, amounts: Sequence[Value]) -> Value:
    """The sum of some amounts: those of one occasion first, then all of them.

    So what is paid by the quarter is added up when a quarter ends, and otherwise known to be nothing.
    """
    by_occasion: dict[Value | None, list[Value]] = {}
    for amount in amounts:
        by_occasion.setdefault(_occasion(b, amount), []).append(amount)
    return b.total([b.total(same) for same in by_occasion.values()])


def _occasion(b: Builder, amount: Value) -> Value | None:
    """The truth without which an amount is nothing, where it is at hand; each value is looked at once."""
    ahead, seen = [amount], set[Value]()
    while ahead:
        value = ahead.pop()
        if value in seen:
            continue
        seen.add(value)
        match b.operation(value):
            case Select(condition, _, otherwise) if b.operation(otherwise) == Constant(Fraction(0)):
                return condition
            case Binary("subtract" | "multiply" | "add" | "maximum", left, right):
                ahead += [right, left]
            case _:
                pass
    return None


def accumulated(b: Builder, name: str, now: Value) -> Value:
    """The sum over the periods up to this one."""
    before = b.state(State(name, "number", Fraction(0), Origin(name.rpartition(": ")[2], name.partition(":")[0])))
    after = b.add(before, now)
    b.carry(name, after)
    return after


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
