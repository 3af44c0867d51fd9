"""A document that nothing cites: a leftover, or a citation that was forgotten."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.declaration import SourceDocument


def _run(subject: Subject) -> Iterable[Diagnostic]:
    return (_unused(source) for source in subject.deal.sources if source.name not in subject.mentions)


def _unused(source: SourceDocument) -> Diagnostic:
    return warning(
        "unused-source",
        f"nothing cites the document `{source.name}`",
        source.name_span or source.span,
        f'add `source {source.name} "a few words"` where it supports a statement, or remove it',
    )


RULE = Rule("unused-source", "a document that nothing cites", _run)
