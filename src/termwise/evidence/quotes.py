"""Looking quotes up in their documents."""

import re
from itertools import islice
from pathlib import Path

from termwise.evidence.citations import Cited, citations
from termwise.evidence.documents import Document, NotAtHand, read_document
from termwise.evidence.finding import Closest, Finding, Place, QuoteFinding
from termwise.evidence.normal import Levelled, level
from termwise.evidence.passages import closest, occurrences, whole
from termwise.model.deal import Deal, names

_WORDS_BEFORE = re.compile(r"(?:\S+\s+){0,3}\S*$")
_WORDS_AFTER = re.compile(r"\S*(?:\s+\S+){0,3}")
"""Three words on either side: enough to recognise the place, too few to replace the document."""
_MOST_PLACES = 10
_LONGEST_SEARCHED = 400_000
"""Characters of the longest text in which the closest passage is looked for."""


def check_quotes(deal: Deal, folder: Path | None) -> tuple[QuoteFinding, ...]:
    """What became of each citation of `deal`, its documents being in `folder`; in the order of the citations.

    Each document is read once. Nothing is raised: a document that cannot be read is a finding.
    """
    sources = names(deal).sources
    documents: dict[str, Document | NotAtHand] = {}
    findings = []
    for cited in citations(deal):
        name = cited.citation.source
        source = sources.get(name)
        if name not in documents:
            documents[name] = (
                NotAtHand(f"no source `{name}` is declared") if source is None else read_document(source, folder)
            )
        findings.append(_look_up(cited, documents[name], source.sha256 if source else None))
    return tuple(findings)


def _look_up(cited: Cited, document: Document | NotAtHand, declared: str | None) -> QuoteFinding:
    quote = cited.citation.quote
    if isinstance(document, NotAtHand):
        return _finding(cited, "document not at hand", document.why)
    if quote is None or not quote.strip():
        found = _finding(cited, "no quote", "only the document is named", document)
    else:
        found = _find(cited, quote, document)
    if declared is None or declared.lower() == document.sha256:
        return found
    why = f"its sha256 is {document.sha256}, not {declared.lower()}; in the file as it is now: {found.why}"
    return _finding(cited, "document changed", why, document, places=found.places, nearest=found.closest)


def _find(cited: Cited, quote: str, document: Document) -> QuoteFinding:
    """The quote in the text as it is, then levelled; when neither has it, the closest passage."""
    exact = [(at, at + len(quote)) for at in islice(occurrences(quote, document.text), _MOST_PLACES + 1)]
    if exact:
        return _found(cited, document, exact, "exact")
    levelled = level(quote.strip()).text
    if levelled:
        spots = (
            document.levelled.original(at, at + len(levelled)) for at in occurrences(levelled, document.levelled.text)
        )
        alike = list(islice((spot for spot in spots if whole(document.text, *spot)), _MOST_PLACES + 1))
        if alike:
            return _found(cited, document, alike, "normalised")
    nearest = _closest(levelled, document)
    why = "the document does not say it"
    if nearest is not None:
        why += f"; the closest passage is “{nearest.words}” on line {nearest.place.line}"
    return _finding(cited, "missing", why, document, nearest=nearest)


def _found(cited: Cited, document: Document, spots: list[tuple[int, int]], how: Finding) -> QuoteFinding:
    places = tuple(_place(document.text, start, end) for start, end in spots[:_MOST_PLACES])
    if len(spots) > 1:
        lines = ", ".join(dict.fromkeys(str(place.line) for place in places))
        count = f"more than {_MOST_PLACES}" if len(spots) > _MOST_PLACES else str(len(spots))
        return _finding(cited, "ambiguous", f"found {count} times, on lines {lines}", document, places=places)
    why = f"found on line {places[0].line}" + (" when typography and case are levelled" if how != "exact" else "")
    return _finding(cited, how, why, document, places=places)


def _closest(levelled: str, document: Document) -> Closest | None:
    text: Levelled = document.levelled
    if len(text.text) > _LONGEST_SEARCHED:
        return None
    nearest = closest(levelled, text.text)
    if nearest is None:
        return None
    start, end, distance = nearest
    start, end = text.original(start, end)
    start, end = _whole_words(document.text, start, end)
    words = " ".join(document.text[start:end].split())
    return Closest(_place(document.text, start, end), words, distance)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _place(text: str, start: int, end: int) -> Place:
    """The place of `text[start:end]`, with a few words of its line around it."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    before = _WORDS_BEFORE.search(text[max(line_start, start - 60) : start])
    after = _WORDS_AFTER.match(text[end : min(line_end if line_end >= 0 else len(text), end + 60)])
    words = (before.group() if before else "") + text[start:end] + (after.group() if after else "")
    return Place(start, text.count("\n", 0, start) + 1, " ".join(words.split()))


def _finding(
    cited: Cited,
    finding: Finding,
    why: str,
    document: Document | None = None,
    *,
    places: tuple[Place, ...] = (),
    nearest: Closest | None = None,
) -> QuoteFinding:
    citation = cited.citation
    return QuoteFinding(
        source=citation.source,
        quote=citation.quote,
        about=cited.about,
        finding=finding,
        why=why,
        places=places,
        closest=nearest,
        sha256=document.sha256 if document else None,
        span=citation.span,
    )
