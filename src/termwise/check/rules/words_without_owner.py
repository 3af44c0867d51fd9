"""Untranslated words need somebody who says what they mean, or every answer they bear on stays open."""

from collections.abc import Iterable, Iterator

from termwise.base.diagnostic import Diagnostic, note
from termwise.base.source import Span
from termwise.check.rule import Rule, Subject, Wording
from termwise.model.sentence import Prose


def _run(subject: Subject) -> Iterable[Diagnostic]:
    for wording in subject.agreed:
        yield from _of_wording(wording)


def _of_wording(wording: Wording) -> Iterator[Diagnostic]:
    for untranslated in wording.qualifiers.untranslated:
        if untranslated.owner is None:
            yield _unowned(wording.clause, untranslated.words, untranslated.span or wording.place)
    match wording.sentence:
        case Prose(words=words, owner=None, about=()):
            yield _unowned(wording.clause, words, wording.place)
        case _:
            pass


def _unowned(clause: str, words: str, span: Span | None) -> Diagnostic:
    return note(
        "words-without-owner",
        f"nobody is named who says what `{words}` means in `{clause}`",
        span,
        "add `, owner NAME` after the words",
    )


RULE = Rule("words-without-owner", "untranslated words that nobody owns", _run)
