"""All pictures of a deal, in the order in which a report shows them."""

from collections.abc import Collection, Iterable, Mapping

from termwise.explain.chart import Timeline
from termwise.model.amendment import AddClause, Status
from termwise.model.deal import Deal
from termwise.report.charts import Chart
from termwise.report.charts.cash_fan import CashFan
from termwise.report.charts.commitment import CommitmentProgress
from termwise.report.charts.gallery import Gallery
from termwise.report.charts.gantt import Gantt
from termwise.report.charts.ownership import Ownership
from termwise.report.charts.term_history import TermHistory
from termwise.report.charts.tornado import Tornado
from termwise.report.charts.values import ValueDistribution
from termwise.session.futures import Futures
from termwise.session.pictures.cash import (
    cash_of_clauses,
    cash_of_parties,
    cash_on_course,
    ledger_of,
    ledger_on_course,
)
from termwise.session.pictures.lines import gantt_of, history_of
from termwise.session.pictures.reading import Reading
from termwise.session.pictures.stakes import (
    commitments_of,
    commitments_on_course,
    dependence_of,
    ownership_of,
    ownership_on_course,
)
from termwise.session.pictures.titles import Titles
from termwise.session.pictures.worth import tornado_of, values_of
from termwise.session.ran import NotRunnableError, Ran
from termwise.session.sensitivity import Sensitivity
from termwise.session.session import Session
from termwise.view.agreement import Agreement
from termwise.view.view import View, default_view

_MOST_HISTORIES = 3


def pictures(
    session: Session, view: View | None = None, futures: Futures | None = None, hanging: Sensitivity | None = None
) -> Gallery:
    """Every chart that the deal has something to show in: time, money, stakes, worth, terms.

    With `futures` of the same view they show their spread, without them the one central course; `hanging` adds a
    tornado. A deal whose money cannot be run shows its clauses and terms alone.
    """
    view = view or default_view(session.deal)
    agreement = session.agreement(view)
    titles = Titles(agreement)
    reading = None if futures is None else Reading(futures)
    found: list[Chart | None] = [gantt_of(session.timeline(view), titles, reading)]
    if reading is not None:
        found += _of_futures(reading, titles)
    elif (ran := _ran(session, view)) is not None:
        found += [ledger_on_course(ran, titles), cash_on_course(ran, titles), commitments_on_course(ran, titles)]
        found += ownership_on_course(ran, titles)
    if hanging is not None:
        found.append(tornado_of(hanging, titles))
    found += histories(session, view)
    return Gallery(chart for chart in found if chart is not None)


MOVING: Mapping[type[Chart], tuple[str, ...]] = {
    CashFan: ("cash so far:",),
    ValueDistribution: ("worth:", "cash so far:"),
    CommitmentProgress: ("committed:", "bought:"),
    Ownership: ("stake:",),
}
"""The charts that a slider moves, and the outputs each is made of, by how their names begin."""


def pictures_of(futures: Futures, kinds: Collection[type[Chart]] = MOVING.keys()) -> Gallery:
    """What a slider moves: cash, worth, commitments, stakes. Quick, and content with the outputs of `WhatIf`."""
    reading, titles = Reading(futures), Titles(futures.agreement)
    found: list[Chart | None] = []
    if CashFan in kinds:
        found.append(cash_of_parties(reading, titles))
    if ValueDistribution in kinds:
        found.append(values_of(reading, titles))
    if CommitmentProgress in kinds:
        found.append(commitments_of(reading, titles))
    if Ownership in kinds:
        found += ownership_of(reading, titles)
    return Gallery(chart for chart in found if chart is not None)


AT_REST = ("paid:", "paid in all:", "largest supplier:")
"""The outputs, by how their names begin, of which `pictures_at_rest` are made."""


def pictures_at_rest(futures: Futures) -> Gallery:
    """What a slider moves besides: who pays whom, what clauses move in a year, on whom buyers depend."""
    reading, titles = Reading(futures), Titles(futures.agreement)
    found = (ledger_of(reading, titles), cash_of_clauses(reading, titles), dependence_of(reading, titles))
    return Gallery(chart for chart in found if chart is not None)


def line_picture(agreement: Agreement, lines: Timeline, futures: Futures | None = None) -> Gantt:
    """Clauses and events of an agreement on one line of time; with its futures, when open events are likely to come."""
    return gantt_of(lines, Titles(agreement), None if futures is None else Reading(futures))


def _of_futures(reading: Reading, titles: Titles) -> Iterable[Chart | None]:
    return (
        ledger_of(reading, titles),
        cash_of_parties(reading, titles),
        cash_of_clauses(reading, titles),
        values_of(reading, titles),
        commitments_of(reading, titles),
        *ownership_of(reading, titles),
        dependence_of(reading, titles),
    )


def tornado_picture(session: Session, hanging: Sensitivity, view: View | None = None) -> Tornado:
    """What a figure hangs on."""
    return tornado_of(hanging, Titles(session.agreement(view)))


def history_picture(session: Session, clause: str, view: View | None = None) -> TermHistory:
    """What every text said of a clause, of whatever status. KeyError when the deal has no such clause."""
    view = view or default_view(session.deal)
    rows = session.history(clause, view.scenario)
    if not rows:
        raise KeyError(clause)
    return history_of(rows, clause, Titles(session.agreement(view)), view.known_by)


def histories(session: Session, view: View) -> Gallery:
    """The histories of the clauses that are most contested."""
    return Gallery(history_picture(session, clause, view) for clause in _contested(session.deal))


def _ran(session: Session, view: View) -> Ran | None:
    try:
        return session.run(view)
    except NotRunnableError:
        return None


def _contested(deal: Deal) -> tuple[str, ...]:
    """The clauses of which most texts speak, among them one that does not bind and one that does."""
    statuses: dict[str, list[Status]] = {clause.name: ["binding"] for clause in deal.clauses}
    for amendment in deal.amendments:
        for patch in amendment.patches:
            name = patch.clause.name if isinstance(patch, AddClause) else patch.clause
            statuses.setdefault(name, []).append(amendment.status)
    chosen = [name for name, said in statuses.items() if "binding" in said and set(said) != {"binding"}]
    return tuple(sorted(chosen, key=lambda name: -len(statuses[name]))[:_MOST_HISTORIES])
