"""What holds for every reading of every deal: random clauses, amended at random."""

from datetime import timedelta

from hypothesis import HealthCheck, assume, given, settings

from termwise.compare.clauses import clause_differences
from termwise.model.deal import Deal
from termwise.session import Session, of_deal
from termwise.view.view import View
from tests.model.strategies import changed_deals

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(deal: Deal) -> Session:
    session = of_deal(deal)
    assume(session.usable)  # a prohibition may contradict the duty that every such deal has
    return session


def views(session: Session) -> list[View]:
    deal = session.deal
    return [session.view(), session.view(known_by=deal.start), session.view(known_by=deal.end, lowest="rumoured")]


@SLOW
@given(changed_deals())
def test_every_clause_is_shown_once(deal: Deal) -> None:
    session = read(deal)
    for view in views(session):
        shown = session.show(view)
        names = [clause.name for group in shown.groups for clause in group.clauses]
        assert sorted(names) == sorted(c.name for c in session.agreement(view).clauses if c.versions)
        assert [a.name for a in shown.amendments] == [a.name for a in deal.amendments]


@SLOW
@given(changed_deals())
def test_bars_are_in_order_disjoint_and_inside_the_period(deal: Deal) -> None:
    session = read(deal)
    for view in views(session):
        line = session.timeline(view)
        for row in line.rows:
            edges = [day for bar in row.bars for day in (bar.start, bar.end)]
            assert edges == sorted(edges)
            assert all(bar.start < bar.end for bar in row.bars)
            assert all(line.start <= day <= line.end for day in edges)


@SLOW
@given(changed_deals())
def test_a_clause_in_force_today_has_a_solid_bar_today(deal: Deal) -> None:
    session = read(deal)
    for view in views(session):
        shown, line = session.show(view), session.timeline(view)
        bars = {row.name: row.bars for row in line.rows}
        for group in shown.groups:
            for clause in group.clauses:
                here = [bar.certain for bar in bars[clause.name] if bar.start <= shown.day < bar.end]
                inside = deal.start <= shown.day < deal.end
                assert not inside or (group.state == "in force") == (here == [True])
                assert not inside or (group.state == "open") == (here == [False])


@SLOW
@given(changed_deals())
def test_histories_run_forward_in_time(deal: Deal) -> None:
    session = read(deal)
    for name in session.names.clauses:
        rows = session.history(name)
        days = [row.known for row in rows]
        assert days == sorted(days)
        assert rows[0].what == "written" or rows[0].known <= rows[-1].known


@settings(SLOW, max_examples=8)
@given(changed_deals())
def test_differences_of_random_deals(deal: Deal) -> None:
    session = read(deal)
    first, second = session.view(known_by=deal.start), session.view(known_by=deal.today + timedelta(days=1))
    assert session.diff(first, first).none
    forth, back = session.diff(first, second), session.diff(second, first)
    told = [(r.words, s.start, s.end, s.before, s.after) for r in forth.rights for s in r.stretches]
    assert sorted(told) == sorted(
        (r.words, s.start, s.end, s.after, s.before) for r in back.rights for s in r.stretches
    )
    assert clause_differences(session.agreement(second), session.agreement(second)) == ()
