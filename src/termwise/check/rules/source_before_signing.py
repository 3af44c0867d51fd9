"""A document from before the signature can announce or rumour a text; it cannot attest what was signed."""

from collections.abc import Iterable, Iterator
from datetime import date

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.check.terms import last_day
from termwise.model.amendment import AddClause, Amendment, ChangeClause
from termwise.model.clause import Citation


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for amendment in subject.deal.amendments:
        if amendment.status == "binding":
            for name, citations in _cited(amendment):
                yield from _of_citations(subject, amendment, name, citations)


def _cited(amendment: Amendment) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    yield amendment.name, amendment.sources
    for patch in amendment.patches:
        match patch:
            case AddClause(clause):
                yield clause.name, _with(amendment, clause.qualifiers.sources)
            case ChangeClause(clause=name, qualifiers=said):
                yield name, _with(amendment, said.sources)
            case _:
                yield patch.clause, _with(amendment, patch.sources)


def _with(amendment: Amendment, own: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """What a patch rests on: its own documents and the amendment's. Without any of its own it adds nothing."""
    return (*own, *amendment.sources) if own else ()


def _of_citations(
    subject: Subject, amendment: Amendment, name: str, citations: tuple[Citation, ...]
) -> Iterator[Diagnostic]:
    days = [_published(subject, citation) for citation in citations]
    if not days or any(day is None or day >= amendment.dated for day in days):
        return
    newest = max(zip(days, citations, strict=True), key=lambda pair: pair[0] or date.min)
    yield _too_early(amendment, name, newest[1], newest[0])


def _published(subject: Subject, citation: Citation) -> date | None:
    source = subject.names.sources.get(citation.source)
    return last_day(source.published) if source is not None and source.published is not None else None


def _too_early(amendment: Amendment, name: str, citation: Citation, day: date | None) -> Diagnostic:
    return warning(
        "source-before-signing",
        f"`{name}` was signed on {amendment.dated}, and its newest document, `{citation.source}`, is of {day}",
        citation.span or amendment.name_span,
        "cite a document that saw the signed text, or give the amendment the status of what was known then",
    )


RULE = Rule("source-before-signing", "a binding text that rests on announcements or rumours", _run)
