"""From a figure to its clauses, from a clause to its texts, from a text to the passage of its source."""

from datetime import date

from msgspec import Struct

from termwise.base.dates import day_before
from termwise.base.source import Span
from termwise.evidence.finding import QuoteFinding
from termwise.explain.figures.asked import read_figure
from termwise.explain.figures.explained import NotInRunError
from termwise.explain.shown import ShownClause
from termwise.session.ran import NotRunnableError
from termwise.session.tables import Only, tables
from termwise.web.asked import About, Seen, seen
from termwise.web.desk import Desk
from termwise.web.refusal import invalid
from termwise.web.render import fragment
from termwise.web.supposing import as_moved


class Explanation(Struct, frozen=True):
    """What the drawer shows: its title and its HTML."""

    title: str
    html: str


class Spot(Struct, frozen=True):
    """A place in the text, for a link that leads there."""

    file: str
    line: int


def explain(desk: Desk, asked: About) -> Explanation:
    """Why a figure is so, or all there is to say of a thing of the deal. Raises `Refusal` (422) when there is none."""
    looked = as_moved(desk, seen(desk, asked), asked.settings)
    match asked.kind:
        case "figure":
            return _figure(looked, asked.name)
        case "clause":
            return _clause(looked, asked.name)
        case "event":
            return _event(looked, asked.name)
        case "amendment":
            return _amendment(looked, asked.name)
        case "source":
            return _source(looked, asked.name)
        case "driver":
            return _driver(looked, asked.name)
        case "party":
            return _party(looked, asked.name)
        case _:
            raise invalid(f"`{asked.kind}` is not something that is explained")


def _figure(looked: Seen, text: str) -> Explanation:
    """A figure as a tree of steps, then the clauses behind it in words."""
    session = looked.session
    figure = read_figure(text)
    if figure is None:
        raise invalid(f"`{text}` asks for no figure; write `CLAUSE in 2027` or `cash of PARTY in 2027`")
    try:
        ran = session.run(looked.view)
        found = ran.explain(figure)
    except (NotInRunError, NotRunnableError) as fault:
        raise invalid(str(fault)) from None
    told = tables(ran, looked.words, Only())
    last = figure.window.last_day or session.deal.today
    day = min(max(last, session.deal.start), day_before(session.deal.end))
    shown = _shown(looked, day)
    html = fragment(
        "figure",
        found=found,
        currency=ran.currency,
        events=[event for event in told.events if event.settled != "known"],
        clauses=[shown[name] for name in found.clauses if name in shown],
        undisclosed=[one for one in told.undisclosed if one.name in found.undisclosed],
        missing=ran.missing(figure),
        spot=lambda span: spot(looked, span),
    )
    return Explanation(found.title, html)


def _clause(looked: Seen, name: str) -> Explanation:
    """A clause in the wording of the day, who wrote what of it when, what its sources say."""
    shown = _shown(looked, looked.day).get(name)
    history = looked.session.history(name, looked.view.scenario)
    if shown is None and not history:
        raise invalid(f"the deal has no clause `{name}`")
    html = fragment(
        "clause",
        name=name,
        clause=shown,
        history=history,
        passages=_passages(looked, {source.source for row in history for source in row.sources}, name),
        spot=lambda span: spot(looked, span),
    )
    title = (shown.title if shown is not None else None) or next((row.title for row in history if row.title), None)
    return Explanation(title or name, html)


def _event(looked: Seen, name: str) -> Explanation:
    """An event: when it happens or may, and which clauses hang on it."""
    declared = looked.session.names.events.get(name)
    if declared is None:
        raise invalid(f"the deal has no event `{name}`")
    line = looked.session.timeline(looked.view)
    mark = next(one for one in line.events if one.name == name)
    hanging = [row for row in line.rows if any(name in bar.hangs_on for bar in row.bars)]
    html = fragment(
        "event",
        event=declared,
        mark=mark,
        hanging=hanging,
        sources=[(one.source, one.quote) for one in declared.sources],
        lines=_lines(looked, declared.span),
        passages=_passages(looked, {one.source for one in declared.sources}, name),
        spot=spot(looked, declared.span),
    )
    return Explanation(declared.title or name, html)


def _amendment(looked: Seen, name: str) -> Explanation:
    """An amendment: what became of it, and its own words."""
    declared = looked.session.names.amendments.get(name)
    if declared is None:
        raise invalid(f"the deal has no amendment `{name}`")
    shown = next((one for one in looked.session.show(looked.view).amendments if one.name == name), None)
    html = fragment(
        "amendment",
        amendment=declared,
        shown=shown,
        lines=_lines(looked, declared.span),
        passages=_passages(looked, {one.source for one in declared.sources}, name),
        spot=spot(looked, declared.span),
    )
    return Explanation(declared.title or name, html)


def _driver(looked: Seen, name: str) -> Explanation:
    """A driver as it is declared."""
    declared = looked.session.names.drivers.get(name)
    if declared is None:
        raise invalid(f"the deal has no driver `{name}`")
    return _declared(looked, declared.title or name, declared.span, {one.source for one in declared.sources}, name)


def _party(looked: Seen, name: str) -> Explanation:
    """A party as it is declared."""
    declared = looked.session.names.parties.get(name)
    if declared is None:
        raise invalid(f"the deal has no party `{name}`")
    return _declared(looked, declared.full_name, declared.span, {one.source for one in declared.sources}, name)


def _declared(looked: Seen, title: str, span: Span | None, sources: set[str], name: str) -> Explanation:
    html = fragment(
        "declared",
        name=name,
        lines=_lines(looked, span),
        passages=_passages(looked, sources, name),
        spot=spot(looked, span),
    )
    return Explanation(title, html)


def _source(looked: Seen, name: str) -> Explanation:
    """A source: its document, and every passage that is cited from it."""
    declared = looked.session.names.sources.get(name)
    if declared is None:
        raise invalid(f"the deal has no source `{name}`")
    findings = [found for found in _quotes(looked) if found.source == name]
    html = fragment("source", source=declared, findings=findings, spot=spot(looked, declared.span))
    return Explanation(declared.title, html)


def _shown(looked: Seen, day: date) -> dict[str, ShownClause]:
    shown = looked.session.show(looked.view, day)
    return {clause.name: clause for group in shown.groups for clause in group.clauses}


def _quotes(looked: Seen) -> tuple[QuoteFinding, ...]:
    return looked.snapshot.kept("quotes", looked.session.quotes)


def _passages(looked: Seen, sources: set[str], about: str) -> list[QuoteFinding]:
    """What was found of the quotes by which a thing is supported."""
    found = [one for one in _quotes(looked) if one.source in sources and one.quote is not None]
    return [one for one in found if about in one.about.split()]


def _lines(looked: Seen, span: Span | None) -> str:
    """The lines of the text at a place, without the indentation all of them share."""
    text = None if span is None else looked.session.texts.get(span.file)
    if span is None or text is None:
        return ""
    lines = [text.line(number) for number in range(span.line, min(span.end_line, span.line + 60) + 1)]
    return "\n".join(lines).rstrip()


def spot(looked: Seen, span: Span | None) -> Spot | None:
    """The place of a span, by the file's name below the deal's folder."""
    return None if span is None else Spot(looked.snapshot.name_of(span.file), span.line)
