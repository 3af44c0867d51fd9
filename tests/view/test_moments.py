"""Reaches: bounds of moments, and the laws of their arithmetic."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from termwise.base.calendars import UnknownCalendarError
from termwise.base.dates import Duration
from termwise.model.deal import Deal
from termwise.model.moment import Bound, FirstOf, LastOf, Moment, On, OnBreach, OnEvent, Shifted, UndisclosedMoment
from termwise.view.course import NEVER, NO, YES, Course, HangsOn, Reach, Tri, certainly
from termwise.view.facts import CourseFacts
from termwise.view.moments import (
    come,
    end_of,
    ended,
    first_of,
    if_true,
    last_of,
    moved,
    not_after,
    not_before,
    reach,
    reach_of,
)
from termwise.view.occurrences import course_of
from termwise.view.view import default_view
from tests.view.reading import deal_of, moment_of

DEAL = Deal("D", date(2020, 1, 1), date(2030, 1, 1), date(2025, 1, 1))
E1, E2 = HangsOn("event", "e1"), HangsOn("event", "e2")
COURSE = Course(
    {
        "sure": certainly(date(2024, 1, 31)),
        "never": NEVER,
        "e1": Reach(date(2025, 1, 2), None, frozenset({E1})),
        "e2": Reach(date(2026, 1, 1), date(2027, 1, 1), frozenset({E2})),
    },
    known_by=date(2025, 1, 1),
)
FACTS = CourseFacts(DEAL, COURSE)

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))


@st.composite
def reaches(draw: st.DrawFn) -> Reach:
    """Any reach: never, a known day, open with or without an end."""
    kind = draw(st.sampled_from(["never", "known", "open", "between"]))
    if kind == "never":
        return NEVER
    first = draw(days)
    if kind == "known":
        return certainly(first)
    name = draw(st.sampled_from(["e1", "e2", "e3"]))
    last = None if kind == "open" else first + timedelta(days=draw(st.integers(1, 1000)))
    return Reach(first, last, frozenset({HangsOn("event", name)}))


@st.composite
def pinned(draw: st.DrawFn, one: Reach) -> date | None:
    """A day a reach allows; None where it may never come."""
    if one.earliest is None:
        return None
    if one.latest is None and draw(st.booleans()):
        return None
    last = one.latest or one.earliest + timedelta(days=2000)
    return one.earliest + timedelta(days=draw(st.integers(0, (last - one.earliest).days)))


def allows(one: Reach, day: date | None) -> bool:
    if day is None:
        return one.latest is None
    return one.earliest is not None and one.earliest <= day and (one.latest is None or day <= one.latest)


@given(st.data(), st.lists(reaches(), min_size=1, max_size=4))
def test_first_and_last_of_hold_every_pinning(data: st.DataObject, parts: list[Reach]) -> None:
    drawn = [data.draw(pinned(part)) for part in parts]
    came = [day for day in drawn if day is not None]
    assert allows(first_of(parts), min(came, default=None))
    assert allows(last_of(parts), max(came) if len(came) == len(drawn) else None)


@given(st.lists(reaches(), min_size=1, max_size=4))
def test_order_does_not_matter(parts: list[Reach]) -> None:
    assert first_of(parts) == first_of(reversed(parts))
    assert last_of(parts) == last_of(reversed(parts))


@given(reaches())
def test_alone_it_is_itself(one: Reach) -> None:
    assert first_of([one]) == one
    assert last_of([one]) == one
    assert first_of([one, NEVER]) == one
    assert last_of([one, NEVER]) == NEVER
    assert moved(moved(one, 30), -30) == one


@given(reaches())
def test_open_hangs_on_something_and_known_on_nothing(one: Reach) -> None:
    for made in (first_of([one, certainly(date(2020, 1, 1))]), last_of([one, certainly(date(2020, 1, 1))])):
        known = made.earliest == made.latest
        assert known == (not made.hangs_on)


@given(st.data(), reaches(), reaches())
def test_not_after_never_contradicts_a_pinning(data: st.DataObject, one: Reach, other: Reach) -> None:
    first, second = data.draw(pinned(one)), data.draw(pinned(other))
    held = first is not None and (second is None or first <= second)
    assert not_after(one, other).value in {held, None}


@given(reaches(), days)
def test_by_and_not_before(one: Reach, day: date) -> None:
    later = not_before(one, day)
    assert later.earliest is None or later.earliest >= day
    assert if_true(one, YES) == one
    assert if_true(one, NO) == NEVER
    maybe = if_true(one, Tri(None, frozenset({E1})))
    assert maybe.latest is None
    assert maybe.earliest == one.earliest


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-06-30", "2025-06-30", "2025-06-30"),
        ("first of (2031-01-01, agi)", "2025-01-02", "2031-01-01"),
        ("last of (2031-01-01, agi)", "2031-01-01", None),
        ("24 months after agi", "2027-01-02", None),
        ("30 days before 2025-03-31", "2025-03-01", "2025-03-01"),
        ("18 months after done", "2025-12-30", "2025-12-30"),
        ("one of (2030-12-31, 2029-06-30)", "2029-06-30", "2030-12-31"),
        ("undisclosed between 2030-01-01 and 2031-12-31", "2030-01-01", "2031-12-31"),
    ],
)
def test_moments_of_the_language(text: str, first: str, last: str | None) -> None:
    deal = deal_of("")
    found = reach(moment_of(text), deal, course_of(deal, default_view(deal)))
    assert found.earliest == date.fromisoformat(first)
    assert found.latest == (None if last is None else date.fromisoformat(last))


def shifted_from(day: date, months: int, deal: Deal) -> Reach:
    return reach(Shifted(On(day), Duration(months=months)), deal, COURSE)


def test_months_round_as_the_deal_says() -> None:
    day = date(2012, 1, 31)
    assert shifted_from(day, 1, DEAL) == certainly(date(2012, 2, 29))
    assert shifted_from(day, 1, replace(DEAL, rounding="up")) == certainly(date(2012, 3, 1))
    refused = shifted_from(day, 1, replace(DEAL, rounding="refuse"))
    assert (refused.earliest, refused.latest) == (date(2012, 2, 29), date(2012, 3, 1))
    assert {thing.name for thing in refused.hangs_on} == {"2012-01-31 plus 1 months: 2012-02 has no day 31"}
    assert shifted_from(day, 2, replace(DEAL, rounding="refuse")) == certainly(date(2012, 3, 31))


def test_business_days_count_on_the_deals_calendar() -> None:
    moment = Shifted(On(date(2025, 7, 2)), Duration(business_days=3))
    assert reach(moment, DEAL, COURSE) == certainly(date(2025, 7, 7))
    assert reach(moment, replace(DEAL, calendar="US"), COURSE) == certainly(date(2025, 7, 8))
    with pytest.raises(UnknownCalendarError):
        reach(moment, replace(DEAL, calendar="NARNIA"), COURSE)


def test_beyond_the_calendar() -> None:
    assert reach(Shifted(On(date(9998, 1, 1)), Duration(years=5)), DEAL, COURSE) == NEVER
    early = reach(Shifted(On(date(3, 1, 1)), Duration(years=-5)), DEAL, COURSE)
    assert early == certainly(date.min)


def test_what_nobody_disclosed() -> None:
    assert reach_of(UndisclosedMoment(), FACTS, "term").hangs_on == {HangsOn("number", "term")}
    assert reach_of(UndisclosedMoment(), FACTS, "term").latest is None


def test_a_breach_is_open_without_the_clauses() -> None:
    assert reach(OnBreach("payment"), DEAL, COURSE).hangs_on == {HangsOn("breach", "payment")}


@pytest.mark.parametrize(
    ("bound", "end"),
    [
        (Bound(On(date(2031, 1, 1)), inclusive=False), "2031-01-01"),
        (Bound(On(date(2032, 12, 31)), inclusive=True), "2033-01-01"),
        (Bound(On(date(2032, 1, 1), "year"), inclusive=True), "2033-01-01"),
        (Bound(On(date(2032, 1, 1), "year"), inclusive=False), "2032-01-01"),
        (Bound(On(date(2032, 2, 1), "month"), inclusive=True), "2032-03-01"),
        (Bound(OnEvent("sure"), inclusive=True), "2024-02-01"),
        (Bound(FirstOf((On(date(2032, 1, 1), "year"), OnEvent("sure"))), inclusive=True), "2024-02-01"),
    ],
)
def test_ends_are_the_first_day_outside(bound: Bound, end: str) -> None:
    day = date.fromisoformat(end)
    assert end_of(bound, FACTS) == certainly(day)
    assert ended(bound, day, FACTS) == YES
    assert ended(bound, day - timedelta(days=1), FACTS) == NO


def test_an_open_end_hangs_only_on_what_still_matters() -> None:
    moment: Moment = FirstOf((OnEvent("e1"), OnEvent("e2")))
    assert come(moment, date(2025, 6, 1), FACTS).hangs_on == {E1}
    assert come(moment, date(2026, 6, 1), FACTS).hangs_on == {E1, E2}
    assert come(moment, date(2027, 1, 1), FACTS) == YES
    both: Moment = LastOf((OnEvent("sure"), OnEvent("never")))
    assert come(both, date(2029, 1, 1), FACTS) == NO
