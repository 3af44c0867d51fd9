"""What a report is gathered from: every reading of the deal under one view, each asked for once."""

from collections.abc import Mapping

from msgspec import Struct

from termwise.explain.chart import Timeline
from termwise.explain.history import HistoryRow
from termwise.explain.shown import Shown, ShownClause
from termwise.session.futures import USUAL_PATHS, Futures, How, Wanted, simulate_agreement
from termwise.session.futures_told import FuturesTold, told
from termwise.session.pictures.reading import OVER_TIME
from termwise.session.ran import NotRunnableError, Ran
from termwise.session.session import Session
from termwise.session.tables import Only, RunTables, tables
from termwise.view.view import View
from termwise.view.words import view_words


class Asked(Struct, frozen=True):
    """What a report is to be of: the view, how many futures, from which seed."""

    view: View
    paths: int = USUAL_PATHS
    seed: int = 0


class Money(Struct, frozen=True):
    """The deal run on its central course and over many futures."""

    ran: Ran
    exact: RunTables
    futures: Futures
    told: FuturesTold

    @property
    def moves(self) -> bool:
        """Whether anything is to be told: money that moves, or something that is held."""
        return bool(self.told.clauses or self.told.stakes or self.exact.columns or self.exact.levels)


class Material(Struct, frozen=True):
    """Every reading. `money` is None where the deal cannot be run; `why_not` then says why."""

    session: Session
    asked: Asked
    shown: Shown
    timeline: Timeline
    histories: Mapping[str, tuple[HistoryRow, ...]]
    clauses: Mapping[str, ShownClause]
    money: Money | None
    why_not: str

    @property
    def view(self) -> View:
        """From where the deal is seen."""
        return self.asked.view

    def full_name(self, party: str) -> str:
        """A party's full name, or the name it is declared by where nobody declares it."""
        declared = self.session.names.parties.get(party)
        return party if declared is None else declared.full_name


def material(session: Session, asked: Asked, how: How | None = None) -> Material:
    """Every reading of the deal. Raises `UnusableDealError`, and `ImpossiblePlanError` for a number of paths or a seed
    that cannot be.
    """
    shown = session.show(asked.view, asked.view.known_by)
    money, why_not = _money(session, asked, how)
    return Material(
        session=session,
        asked=asked,
        shown=shown,
        timeline=session.timeline(asked.view),
        histories=_histories(session, asked.view),
        clauses={clause.name: clause for group in shown.groups for clause in group.clauses},
        money=money,
        why_not=why_not,
    )


def _money(session: Session, asked: Asked, how: How | None) -> tuple[Money | None, str]:
    words = view_words(asked.view)
    try:
        ran = session.run(asked.view)
        futures = simulate_agreement(
            session.agreement(asked.view), Wanted(asked.paths, asked.seed, over_time=OVER_TIME), how
        )
    except NotRunnableError as fault:
        return None, str(fault)
    return Money(ran, tables(ran, words, Only()), futures, told(futures, words)), ""


def _histories(session: Session, view: View) -> dict[str, tuple[HistoryRow, ...]]:
    """Every clause that anybody has spoken of by the view's day, with what was said of it by then."""
    found = {}
    for clause in session.names.clauses:
        rows = session.history(clause, view.scenario)
        known = tuple(row for row in rows if row.known <= view.known_by)
        if known:
            found[clause] = known
    return found
