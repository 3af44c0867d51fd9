"""Small phrases that several views share: verdicts, views, texts and their standing, citations."""

from datetime import date

from termwise.base.source import Span
from termwise.cli.render.text import Line, Piece, Style, line, piece
from termwise.explain.shown import ShownSource
from termwise.model.amendment import Status
from termwise.model.clause import Citation
from termwise.model.deal import Names
from termwise.model.text.moments import moment_text
from termwise.rights.answer import Verdict
from termwise.view.course import HangsOn

VERDICT_STYLES: dict[Verdict, Style] = {"yes": "yes", "no": "no", "depends": "open"}
_BADGES: dict[Verdict, Style] = {"yes": "yes badge", "no": "no badge", "depends": "open badge"}

HANGS_ON_WORDS = {
    "event": "the event",
    "number": "the number",
    "words": "the words",
    "refusal": "the first refusal",
    "consent": "the consent",
    "breach": "a breach of",
    "power": "the exercise of",
    "record": "a record of",
}
"""What each kind of thing that an answer hangs on is called before its name."""


def badge(verdict: Verdict) -> Line:
    """The verdict, large."""
    return (piece(f" {verdict.upper()} ", _BADGES[verdict]),)


def verdict_word(verdict: Verdict) -> Piece:
    """The verdict in a sentence."""
    return piece(verdict, VERDICT_STYLES[verdict])


def text_words(amendment: str | None, dated: date, status: Status, names: Names) -> Line:
    """Where a wording comes from: `amended by definitive_2025, signed 2025-10-28, binding`."""
    if amendment is None:
        return line(f"original text of {dated}, ", status_piece(status))
    declared = names.amendments.get(amendment)
    dating = declared.dating if declared is not None else "dated"
    return line("by ", piece(amendment, "name"), f", {dating} {dated}, ", status_piece(status))


def status_piece(status: Status) -> Piece:
    """A status; one below binding catches the eye."""
    return piece(status, "plain" if status == "binding" else "warning")


def citation_line(citation: Citation, names: Names) -> Line:
    """`s004 “2032” Title of the document (Publisher, 2025-10-28)`."""
    found = names.sources.get(citation.source)
    parts: list[str | Piece] = [piece(citation.source, "name")]
    if citation.quote is not None:
        parts += [" ", piece(f"“{citation.quote}”", "quote")]
    if found is not None:
        published = "undated" if found.published is None else moment_text(found.published)
        facts = ", ".join(fact for fact in (found.publisher, published) if fact)
        parts += [piece(f"  {found.title} ({facts})", "muted")]
    return line(*parts)


def hangs_on_line(thing: HangsOn) -> Line:
    """`the event agi_verified`, `the words “reasonable efforts”`."""
    name = f"“{thing.name}”" if thing.kind == "words" else thing.name
    return line(f"{HANGS_ON_WORDS[thing.kind]} ", piece(name, "quote" if thing.kind == "words" else "name"))


def place(span: Span | None) -> Line:
    """`microsoft-openai.deal:120`, muted; nothing without a span."""
    return () if span is None else (piece(f"{span.file}:{span.line}", "muted"),)


def quoted(text: str) -> Line:
    """A message with the user's words in backticks set apart."""
    return tuple(
        piece(f"`{part}`" if number % 2 else part, "name" if number % 2 else "plain")
        for number, part in enumerate(text.split("`"))
        if part or number % 2
    )


def source_line(source: ShownSource) -> Line:
    """The same for a citation that carries the facts of its document."""
    published = "undated" if source.published is None else moment_text(source.published)
    parts: list[str | Piece] = [piece(source.source, "name")]
    if source.quote is not None:
        parts += [" ", piece(f"“{source.quote}”", "quote")]
    if source.title is not None:
        parts += [piece(f"  {source.title} ({published})", "muted")]
    return line(*parts)
