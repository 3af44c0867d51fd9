"""One picture by its kind, as the command line and notebooks ask for it."""

from typing import Literal, get_args

from msgspec import Struct

from termwise.report.charts import Chart
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
from termwise.session.sensitivity import Sensitivity
from termwise.session.session import Session
from termwise.session.tables import Only
from termwise.view.agreement import Agreement
from termwise.view.view import View

Kind = Literal[
    "timeline",
    "history",
    "ledger",
    "cash",
    "clauses",
    "worth",
    "commitments",
    "ownership",
    "dependence",
    "tornado",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

OF_FUTURES: frozenset[Kind] = frozenset({"clauses", "worth", "dependence"})
"""What only simulated futures show."""

WITHOUT_RUN: frozenset[Kind] = frozenset({"timeline", "history"})
"""What is shown without running anything."""


class NothingToDrawError(ValueError):
    """The deal has nothing to show in that kind of picture; the message says what is missing."""


class Drawn(Struct, frozen=True):
    """What is there to draw from: futures, or what a figure hangs on, where they were worked out; and what part."""

    futures: Futures | None = None
    hanging: Sensitivity | None = None
    only: Only = Only()
    company: str | None = None


def picture(session: Session, kind: Kind, view: View, drawn: Drawn) -> Chart:
    """One picture. Without futures money and stakes are those of the one central course.

    Raises `NothingToDrawError`, and what `Session.run` raises.
    """
    titles = Titles(session.agreement(view))
    reading = None if drawn.futures is None else Reading(drawn.futures, drawn.only)
    found: Chart | None
    match kind:
        case "timeline":
            found = gantt_of(session.timeline(view), titles, reading)
        case "history":
            clause = drawn.only.clause or ""
            rows = session.history(clause, view.scenario)
            found = history_of(rows, clause, titles, view.known_by) if rows else None
        case "tornado":
            found = None if drawn.hanging is None else tornado_of(drawn.hanging, titles)
        case _:
            found = (
                _of_money(session, kind, view, drawn) if reading is None else _of_futures(reading, kind, titles, drawn)
            )
    if found is None:
        raise NothingToDrawError(_MISSING[kind])
    return found


def _of_futures(reading: Reading, kind: Kind, titles: Titles, drawn: Drawn) -> Chart | None:
    match kind:
        case "ledger":
            return ledger_of(reading, titles)
        case "cash":
            return cash_of_parties(reading, titles)
        case "clauses":
            return cash_of_clauses(reading, titles)
        case "worth":
            return values_of(reading, titles)
        case "commitments":
            return commitments_of(reading, titles)
        case "dependence":
            return dependence_of(reading, titles)
        case _:
            return next((one for one in ownership_of(reading, titles) if drawn.company in (None, one.company)), None)


def _of_money(session: Session, kind: Kind, view: View, drawn: Drawn) -> Chart | None:
    """On the one central course."""
    ran, titles = session.run(view), Titles(session.agreement(view))
    match kind:
        case "ledger":
            return ledger_on_course(ran, titles, drawn.only)
        case "cash":
            return cash_on_course(ran, titles, drawn.only)
        case "commitments":
            return commitments_on_course(ran, titles)
        case "ownership":
            found = ownership_on_course(ran, titles)
            return next((one for one in found if drawn.company in (None, one.company)), None)
        case _:
            return None


_MISSING: dict[Kind, str] = {
    "timeline": "the deal has no clauses",
    "history": "no text speaks of that clause",
    "ledger": "no money moves",
    "cash": "no money moves",
    "clauses": "no clause moves money, or there are too many futures to keep each: ask for fewer",
    "worth": "no money moves after the day of the view",
    "commitments": "no clause commits anybody to buy",
    "ownership": "no clause gives shares of that company, or none of which the text tells the whole",
    "dependence": "nobody buys anything",
    "tornado": "nothing was worked out that a figure could hang on",
}


def usual_figure(agreement: Agreement) -> str:
    """The figure of a tornado unless said: the worth of the first party with a rate, else the first party's cash."""
    rated = next((party.name for party in agreement.deal.parties if party.discount_rate is not None), None)
    return f"worth of {rated}" if rated is not None else f"cash of {agreement.deal.parties[0].name}"
