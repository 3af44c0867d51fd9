"""A chart of a deal in one call, for notebooks and programs."""

from termwise.engine.simulate.plan import Plan
from termwise.report.charts import Chart
from termwise.session.futures import Futures
from termwise.session.pictures.kinds import Drawn, Kind, picture, usual_figure
from termwise.session.sensitivity import sensitivity
from termwise.session.session import Session
from termwise.session.tables import Only
from termwise.view.view import View, default_view

_PATHS_OF_A_TORNADO = 1024


def chart(
    session: Session,
    kind: Kind = "timeline",
    *,
    view: View | None = None,
    futures: Futures | None = None,
    party: str | None = None,
    clause: str | None = None,
) -> Chart:
    """One chart: `timeline`, `history` (of a `clause`), `ledger`, `cash`, `clauses`, `worth`, `commitments`,
    `ownership`, `dependence` or `tornado` (of the usual figure).

    With `futures` of the same view money and stakes show their spread; without, the central course. A notebook draws
    what is returned; `termwise.report.charts.svg` makes a document of it. Raises `NothingToDrawError` when the deal has
    nothing to show in it, and what `Session.run` raises.
    """
    view = view or (default_view(session.deal) if futures is None else futures.view)
    hanging = None
    if kind == "tornado":
        agreement = session.agreement(view)
        hanging = sensitivity(agreement, usual_figure(agreement), Plan(_PATHS_OF_A_TORNADO))
    return picture(session, kind, view, Drawn(futures, hanging, Only(party=party, clause=clause)))
