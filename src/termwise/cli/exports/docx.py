"""`.docx`: the agreement as a Word document."""

from termwise.cli.exports.form import Asked, Written
from termwise.report.docx import document
from termwise.session.contract import contract


def write(asked: Asked) -> Written:
    """The agreement in force under the view on the day asked about."""
    return Written(document(contract(asked.session, asked.view, asked.extent.day)))
