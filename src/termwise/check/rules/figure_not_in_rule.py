"""A figure in the words of a clause that its rule does not contain: one of the two is wrong.

The clause's own words (`says`) must agree on every percentage, amount and length of time. A title, a
quote and any year are compared only where the rule contains something of the kind, since documents
speak of more than one provision. A clause that is all prose has no rule to compare with.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic, warning
from termwise.base.source import Span
from termwise.check.contents import Contents, contents_of
from termwise.check.figures import Figure, figures_in
from termwise.check.rule import Rule, Subject, Wording, grouped
from termwise.check.terms import place_of
from termwise.model.clause import Citation
from termwise.model.sentence import Prose


class _Prose(Struct, frozen=True):
    """Words beside a rule, where they stand, and whether every figure in them must be in the rule."""

    words: str
    where: Literal["title", "own words", "quote"]
    span: Span | None

    @property
    def strict(self) -> bool:
        """Whether the words describe the rule and nothing else."""
        return self.where == "own words"


def _run(subject: Subject) -> Iterable[Diagnostic]:
    by_clause = grouped(subject.wordings)
    for wording in subject.wordings:
        stated = [] if isinstance(wording.sentence, Prose) else _stated(_proses(wording))
        if stated:
            texts = [wording] if wording.first else by_clause[wording.clause]
            yield from _of_rule(wording.clause, stated, _contents(subject, texts))
    for driver in subject.deal.drivers:
        stated = _stated(_quote(citation, driver.span) for citation in driver.sources if citation.quote)
        if stated:
            yield from _of_rule(driver.name, stated, contents_of([driver]))


def _stated(proses: Iterable[_Prose]) -> list[tuple[_Prose, Figure]]:
    return [(prose, figure) for prose in proses for figure in figures_in(prose.words)]


def _proses(wording: Wording) -> Iterator[_Prose]:
    said = wording.qualifiers
    if wording.title:
        yield _Prose(wording.title, "title", wording.place)
    for words in said.says:
        yield _Prose(words, "own words", place_of(said, "says") or wording.place)
    for citation in said.sources:
        if citation.quote:
            yield _quote(citation, wording.place)


def _quote(citation: Citation, span: Span | None) -> _Prose:
    return _Prose(citation.quote or "", "quote", citation.span or span)


def _contents(subject: Subject, texts: Sequence[Wording]) -> Contents:
    days: list[date] = [subject.deal.start]
    days += [wording.amendment.dated for wording in texts if wording.amendment is not None]
    return contents_of([(wording.sentence, wording.qualifiers) for wording in texts], days)


def _of_rule(name: str, stated: Iterable[tuple[_Prose, Figure]], contents: Contents) -> Iterator[Diagnostic]:
    for prose, figure in stated:
        comparable = contents.has(figure.kind) or (prose.strict and figure.kind != "year")
        if comparable and not contents.holds(figure):
            yield _missing(name, prose, figure.words)


def _missing(name: str, prose: _Prose, figure: str) -> Diagnostic:
    says = "own words say" if prose.where == "own words" else f"{prose.where} says"
    return warning(
        "figure-not-in-rule",
        f"the rule of `{name}` does not contain `{figure}`, as its {says}",
        prose.span,
        "correct the rule or the words; cite figures about something else where that is modelled",
    )


RULE = Rule("figure-not-in-rule", "a figure in the words that the rule does not contain", _run)
