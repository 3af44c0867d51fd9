"""`.xlsx`: the run on the central course as a workbook with live formulas."""

from termwise.cli.exports.form import Asked, Written
from termwise.cli.running import no_run
from termwise.session.ran import NotRunnableError
from termwise.session.workbook import workbook_of


def write(asked: Asked) -> Written:
    """The workbook under the view; the command ends, "not known", where nothing can be run."""
    try:
        return Written(workbook_of(asked.session, asked.view))
    except NotRunnableError as fault:
        no_run(fault, asked.out)
