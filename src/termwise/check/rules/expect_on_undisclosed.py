"""An expectation about a number that rests on one which was not disclosed.

What it equals can only come out as "depends", unless it says so itself. What it is less or more than may hold for
all that is believed of it, so bounds are left to the answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject, Wording
from termwise.check.terms import listed
from termwise.model.declaration import Expectation
from termwise.model.expression import Call, Comparison, DependsOn, Ref, Undisclosed
from termwise.model.sentence import Issue, Purchase, PurchaseCommitment
from termwise.model.walk import parts, parts_of


class _Redacted(Struct, frozen=True):
    """What rests on undisclosed numbers: clauses, drivers, and clauses by what they give to whom.

    `holdings` is by holder and company, `purchases` by buyer and asset.
    """

    clauses: frozenset[str]
    drivers: frozenset[str]
    holdings: Mapping[tuple[str, str], frozenset[str]]
    purchases: Mapping[tuple[str, str], frozenset[str]]


def _run(subject: Subject) -> Iterable[Diagnostic]:
    stated = [e for e in subject.deal.expectations if not isinstance(e.proposition, DependsOn)]
    if not stated:
        return
    redacted = _redacted(subject)
    for expectation in stated:
        names = sorted(set(_rests_on(expectation, redacted)))
        if names:
            yield _undisclosed(expectation, names)


def _redacted(subject: Subject) -> _Redacted:
    holdings: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    purchases: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    clauses = set()
    for wording in subject.wordings:
        if any(True for _ in parts_of(Undisclosed, (wording.sentence, wording.qualifiers.cap))):
            clauses.add(wording.clause)
            for pair in _held(wording):
                holdings[pair].add(wording.clause)
            match wording.sentence:
                case Purchase(buyer=buyer, asset=asset) | PurchaseCommitment(buyer=buyer, asset=asset):
                    purchases[buyer, asset].add(wording.clause)
                case _:
                    pass
    return _Redacted(
        frozenset(clauses),
        _drivers(subject),
        {pair: frozenset(names) for pair, names in holdings.items()},
        {pair: frozenset(names) for pair, names in purchases.items()},
    )


def _held(wording: Wording) -> Iterator[tuple[str, str]]:
    """The holder and company of every holding of undisclosed size in an issue."""
    match wording.sentence:
        case Issue(company=company, allocations=allocations):
            for allocation in allocations:
                if isinstance(allocation.amount, Undisclosed):
                    yield allocation.holder, company
        case _:
            pass


def _drivers(subject: Subject) -> frozenset[str]:
    """The drivers whose formula has an undisclosed number in it, or reads a driver that does."""
    readers: defaultdict[str, set[str]] = defaultdict(set)
    found = set()
    for driver in subject.deal.drivers:
        for part in parts(driver.formula):
            if isinstance(part, Ref) and part.kind == "driver":
                readers[part.name].add(driver.name)
            elif isinstance(part, Undisclosed):
                found.add(driver.name)
    waiting = list(found)
    while waiting:
        for reader in readers[waiting.pop()] - found:
            found.add(reader)
            waiting.append(reader)
    return frozenset(found)


def _rests_on(expectation: Expectation, redacted: _Redacted) -> Iterator[str]:
    for comparison in parts_of(Comparison, expectation.proposition):
        if comparison.operator in ("<", "<=", ">", ">="):
            continue
        for part in parts((comparison.left, comparison.right)):
            match part:
                case Ref(kind="driver", name=name) if name in redacted.drivers:
                    yield name
                case Call(function="paid", arguments=(Ref(name=name), *_)) if name in redacted.clauses:
                    yield name
                case Call(function="stake" | "units" | "value", arguments=(Ref(name=holder), Ref(name=company), *_)):
                    yield from redacted.holdings.get((holder, company), ())
                case Call(function="purchased", arguments=(Ref(name=buyer), Ref(name=asset), *_)):
                    yield from redacted.purchases.get((buyer, asset), ())
                case _:
                    pass


def _undisclosed(expectation: Expectation, names: list[str]) -> Diagnostic:
    return warning(
        "expect-on-undisclosed",
        f"what is expected rests on an undisclosed number of {listed(names)}",
        expectation.span,
        f"write `whether … depends on {', '.join(names)}`, or expect a range that the belief allows",
    )


RULE = Rule("expect-on-undisclosed", "an expectation that rests on an undisclosed number", _run)
