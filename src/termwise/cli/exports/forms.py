"""Every form that `termwise export` writes, and the one that a file name asks for."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import click

from termwise.base.similar import did_you_mean
from termwise.cli.exports.form import Form, Write

FORMS: tuple[Form, ...] = (
    Form(".json", "the whole deal, as `schema` describes it", "json_form", frozenset()),
    Form(".xlsx", "money and stakes on one course, as a workbook of live formulas", "xlsx"),
    Form(".docx", "the agreement under a view, as a Word document", "docx", frozenset({"view", "on"})),
    Form(".ics", "deadlines, ends and events, as a calendar", "ics", frozenset({"view", "on", "until", "remind"})),
    Form(
        ".md",
        "the agreement under a view and its calendar, as Markdown",
        "markdown",
        frozenset({"view", "on", "until"}),
    ),
    Form(".ocf.zip", "a cap table, as an Open Cap Table package", "ocf", frozenset({"view", "on", "company"})),
)
"""In the order of the help. Of two suffixes that fit a name the longer one counts."""

ELSEWHERE: Mapping[str, str] = {
    ".parquet": "`termwise run DEAL --out FOLDER` writes the tables of a run as Parquet and CSV",
    ".csv": "`termwise run DEAL --out FOLDER` writes the tables of a run as Parquet and CSV",
    ".zip": "an Open Cap Table package is named `….ocf.zip`",
    ".ocf.json": "an Open Cap Table package is several files: name it `….ocf.zip`",
    ".deal": "`termwise format` writes the text of a deal, `termwise import` makes one",
}
"""Forms that another command writes."""


def form_of(path: Path) -> Form:
    """The form that the end of a file's name asks for. A usage error says which there are."""
    name = path.name.lower()
    elsewhere = next((suffix for suffix in ELSEWHERE if suffix.count(".") > 1 and name.endswith(suffix)), None)
    fitting = [form for form in FORMS if name.endswith(form.suffix) and len(name) > len(form.suffix)]
    if fitting and elsewhere is None:
        return max(fitting, key=lambda form: len(form.suffix))
    suffix = elsewhere or path.suffix.lower()
    known = [form.suffix for form in FORMS]
    near = did_you_mean(suffix, known) if suffix else None
    listed = ", ".join(f"`{one}`" for one in known)
    more = ELSEWHERE.get(suffix) or (near and f"{near}?") or f"the end of the name says the form: {listed}"
    raise click.BadParameter(f"nothing is written as `{path.name}`: {more}", param_hint="'--to'")


def writer(form: Form) -> Write:
    """The function that writes a form; its module, and what it needs, is imported only now."""
    write: Write = import_module(f"termwise.cli.exports.{form.module}").write
    return write


def refuse_what_it_does_not_take(form: Form, said: Mapping[str, bool]) -> None:
    """A usage error where an option was said that the form has no use for. `said`: option -> whether it was said."""
    words = {
        "view": "the options of a view",
        "on": "--on",
        "until": "--until",
        "remind": "--remind",
        "company": "--company",
    }
    idle = [words[option] for option, is_said in said.items() if is_said and option not in form.takes]
    if idle:
        raise click.UsageError(f"`{form.suffix}` holds {form.about}: {idle[0]} would change nothing in it")
