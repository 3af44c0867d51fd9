"""`.ocf.zip`: a cap table in the Open Cap Table Format."""

import click

from termwise.cli.exports.form import Asked, Written
from termwise.cli.naming import declared
from termwise.report.ocf import package
from termwise.session.cap_table import cap_table, companies


def write(asked: Asked) -> Written:
    """The cap table of the company asked for, on the day asked about; what of it OCF cannot say is in the notes."""
    view = asked.view
    said = cap_table(asked.session, view, _company(asked), asked.extent.day or view.known_by)
    country = (
        "OCF asks for the country and day of formation, which a deal does not say: written are ZZ and the first day"
    )
    return Written(package(said.table), (*said.unsaid, country))


def _company(asked: Asked) -> str:
    known = companies(asked.session, asked.view)
    if asked.extent.company is not None:
        declared("company with shares", asked.extent.company, known, "'--company'")
        return asked.extent.company
    if len(known) == 1:
        return known[0]
    if not known:
        raise click.UsageError("the deal says of no company's shares under this view: there is no cap table to write")
    raise click.UsageError(f"the deal says of the shares of {', '.join(known)}: name one with --company")
