"""A deal under a view as a workbook with live formulas."""

from termwise.engine.undisclosed import rests_on_undisclosed
from termwise.report.xlsx.book import workbook
from termwise.report.xlsx.contents import BookContents, CourseEvent, NotFollowed
from termwise.session.session import Session
from termwise.view.view import View, default_view
from termwise.view.words import view_words


def workbook_of(session: Session, view: View | None = None) -> bytes:
    """The XLSX file of the run on the central course of the view. Raises `NotRunnableError`."""
    return workbook(contents_of(session, view))


def contents_of(session: Session, view: View | None = None) -> BookContents:
    """Everything the workbook says. Raises `NotRunnableError`."""
    view = view or default_view(session.deal)
    ran = session.run(view)
    return BookContents(
        agreement=ran.agreement,
        view_words=view_words(view),
        run=ran.run,
        rests_on=rests_on_undisclosed(ran.program),
        events=tuple(CourseEvent(event.name, event.settled) for event in ran.events),
        shown=session.show(view),
        deadlines=session.deadlines(session.deal.start, session.deal.end, view),
        left_out=tuple(NotFollowed(one.name, one.why, one.in_part) for one in ran.left_out),
    )
