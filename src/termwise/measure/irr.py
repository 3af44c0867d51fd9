"""The internal rates of return of flows of cash: all of them, or none.

With t years to a flow and d = log(1 + rate), the present value is the exponential sum f(d) = sum of
amount x e^(-d t). The search looks at -15 <= d <= 10 (rates from -99.99997 % to 2,200,000 % per year), cuts it
into stretches, and discards a stretch only when Taylor's theorem, with its remainder, proves that f keeps its
sign there; where f is proven monotone or bent one way only, its roots are counted by signs. One change of
sign in the flows, in order of time, means exactly one root (Descartes).

Floats: rates are good to about 1e-12 where the present value crosses zero cleanly; a root that only touches
zero is reported once, when it does so within rounding (1e-13 of the discounted amounts' sizes together).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import exp, expm1, factorial, fsum

from termwise.measure.cash_flow import CashFlow
from termwise.measure.day_count import Convention, year_fraction

LOWEST, HIGHEST = -15.0, 10.0
"""The logarithms of one plus the rate between which roots are sought."""

_WIDEST = 2.0
_NARROWEST = 1e-9
_ROUNDING = 1e-13
_ORDER = 5

Term = tuple[float, float]
"""An amount and when it comes."""


def internal_rates(flows: Iterable[CashFlow], convention: Convention = "ACT/365F") -> tuple[float, ...]:
    """Every rate per year at which the flows are worth nothing, ascending; empty when there is none.

    Years are counted from the first flow. Flows that are all zero have no rate: nothing was invested.
    """
    given = sorted(flows, key=lambda flow: flow.on)
    if not given:
        return ()
    first = given[0].on
    return rates_of((float(year_fraction(first, flow.on, convention)), float(flow.amount)) for flow in given)


def rates_of(timed: Iterable[tuple[float, float]]) -> tuple[float, ...]:
    """The same for (years, amount) pairs."""
    by_time: defaultdict[float, float] = defaultdict(float)
    for years, amount in timed:
        by_time[years] += amount
    terms = [(by_time[years], years) for years in sorted(by_time) if by_time[years] != 0]
    if _changes([amount for amount, _ in terms]) == 0:
        return ()
    middle, reach = (terms[0][1] + terms[-1][1]) / 2, (terms[-1][1] - terms[0][1]) / 2
    scaled = [(amount, (years - middle) / reach) for amount, years in terms]
    return tuple(expm1(root / reach) for root in _roots(scaled, LOWEST * reach, HIGHEST * reach))


def _changes(amounts: Sequence[float]) -> int:
    signs = [amount > 0 for amount in amounts if amount != 0]
    return sum(before != after for before, after in pairwise(signs))


def _roots(terms: list[Term], lowest: float, highest: float) -> list[float]:
    """The roots of f(d) = sum of amount x e^(-d t) for -1 <= t <= 1: centring and scaling move no root."""
    if _changes([amount for amount, _ in terms]) == 1:
        return _between(terms, lowest, highest)
    count = int((highest - lowest) / _WIDEST) + 1
    ends = [lowest + (highest - lowest) * i / count for i in range(count + 1)]
    waiting = list(pairwise(ends))
    found: list[float] = []
    while waiting:
        low, high = waiting.pop()
        keeps_sign, monotone, bows = _proven(terms, low, high)
        if keeps_sign:
            continue
        if monotone:
            found += _between(terms, low, high)
        elif bows:
            found += _of_bow(terms, low, high)
        elif high - low < _NARROWEST:
            found += _between(terms, low, high) or _touching(terms, (low + high) / 2)
        else:
            half = (low + high) / 2
            waiting += [(low, half), (half, high)]
    return _told_apart(terms, found)


def _proven(terms: Sequence[Term], low: float, high: float) -> tuple[bool, ...]:
    """Whether f, its slope and its bend are each proven to keep their sign all over a stretch.

    About the middle, a derivative g moves by at most the sum of |g^(k)| h^k / k!, k from 1 to 4, plus a
    remainder: the fifth derivative is nowhere more than e^h times the sum of its terms' sizes, as |t| <= 1.
    """
    middle, reach = (low + high) / 2, (high - low) / 2
    amounts = [amount for amount, _ in _discounted(terms, middle)]
    times = [when for _, when in terms]
    slopes: list[float] = []
    sizes: list[float] = []
    for _ in range(_ORDER + 3):
        slopes.append(fsum(amounts))
        sizes.append(fsum(map(abs, amounts)))
        amounts = [-amount * when for amount, when in zip(amounts, times, strict=True)]
    powers = [reach**k / factorial(k) for k in range(_ORDER + 1)]

    def keeps_sign(order: int) -> bool:
        moves = sum(abs(slopes[order + k]) * powers[k] for k in range(1, _ORDER))
        rest = exp(reach) * sizes[order + _ORDER] * powers[_ORDER]
        return abs(slopes[order]) > moves + rest + _ROUNDING * sizes[order]

    return keeps_sign(0), keeps_sign(1), keeps_sign(2)


def _between(terms: Sequence[Term], low: float, high: float) -> list[float]:
    """The root of a stretch on which f is monotone, if it has one."""
    root = _crossing(terms, low, high)
    return [] if root is None else [root]


def _of_bow(terms: Sequence[Term], low: float, high: float) -> list[float]:
    """The roots of a stretch on which f bends one way only: none, one that touches, or one on either side."""
    turn = _crossing([(-amount * when, when) for amount, when in terms], low, high)
    if turn is None:
        return _between(terms, low, high)
    return _touching(terms, turn) or [*_between(terms, low, turn), *_between(terms, turn, high)]


def _touching(terms: Sequence[Term], point: float) -> list[float]:
    discounted = _discounted(terms, point)
    size = fsum(abs(amount) for amount, _ in discounted)
    return [point] if abs(fsum(amount for amount, _ in discounted)) <= _ROUNDING * size else []


def _told_apart(terms: Sequence[Term], found: list[float]) -> list[float]:
    """Roots in order; those between which f cannot be told from zero are one, in their middle."""
    clusters: list[list[float]] = []
    for root in sorted(found):
        if clusters and (root - clusters[-1][-1] < _NARROWEST or _touching(terms, (root + clusters[-1][-1]) / 2)):
            clusters[-1].append(root)
        else:
            clusters.append([root])
    return [fsum(cluster) / len(cluster) for cluster in clusters]


def _discounted(terms: Sequence[Term], point: float) -> list[Term]:
    """Every amount discounted, up to one positive factor that keeps them within range."""
    largest = max(-point * when for _, when in terms)
    return [(amount * exp(-point * when - largest), when) for amount, when in terms]


def _value(terms: Sequence[Term], point: float) -> float:
    return fsum(amount for amount, _ in _discounted(terms, point))


def _crossing(terms: Sequence[Term], low: float, high: float) -> float | None:
    """Where the sum changes its sign, by bisection down to neighbouring floats; None when the ends agree."""
    below, above = _value(terms, low), _value(terms, high)
    if below == 0:
        return low
    if above == 0:
        return high
    if (below > 0) == (above > 0):
        return None
    while low < (half := (low + high) / 2) < high:
        if (_value(terms, half) > 0) == (below > 0):
            low = half
        else:
            high = half
    return half
