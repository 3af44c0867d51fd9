"""How much a party depends on those it trades with, over the last twelve months at the end of every period.

Trade is money for something, in the period that moves it: payments and purchases, with shortfalls and true-ups of
them, and make-ups against them. Investments, distributions and fees are none.
The Herfindahl-Hirschman index is the sum of squared shares: 1 with a single supplier, 1/n with n alike, 0 without
any trade (O. C. Herfindahl, "Concentration in the steel industry", 1950; A. O. Hirschman, "National Power and the
Structure of Foreign Trade", 1945). The largest supplier's share is that of all that is bought.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from termwise.ir.builder import Builder
from termwise.ir.program import Movement, Origin, Output, Period, State, Value

TRADE = frozenset({"payment", "purchase", "shortfall", "true-up"})
"""The kinds of movements that pay for something."""

RETURNED = frozenset({"make-up"})
"""The kinds that give back, from seller to buyer, what was paid for something."""

_YEAR = Fraction(1461, 4)


def add_concentration(b: Builder, movements: Sequence[Movement], parties: Iterable[str]) -> None:
    """Indices of suppliers and customers, and the largest supplier's share, of every party that trades."""
    pairs: dict[tuple[str, str], list[Value]] = {}
    for m in movements:
        if m.kind in TRADE:
            pairs.setdefault((m.payer, m.payee), []).append(m.amount)
        elif m.kind in RETURNED:
            pairs.setdefault((m.payee, m.payer), []).append(b.subtract(b.number(0), m.amount))
    months = window(b.stated().periods)
    trailing = {pair: _trailing(b, pair, b.total(amounts), months) for pair, amounts in pairs.items()}
    for party in parties:
        bought = [value for (buyer, _), value in trailing.items() if buyer == party]
        sold = [value for (_, seller), value in trailing.items() if seller == party]
        with b.origin(Origin(party, "concentration of its trade")):
            if bought:
                b.effect(Output(f"suppliers:{party}", _index(b, bought)))
                b.effect(Output(f"largest supplier:{party}", _largest(b, bought)))
            if sold:
                b.effect(Output(f"customers:{party}", _index(b, sold)))


def window(periods: Sequence[Period]) -> int:
    """How many periods make twelve months: by the longest, as the first and the last may be cut."""
    longest = max(period.end - period.start for period in periods)
    return max(round(_YEAR / longest), 1)


def _trailing(b: Builder, pair: tuple[str, str], now: Value, months: int) -> Value:
    """What a buyer paid a seller in the last `months` periods, at least zero."""
    buyer, seller = pair
    with b.origin(Origin(buyer, f"trade with {seller} over twelve months")):
        recent, latest = [now], now
        for ago in range(1, months):
            name = f"trade: {buyer} with {seller}, {ago} ago"
            before = b.state(State(name, "number", Fraction(0), Origin(buyer, f"trade with {seller}")))
            b.carry(name, latest)
            recent.append(before)
            latest = before
        return b.positive_part(b.total(recent))


def _index(b: Builder, amounts: Sequence[Value]) -> Value:
    total = b.total(amounts)
    shares = [b.divide(amount, total) for amount in amounts]
    return b.total([b.multiply(share, share) for share in shares])


def _largest(b: Builder, amounts: Sequence[Value]) -> Value:
    largest = b.number(0)
    for amount in amounts:
        largest = b.maximum(largest, amount)
    return b.divide(largest, b.total(amounts))
