"""`.ics`: deadlines, ends and events as a calendar."""

from termwise.cli.exports.form import Asked, Written
from termwise.report.ics import calendar
from termwise.session.agenda import agenda


def write(asked: Asked) -> Written:
    """The calendar from the day asked about, or the view's known-by date, to the end asked for or that of the deal."""
    start = asked.extent.day or asked.view.known_by
    found = agenda(asked.session, asked.view, start, asked.extent.until or asked.session.deal.end)
    notes = []
    if not found.agenda.entries:
        notes.append("nothing falls on a day in this time: the calendar is empty")
    if found.undated:
        notes.append(
            f"of these open events the deal believes no time, so they have no days: {', '.join(found.undated)}"
        )
    return Written(calendar(found.agenda, asked.extent.remind), tuple(notes))
