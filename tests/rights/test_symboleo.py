"""The Symboleo sale of goods: all 8 published traces, replayed on the sale written as a deal.

A trace has an initial contract, attributes of event instances, events at points of time, and states that
must come out. Time 0 is the deal's first day, time n the n-th day after it. `meatSale(…, 10, 7)` gives
delivery due at 10 and payment due at 7, each *before* that time (trace 1 delivers at 7 in time, and pays
nothing: the payment is violated at 7). So the deal says "within 9 days" and "within 6 days".

| Symboleo | here |
|---|---|
| `fulfillment(o)` | the duty is `fulfilled` |
| `violation(o)` | the duty, or for a duty of silence the prohibition, is `violated` |
| `suspension(o)` | the duty is `suspended` |
| `inEffect(x)` | the duty or power is `in effect` |
| `successfulTermination(c)` | the deal is `terminated successfully` |
| `unsuccessfulTermination(c)` | the deal is `terminated unsuccessfully` |

A trace names no day of asking. The states must hold together on one day, from the day of the trace's last
event on; the first such day is checked too. It is the last event's own day, except where the trace waits:
in trace 3 nothing happens after the start, and the power to end the contract arises at 20.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from termwise.base.source import SourceText
from termwise.model.deal import Deal
from termwise.model.sentence import EndsDeal, Power, ResumesClause, SuspendsClause
from termwise.rights.course_rows import CourseRow, read_course
from termwise.rights.replay import Replay, replay
from termwise.view.view import View
from tests.rights.reading import deal_in_file

HERE = Path(__file__).parent
TRACES = HERE.parents[2] / "shared" / "vectors" / "symboleo" / "sales_of_goods.json"
LAST = 30
"""Days after the start within which a trace's states must come out."""

CLAUSES = {
    "oDel": "delivery",
    "oPay": "payment",
    "oLpay": "late_payment",
    "pSusDelivery": "hold_back",
    "pResDelivery": "call_again",
    "pTermContract": "rescission",
    "soSellerDisclosure": "seller_secrecy",
    "soBuyerDisclosure": "buyer_secrecy",
}
STATES = {
    "fulfillment": "fulfilled",
    "violation": "violated",
    "suspension": "suspended",
    "inEffect": "in effect",
    "successfulTermination": "terminated successfully",
    "unsuccessfulTermination": "terminated unsuccessfully",
}
Effect = type[EndsDeal] | type[SuspendsClause] | type[ResumesClause]
POWERS: dict[str, Effect] = {"suspended": SuspendsClause, "resumed": ResumesClause, "terminated": EndsDeal}
AGREED: dict[str, tuple[str, str, dict[str, str]]] = {
    "delivered": (
        "delivered",
        "other_goods",
        {"from": "greatArgMeat", "item": "meatPacked", "deliveryAddress": "saintLaurent", "quality": "aaa"},
    ),
    "paid": ("paid", "other_money", {"from": "eatMart", "to": "greatArgMeat", "amount": "1000"}),
    "paidLate": ("paid_late", "other_money", {"from": "eatMart", "to": "greatArgMeat", "amount": "1100"}),
    "sellerDisclosed": ("told_by_seller", "told_by_seller", {"from": "greatArgMeat"}),
    "buyerDisclosed": ("told_by_buyer", "told_by_buyer", {"from": "eatMart"}),
}
"""Type of an event instance -> the event when every attribute is as agreed, the event otherwise, what was agreed."""


def traces() -> list[dict[str, Any]]:
    if not TRACES.exists():
        return []
    found: list[dict[str, Any]] = json.loads(TRACES.read_text("utf-8"))
    return found


def term(text: str) -> tuple[str, list[str]]:
    """`quality(meatPacked, aaa)` as its name and arguments; a bare name has none."""
    match = re.fullmatch(r"\s*(\w+)\s*(?:\((.*)\))?\s*", text)
    assert match, text
    return match[1], [part.strip() for part in (match[2] or "").split(",") if part.strip()]


def power(deal: Deal, effect: Effect) -> tuple[str, str]:
    """The clause whose power has this effect, and its holder."""
    return next(
        (clause.name, clause.sentence.holders[0])
        for clause in deal.clauses
        if isinstance(clause.sentence, Power) and any(isinstance(e, effect) for e in clause.sentence.effects)
    )


def course(trace: dict[str, Any], deal: Deal) -> str:
    """A trace as rows of a course, in CSV."""
    attributes: dict[str, dict[str, str]] = {}
    for text in trace["attributes"]:
        name, (thing, value) = term(text)
        attributes.setdefault(thing, {})[name] = value
    lines = ["date,act,subject,by"]
    for text in trace["events"]:
        what, _, time = text.rpartition(",")
        name, arguments = term(what)
        day = deal.start + timedelta(days=int(time))
        lines.append(f"{day},{row(name, arguments, attributes, deal)}")
    return "\n".join(lines)


def row(name: str, arguments: list[str], attributes: dict[str, dict[str, str]], deal: Deal) -> str:
    """What one event of a trace says after its date."""
    if name == "started":
        return "happens,started,"
    if arguments:
        clause, holder = power(deal, POWERS[name])
        return f"exercises,{clause},{holder}"
    said = attributes[name]
    # What is said of the thing delivered is said of its delivery.
    said = said | attributes.get(said.get("item", ""), {})
    as_agreed, otherwise, terms = AGREED[said["type"]]
    return f"happens,{as_agreed if terms.items() <= said.items() else otherwise},"


def states(replayed: Replay, trace: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each expected state: its subject, the state as expected here, and the state that came out."""
    for text in trace["expectedStates"]:
        name, (subject,) = term(text)
        if subject in CLAUSES:
            found = replayed.state(CLAUSES[subject])
            yield subject, STATES[name], found.state if found is not None and found.truth.value else "open"
        else:
            yield subject, STATES[name], replayed.outcome.state


@pytest.fixture(scope="module")
def deal() -> Deal:
    return deal_in_file(HERE / "deals" / "sales_of_goods.deal")


def rows_of(trace: dict[str, Any], deal: Deal) -> tuple[CourseRow, ...]:
    read = read_course(SourceText("trace.csv", course(trace, deal)), deal)
    assert read.diagnostics == ()
    return read.rows


def first_day(trace: dict[str, Any], deal: Deal) -> int | None:
    """The first day after the start, from the last event on, on which every expected state holds."""
    rows = rows_of(trace, deal)
    last = (rows[-1].day - deal.start).days
    for after in range(last, LAST + 1):
        day = deal.start + timedelta(days=after)
        replayed = replay(deal, View(known_by=deal.today), rows, day)
        if all(expected == found for _, expected, found in states(replayed, trace)):
            return after
    return None


FIRST_DAYS = (7, 15, 20, 21, 8, 18, 7, 4)
"""By trace: the day of its last event, and for the third the day on which the power arises."""


@pytest.mark.skipif(not TRACES.exists(), reason="the published traces are not at hand")
@pytest.mark.parametrize("number", range(8))
def test_trace(number: int, deal: Deal) -> None:
    assert first_day(traces()[number], deal) == FIRST_DAYS[number]


@pytest.mark.skipif(not TRACES.exists(), reason="the published traces are not at hand")
def test_there_are_eight_traces_of_one_contract() -> None:
    assert len(traces()) == 8
    assert {text for trace in traces() for text in trace["initials"]} == {
        "meatSale(cArgToCan, eatMart, greatArgMeat, meatPacked, 10, 7)"
    }


def replayed_on(deal: Deal, text: str, day: date) -> dict[str, str]:
    read = read_course(SourceText("course.csv", text), deal)
    assert read.diagnostics == ()
    found = replay(deal, View(known_by=deal.today), read.rows, day)
    return {state.clause: state.state for state in found.states} | {"deal": found.outcome.state}


def test_the_traces_without_their_file(deal: Deal) -> None:
    """Payment missed, goods held back, late payment, goods called for again: the clock of delivery stood still."""
    text = (
        "date,act,subject,by\n2024-01-01,happens,started,\n2024-01-09,exercises,hold_back,seller\n"
        "2024-01-16,happens,paid_late,\n2024-01-19,exercises,call_again,buyer\n"
    )
    early = replayed_on(deal, text, date(2024, 1, 9))
    assert (early["payment"], early["late_payment"], early["delivery"]) == ("violated", "in effect", "suspended")
    late = replayed_on(deal, text, date(2024, 1, 20))
    assert (late["late_payment"], late["delivery"]) == ("fulfilled", "in effect")
    missed = replayed_on(deal, text, date(2024, 1, 21))
    assert missed["delivery"] == "violated"


def test_a_breach_does_not_end_the_deal(deal: Deal) -> None:
    found = replayed_on(deal, "date,event\n2024-01-01,started\n", date(2024, 1, 15))
    assert (found["payment"], found["delivery"], found["deal"]) == ("violated", "violated", "in effect")


def test_ending_the_deal_spares_what_survives(deal: Deal) -> None:
    text = "date,act,subject,by\n2024-01-01,happens,started,\n2024-01-22,exercises,rescission,buyer\n"
    text += "2024-02-01,happens,told_by_seller,\n"
    found = replayed_on(deal, text, date(2024, 2, 1))
    assert (found["deal"], found["seller_secrecy"], found["buyer_secrecy"]) == (
        "terminated unsuccessfully",
        "violated",
        "in effect",
    )
