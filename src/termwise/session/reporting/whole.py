"""The whole report of a deal under a view."""

from termwise.report.contents import Report
from termwise.session.futures import How
from termwise.session.reporting.calendar import calendar
from termwise.session.reporting.changes import changes
from termwise.session.reporting.drawn import charts
from termwise.session.reporting.economics import economics
from termwise.session.reporting.explanations import explanations
from termwise.session.reporting.made import file_names, made
from termwise.session.reporting.material import Asked, material
from termwise.session.reporting.parties import parties
from termwise.session.reporting.risks import risks
from termwise.session.reporting.sources import sources
from termwise.session.reporting.summary import summary, why_no_money
from termwise.session.reporting.unknown import unknown
from termwise.session.session import Session
from termwise.view.words import view_words


def report(session: Session, asked: Asked, how: How | None = None) -> Report:
    """Everything that a report says. The same deal, view, paths and seed give the same report.

    Raises `UnusableDealError` for a deal with errors, and `ImpossiblePlanError` for paths or a seed that cannot be.
    """
    found = material(session, asked, how)
    ahead, changed = calendar(found), changes(found)
    return Report(
        title=session.deal.title,
        view=asked.view,
        view_words=view_words(asked.view),
        summary=summary(found, ahead, changed, len(session.diagnostics)),
        parties=parties(found),
        shown=found.shown,
        changes=changed,
        calendar=ahead,
        economics=economics(found),
        no_economics=why_no_money(found),
        risks=risks(found),
        unknown=unknown(found),
        explanations=explanations(found),
        sources=sources(found),
        charts=charts(found, changed.stories),
        files=file_names(found),
        made=made(found),
    )
