"""What a word under the pointer stands for: what it is called, what it says, how it stands today and who says so."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from termwise.base.source import Span
from termwise.elaborate.names import Symbol
from termwise.explain.shown import ShownClause, ShownSource
from termwise.model.deal import Deal, Names
from termwise.model.expression import Ref
from termwise.model.text.beliefs import claim_text, scenario_text
from termwise.model.text.declarations import (
    asset_text,
    body_text,
    driver_text,
    event_text,
    party_text,
    source_text,
)
from termwise.session.editing.completion import Place
from termwise.session.editing.edited import Edited
from termwise.session.editing.meanings import keyword_around, meaning_of
from termwise.session.figure_words import figure_words
from termwise.session.session import Session
from termwise.standing.figures import quantity

_LINES_SHOWN = 12


class Hover(Struct, frozen=True):
    """Markdown about a word and where the word stands; the texts of the deal are in code blocks."""

    markdown: str
    span: Span


def hover(of: Edited, at: Place) -> Hover | None:
    """What the word at the caret stands for; None where there is none."""
    word = of.word_at(at.file, at.line, at.column)
    if word is None:
        return None
    text, column = word
    span = Span(at.file, at.line, column, at.line, column + len(text))
    symbol = of.symbols.get(text)
    if symbol is not None:
        return Hover("\n\n".join(_told(of, symbol)), span)
    keyword = keyword_around(of.text(at.file).line(at.line), at.column)
    said = None if keyword is None else meaning_of(keyword)
    return None if said is None else Hover(said, span)


def _told(of: Edited, symbol: Symbol) -> Iterator[str]:
    """The parts of what is told of a name: head, text, how it stands. The text alone while the deal has errors."""
    session = of.session
    if not session.usable:
        yield f"**{symbol.kind}** `{symbol.name}`"
        yield _code(_declaration(of, symbol))
        return
    if symbol.kind == "clause":
        yield from _of_clause(session, symbol.name)
    elif symbol.kind == "amendment":
        yield from _of_amendment(session, symbol.name)
    else:
        yield f"**{symbol.kind}** `{symbol.name}`"
        yield _code(_declared(session.deal, session.names, symbol))
        if symbol.kind == "event":
            yield from _of_event(session, symbol.name)
        if symbol.kind == "driver":
            yield _of_driver(session, symbol.name)


def _of_clause(session: Session, name: str) -> Iterator[str]:
    day = session.deal.today
    shown = next((one for one in _clauses(session) if one.name == name), None)
    if shown is None:
        yield f"**clause** `{name}`"
        yield f"not part of the binding text as known on {day}"
        return
    yield f"**clause** `{name}`{f' · {shown.title}' if shown.title else ''}"
    yield _code("\n".join((shown.sentence, *(f"    {line}" for line in shown.qualifiers))))
    yield f"**{shown.state}** on {day}: {shown.why}" if shown.why else f"**{shown.state}** on {day}"
    yield from _changes(shown)
    yield from _sources(shown.sources)
    if shown.undisclosed:
        yield f"not public: {', '.join(shown.undisclosed)}"


def _clauses(session: Session) -> Iterator[ShownClause]:
    return (clause for group in session.show().groups for clause in group.clauses)


def _changes(shown: ShownClause) -> Iterator[str]:
    changes = [blame.words for blame in shown.blame if blame.amendment is not None]
    if changes:
        yield "\n".join(f"- {words}" for words in changes)


def _sources(sources: Iterable[ShownSource]) -> Iterator[str]:
    for one in sources:
        quote = f": “{one.quote}”" if one.quote else ""
        yield f"source `{one.source}`{f', {one.title}' if one.title else ''}{quote}"


def _of_amendment(session: Session, name: str) -> Iterator[str]:
    for one in session.show().amendments:
        if one.name == name:
            yield f"**amendment** `{name}`{f' · {one.title}' if one.title else ''}"
            yield f"{one.dating} {one.dated}, {one.status}: {one.effect}{f', {one.why}' if one.why else ''}"
            yield from _sources(one.sources)
            return
    yield f"**amendment** `{name}`"
    yield f"not part of what was known on {session.deal.today}"


def _of_event(session: Session, name: str) -> Iterator[str]:
    for mark in session.timeline().events:
        if mark.name == name:
            yield f"as known on {session.deal.today}: {mark.words}"


def _of_driver(session: Session, name: str) -> str:
    day, currency = session.deal.today, session.deal.currency
    figure = quantity(session.agreement(), Ref("driver", name), day)
    percent = session.names.drivers[name].unit == "%"
    return f"on {day}: {figure_words(figure, currency, percent=percent)}"


def _declared(deal: Deal, known: Names, symbol: Symbol) -> str:
    """A declaration as the language says it."""
    name = symbol.name
    match symbol.kind:
        case "party":
            return party_text(known.parties[name], deal.currency)
        case "asset" | "field" | "territory":
            return asset_text(known.assets[name])
        case "body":
            return body_text(known.bodies[name])
        case "event":
            return event_text(known.events[name], deal.currency)
        case "driver":
            return driver_text(known.drivers[name], deal.currency)
        case "source":
            return source_text(known.sources[name])
        case "scenario":
            return scenario_text(known.scenarios[name], deal.currency)
        case _:
            claims = (claim_text(one, deal.currency) for one in deal.claims if one.name == name)
            return next(claims, name)


def _declaration(of: Edited, symbol: Symbol) -> str:
    """The lines of a declaration as they are written."""
    if symbol.span is None:
        return symbol.name
    lines = of.text(symbol.span.file).text.split("\n")[symbol.span.line - 1 :]
    end = next((n for n, line in enumerate(lines[1:], 1) if line[:1].strip()), len(lines))
    return "\n".join(lines[:end][:_LINES_SHOWN]).rstrip()


def _code(text: str) -> str:
    lines = text.rstrip("\n").split("\n")
    shown = [*lines[:_LINES_SHOWN], "…"] if len(lines) > _LINES_SHOWN else lines
    fence = "`" * 3
    return f"{fence}deal\n{chr(10).join(shown)}\n{fence}"
