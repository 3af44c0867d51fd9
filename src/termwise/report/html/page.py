"""The report as one HTML page: no script, nothing from outside, the same bytes every time."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from termwise import __version__
from termwise.base.source import Span
from termwise.explain.figures.amounts import value_words
from termwise.report.charts.canvas.theme import Theme
from termwise.report.charts.cash_fan import CashFan
from termwise.report.charts.chart import Chart, svg
from termwise.report.charts.commitment import CommitmentProgress
from termwise.report.charts.dependence import Dependence
from termwise.report.charts.gantt import Gantt
from termwise.report.charts.look import Look
from termwise.report.charts.ownership import Ownership
from termwise.report.charts.sankey import LedgerSankey
from termwise.report.charts.subject import Subject
from termwise.report.charts.term_history import TermHistory
from termwise.report.charts.tornado import Tornado
from termwise.report.charts.values import ValueDistribution
from termwise.report.contents import Report
from termwise.report.html import words
from termwise.report.html.links import Links, links

GENERATOR = "Termwise report"
"""How a file written by this program is known again; the version follows."""

_WIDE, _NARROW = 960, 360
"""Pixels a chart is drawn for: a page's column, and a phone's. The style sheet shows one of them."""

_PARTS = (
    ("summary", "Summary"),
    ("parties", "Parties"),
    ("terms", "Terms"),
    ("changes", "What changed, and when"),
    ("calendar", "Rights calendar"),
    ("economics", "Economics"),
    ("risks", "Risks in the text"),
    ("unknown", "What is not known"),
    ("explanations", "Why each figure is what it is"),
    ("sources", "Sources"),
    ("made", "How this was made"),
)


def html(report: Report, *, for_paper: bool = False) -> str:
    """The report as a page of HTML, in UTF-8 when it is encoded. `for_paper`: charts in plain colours, for a PDF."""
    style = style_sheet()
    template = _environment().get_template("report.html")
    return template.render(
        report=report,
        parts=[(name, title) for name, title in _PARTS if name != "explanations" or report.explanations],
        policy=policy(style),
        generator=f"{GENERATOR} {__version__}",
        style=Markup(style),  # noqa: S704 - our own file
        **_asked_of(report, "light" if for_paper else "auto"),
    )


def style_sheet() -> str:
    """What the report and the page share, then what is the report's own."""
    folder = files("termwise.report.html")
    return "".join(folder.joinpath(name).read_text("utf-8") for name in ("style.css", "report.css"))


def policy(style: str) -> str:
    """A content security policy under which nothing is fetched, nothing runs, and only this style counts."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("termwise.report.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["capitalised"] = words.capitalised
    environment.filters |= {"said": _said, "prose": _prose, "minus": words.with_minus}
    return environment


@pass_context
def _said(context: Context, text: str, linked: bool = True) -> Markup:
    """Words with their names set apart, and those of clauses as links."""
    return words.said(text, context["named"] if linked else {})


@pass_context
def _prose(context: Context, text: str) -> Markup:
    """Running text, in which clauses are called by their titles."""
    return words.prose(text, context["named"])


def _asked_of(report: Report, theme: Theme) -> Mapping[str, Any]:
    """What the templates ask: links, names, words."""
    led = links(report)
    titles = {c.name: c.title or c.name for group in report.shown.groups for c in group.clauses}
    named = {name: words.Named(f"#{led.id_of('clause', name)}", title) for name, title in titles.items()}

    return {
        **_places(report, led),
        **_charts(report, led, theme),
        "named": named,
        "clauses": titles,
        "storied": {story.clause for story in report.changes.stories},
        "title_of": lambda name: titles.get(name, name),
        "figure_of": lambda name: Subject("figure", name),
        "value": lambda step: value_words(step.value, step.unit),
        "state_words": words.STATE_WORDS,
        "due_words": words.DUE_WORDS,
        "published": words.published,
        "step_when": words.step_when,
        "runs_of": words.runs_of,
        "due_of": words.due_of,
        "helps": words.helps,
        "path_words": words.path_words,
        "fate_words": words.fate_words,
    }


def _places(report: Report, led: Links) -> Mapping[str, Any]:
    """Where things stand in the page, and what stands in it."""

    def file_of(span: Span) -> str:
        return report.files.get(span.file, span.file)

    return {
        "href": led.href,
        "id_of": led.id_of,
        "line_of": led.line_of,
        "file_of": file_of,
        "source_of": lambda name: f"#{led.id_of('source', name)}",
    }


def _charts(report: Report, led: Links, theme: Theme) -> Mapping[str, Any]:
    """The charts of a part, and how one is drawn: in the colours of the page, its parts linked, wide or narrow."""
    numbers = {id(chart): number for number, chart in enumerate(report.charts)}

    def drawn(chart: Chart, width: int) -> Markup:
        prefix = f"chart-{numbers[id(chart)]}-{width}"
        look = Look(width=width, theme=theme, link=led.href, prefix=prefix, titled=False)
        return Markup(svg(chart, look))  # noqa: S704 - the drawing escapes every word

    return {
        "drawn": drawn,
        "widths": (_WIDE,) if theme == "light" else (_WIDE, _NARROW),
        "charts_of": lambda part: [chart for chart in report.charts if part_of(chart) == part],
        "story_charts": lambda clause: [c for c in report.charts if isinstance(c, TermHistory) and c.clause == clause],
    }


def part_of(chart: Chart) -> str:
    """In which part of the report a chart stands."""
    match chart:
        case Gantt():
            return "calendar"
        case CashFan() | ValueDistribution() | Ownership() | CommitmentProgress() | Dependence() | Tornado():
            return "futures"
        case LedgerSankey():
            return "futures"
        case TermHistory():
            return "changes"
        case _:
            assert_never(chart)
