"""Pictures say what the readings, the run and the futures say: nothing more, nothing else."""

from collections.abc import Collection
from datetime import date
from fractions import Fraction
from html import escape
from itertools import pairwise

import pytest

from termwise import Session, load_text
from termwise.engine.simulate.plan import Plan
from termwise.explain.figures.asked import read_figure
from termwise.report.charts import Chart, Look, Subject, svg
from termwise.report.charts.canvas.scale import amount
from termwise.report.charts.cash_fan import CashFan
from termwise.report.charts.commitment import CommitmentProgress
from termwise.report.charts.dependence import Dependence
from termwise.report.charts.gantt import Gantt
from termwise.report.charts.ownership import Ownership
from termwise.report.charts.sankey import LedgerSankey
from termwise.report.charts.series import Series
from termwise.report.charts.term_history import TermHistory
from termwise.report.charts.tornado import Tornado
from termwise.report.charts.values import ValueDistribution
from termwise.session.futures import Futures, Wanted, simulate_agreement
from termwise.session.futures_told import told
from termwise.session.pictures import (
    MOVING,
    Drawn,
    NothingToDrawError,
    history_picture,
    picture,
    pictures,
    pictures_of,
    tornado_picture,
    usual_figure,
)
from termwise.session.pictures.reading import OVER_TIME
from termwise.session.sensitivity import sensitivity
from termwise.session.what_if import WhatIf
from tests.report.charts.nets import overlaps, subjects
from tests.session.royalty import ROYALTY

DEAL = (
    ROYALTY
    + """    clause commitment "Capacity"
        maker commits to buy 30m of thing from owner by 2028-12-31
            shortfall carried
    clause capacity
        maker buys thing from owner, 2m monthly
amendment rumour "What a paper wrote" reported 2026-06-01, reported
    change royalty
        maker pays owner 30% of sales quarterly
"""
)
VIEW_DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def session() -> Session:
    found = load_text(DEAL)
    assert found.usable, found.diagnostics
    return found


@pytest.fixture(scope="module")
def futures(session: Session) -> Futures:
    return session.simulate(paths=1024)


@pytest.fixture(scope="module")
def drawn(session: Session, futures: Futures) -> dict[type[Chart], Chart]:
    hanging = sensitivity(session.agreement(), "worth of maker", Plan(128, 0))
    return {type(chart): chart for chart in reversed(pictures(session, None, futures, hanging))}


def test_every_kind_is_there_has_words_with_figures_and_nothing_overlaps(drawn: dict[type[Chart], Chart]) -> None:
    assert set(drawn) == {
        *(Gantt, Ownership, CashFan, CommitmentProgress, Dependence),
        *(Tornado, LedgerSankey, ValueDistribution, TermHistory),
    }
    for chart in drawn.values():
        assert any(character.isdigit() for character in chart.summary), chart.title
        assert chart.summary.endswith("."), chart.title
        for width in (760, 360):
            assert overlaps(chart.drawn(Look(width=width))) == [], chart.title


def test_a_report_needs_no_more_over_time_than_pictures_draw(session: Session, futures: Futures) -> None:
    """Told of at the end alone, what no picture draws changes nothing; without what one draws it would be missed."""
    agreement = session.agreement()

    def drawn_of(beginnings: tuple[str, ...]) -> tuple[object, object]:
        found = simulate_agreement(agreement, Wanted(1024, over_time=beginnings))
        return tuple(pictures(session, None, found)), told(found, "")

    assert drawn_of(OVER_TIME) == (tuple(pictures(session, None, futures)), told(futures, ""))
    for missing in OVER_TIME:
        assert drawn_of(tuple(one for one in OVER_TIME if one != missing)) != drawn_of(OVER_TIME), missing


def test_everything_that_can_be_followed_leads_somewhere(session: Session, drawn: dict[type[Chart], Chart]) -> None:
    names, ran = session.names, session.run()
    known: dict[str, Collection[str]] = {
        "clause": names.clauses,
        "event": names.events,
        "driver": names.drivers,
        "amendment": names.amendments,
        "party": names.parties,
    }
    found = {subject for chart in drawn.values() for subject in subjects(chart.drawn(Look()).elements)}
    assert {subject.kind for subject in found} == {*known, "figure"}
    for subject in found:
        if subject.kind != "figure":
            assert subject.name in known[subject.kind], subject
            continue
        asked = read_figure(subject.name)
        assert asked is not None, subject
        ran.explain(asked)  # raises where the run has no such figure


def test_fans_are_the_quantiles_of_the_futures(futures: Futures, drawn: dict[type[Chart], Chart]) -> None:
    cash = drawn[CashFan]
    assert isinstance(cash, CashFan)
    maker, owner = cash.panels
    assert (maker.label, owner.label) == ("Maker", "Owner")
    last = futures.of("cash so far:owner", len(futures.program.periods) - 1)
    by_share = {quantile.share: quantile.value for quantile in last.quantiles}
    assert owner.days[-1] == date(2029, 12, 31)
    assert owner.middle[-1] == pytest.approx(by_share[0.5])
    wide, close = owner.bands
    assert (wide.share, close.share) == (0.9, 0.5)
    assert (wide.low[-1], wide.high[-1]) == pytest.approx((by_share[0.05], by_share[0.95]))
    assert (close.low[-1], close.high[-1]) == pytest.approx((by_share[0.25], by_share[0.75]))
    assert maker.middle == pytest.approx([-value for value in owner.middle])  # there are but two
    assert f"Owner has received {amount(owner.middle[-1], 'USD')} USD more than it paid" in cash.summary
    assert owner.figures[-1] == Subject("figure", "cash(owner) on 2029-12-31")


def test_bands_lie_within_each_other_around_the_middle(drawn: dict[type[Chart], Chart]) -> None:
    fans: list[Series] = []
    for chart in drawn.values():
        match chart:
            case CashFan(panels=panels):
                fans += panels
            case Dependence(buyers=buyers):
                fans += buyers
            case CommitmentProgress(commitments=commitments):
                fans += [one.bought for one in commitments]
            case _:
                continue
    assert len(fans) >= 4
    for fan in fans:
        wide, close = fan.bands
        ordered = zip(wide.low, close.low, fan.middle, close.high, wide.high, strict=True)
        assert all(list(values) == sorted(values) for values in ordered), fan.label


def test_clauses_move_in_a_year_what_the_futures_move(session: Session, futures: Futures) -> None:
    chart = picture(session, "clauses", session.agreement().view, Drawn(futures))
    assert isinstance(chart, CashFan)
    advance = next(panel for panel in chart.panels if panel.subject == Subject("clause", "advance"))
    assert dict(zip(advance.days, advance.middle, strict=True)) == {
        date(2026, 1, 1): 5e6,
        date(2027, 1, 1): 0,
        date(2028, 1, 1): 0,
        date(2029, 1, 1): 0,
        date(2029, 12, 31): 0,
    }
    assert advance.figures[0] == Subject("figure", "advance in 2026")


def test_the_ledger_on_the_course_is_that_of_the_run(session: Session) -> None:
    chart = picture(session, "ledger", session.agreement().view, Drawn())
    assert isinstance(chart, LedgerSankey)
    ran = session.run()
    by_clause = {flow.clause: flow.amount for flow in chart.flows}
    assert by_clause["advance"] == 5e6
    assert sum(by_clause.values()) == pytest.approx(float(sum((e.amount for e in ran.entries), Fraction(0))))
    assert chart.subjects["Capacity" if "Capacity" in chart.subjects else "advance"].kind == "clause"


def test_owners_commitments_and_worth(drawn: dict[type[Chart], Chart], futures: Futures) -> None:
    ownership, progress, worth = drawn[Ownership], drawn[CommitmentProgress], drawn[ValueDistribution]
    assert isinstance(ownership, Ownership)
    assert isinstance(progress, CommitmentProgress)
    assert isinstance(worth, ValueDistribution)
    (owner,) = ownership.holders
    assert (owner.label, owner.middle[0], owner.middle[-1]) == ("Owner", 0, 0.25)
    (capacity,) = progress.commitments
    assert max(capacity.committed.middle) == 30e6
    assert all(before <= after + 1e-6 for before, after in pairwise(capacity.bought.middle))
    assert capacity.reached is not None
    maker, other = worth.parties
    assert maker.remark == "discounted at 10%"
    assert other.remark == "not discounted: no rate is given"
    assert maker.middle == pytest.approx(
        next(q.value for q in futures.of("worth:maker").quantiles if q.share == 0.5), rel=1e-6
    )
    assert sum(maker.shares) == pytest.approx(0.99, abs=0.01)


def test_events_and_clauses_over_time(drawn: dict[type[Chart], Chart], session: Session) -> None:
    gantt = drawn[Gantt]
    assert isinstance(gantt, Gantt)
    launch, sale, listing = gantt.events
    assert launch.on == date(2026, 3, 15)
    assert sale.low is not None
    assert sale.middle is not None
    assert sale.high is not None
    assert date(2027, 3, 1) < sale.low < sale.middle < sale.high
    assert (listing.remark, listing.believed) == ("likely 30%", True)
    without = picture(session, "timeline", session.agreement().view, Drawn())
    assert isinstance(without, Gantt)
    assert without.events[1].middle is None
    assert {row.label for row in gantt.rows} >= {"royalty", "advance"}


def test_the_history_of_a_term(session: Session) -> None:
    chart = history_picture(session, "royalty")
    assert [(one.status, one.text) for one in chart.statements] == [
        ("binding", "The original text"),
        ("binding", "more"),
        ("reported", "What a paper wrote"),
    ]
    assert chart.statements[2].says == ("maker pays owner 30% of sales quarterly",)
    with pytest.raises(KeyError):
        history_picture(session, "nothing")


def test_what_a_figure_hangs_on(session: Session, drawn: dict[type[Chart], Chart]) -> None:
    tornado = drawn[Tornado]
    assert isinstance(tornado, Tornado)
    assert usual_figure(session.agreement()) == "worth of maker"
    assert tornado.title == "What the deal's worth to Maker hangs on"
    swings = [abs(bar.high - bar.low) for bar in tornado.bars]
    assert swings == sorted(swings, reverse=True)
    assert any(bar.low_at.startswith(("at ", "after ", "if never")) for bar in tornado.bars)
    hanging = sensitivity(session.agreement(), "cash of owner", Plan(64, 0))
    assert tornado_picture(session, hanging).figure == "the cash of Owner"


def test_a_slider_gets_the_pictures_it_moves(session: Session) -> None:
    found = pictures_of(WhatIf(session, paths=256).answer({}))
    assert [type(chart) for chart in found] == [CashFan, ValueDistribution, CommitmentProgress, Ownership]
    assert [type(chart) for chart in found] == list(MOVING)


def test_a_dragged_slider_gets_those_that_are_seen(session: Session) -> None:
    asked = WhatIf(session, paths=256)
    whole = {type(chart): chart for chart in pictures_of(asked.answer({}))}
    for kind, outputs in MOVING.items():
        (found,) = pictures_of(asked.answer({}, only=outputs), (kind,))
        assert type(found) is kind
        assert found.summary == whole[kind].summary


def test_without_futures_the_one_course_is_drawn(session: Session) -> None:
    kinds = [type(chart) for chart in pictures(session)]
    assert kinds[:5] == [Gantt, LedgerSankey, CashFan, CommitmentProgress, Ownership]
    assert kinds[5:] == [TermHistory]


def test_a_notebook_shows_them_all(session: Session) -> None:
    found = pictures(session)
    shown = found._repr_html_()
    assert shown.count("<svg ") == len(found) == 6
    assert all(escape(chart.summary) in shown for chart in found)


def test_what_the_deal_does_not_have_is_said(session: Session) -> None:
    view = session.agreement().view
    with pytest.raises(NothingToDrawError, match="no clause gives shares of that company"):
        picture(session, "ownership", view, Drawn(company="owner"))
    with pytest.raises(NothingToDrawError, match="no text speaks of that clause"):
        picture(session, "history", view, Drawn())


def test_a_deal_that_moves_no_money_shows_its_clauses() -> None:
    bare = load_text(
        """deal "Bare"
    currency USD
    period 2026-01-01 through 2027-12-31
    today 2026-06-30
party a "A", company
party b "B", company
asset thing "Thing" of a
clause use
    a grants b use of thing
"""
    )
    (gantt,) = pictures(bare)
    assert isinstance(gantt, Gantt)
    assert gantt.summary == "On 2026-06-30, 1 of 1 clauses are in force. 0 events have happened."
    assert svg(gantt)
