"""A document without a date cannot tell since when something was known.

A statement with a date that rests on undated documents alone is the fault; one dated document beside
them is enough.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.check.terms import certain_start
from termwise.model.clause import Citation
from termwise.model.declaration import SourceDocument
from termwise.model.sentence import Investment, Once, Payment, Purchase


class _Claim(Struct, frozen=True):
    """A dated statement and what it cites."""

    name: str
    day: date
    citations: tuple[Citation, ...]


def _run(subject: Subject) -> Iterable[Diagnostic]:
    sources = subject.names.sources
    rests: dict[str, _Claim] = {}
    for claim in _claims(subject):
        cited = [citation.source for citation in claim.citations]
        if cited and all(_is_undated(sources, source) for source in cited):
            for source in cited:
                rests.setdefault(source, claim)
    return (_undated(source, rests[source.name]) for source in subject.deal.sources if source.name in rests)


def _is_undated(sources: Mapping[str, SourceDocument], name: str) -> bool:
    return name in sources and sources[name].published is None


def _claims(subject: Subject) -> Iterator[_Claim]:
    for amendment in subject.deal.amendments:
        yield _Claim(amendment.name, amendment.dated, amendment.sources)
    for wording in subject.wordings:
        said = wording.qualifiers
        if wording.amendment is not None:
            yield _Claim(wording.clause, wording.amendment.dated, (*said.sources, *wording.amendment.sources))
            continue
        match wording.sentence:
            case Payment(schedule=Once(moment)) | Purchase(schedule=Once(moment)) | Investment(schedule=Once(moment)):
                day = certain_start(moment)
            case _:
                day = certain_start(said.start)
        if day is not None:
            yield _Claim(wording.clause, day, said.sources)
    for event in subject.deal.events:
        if event.on is not None:
            yield _Claim(event.name, event.on, event.sources)


def _undated(source: SourceDocument, claim: _Claim) -> Diagnostic:
    return warning(
        "undated-source",
        f"`{source.name}` carries no date, and `{claim.name}` of {claim.day} rests on it alone",
        source.name_span or source.span,
        "add `published DATE` as precisely as it is known, or cite a dated document beside it",
    )


RULE = Rule("undated-source", "a dated statement that rests on undated documents", _run)
