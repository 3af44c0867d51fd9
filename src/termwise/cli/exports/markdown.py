"""`.md`: the agreement and its calendar as Markdown."""

from termwise.cli.exports.form import Asked, Written
from termwise.report.markdown import document
from termwise.session.agenda import agenda
from termwise.session.contract import contract


def write(asked: Asked) -> Written:
    """The agreement on the day asked about, and what falls from that day to the end asked for or that of the deal."""
    view, day = asked.view, asked.extent.day or asked.view.known_by
    days = agenda(asked.session, view, day, asked.extent.until or asked.session.deal.end)
    return Written(document(contract(asked.session, view, day), days.agenda).encode())
