"""Who said what: one blame line for every value of a clause."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from termwise.base.source import Span
from termwise.model.amendment import Amendment, Status
from termwise.model.clause import Clause
from termwise.model.deal import Deal
from termwise.view.agreement import Blame
from termwise.view.words import qualifier_words, sentence_fields, sentence_words


class Author(Struct, frozen=True):
    """The text that says something: the original one (`amendment` None) or an amendment."""

    amendment: str | None
    dated: date
    status: Status
    currency: str
    span: Span | None = None

    def line(self, path: str, before: str | None, after: str | None) -> Blame:
        """A blame line in this author's name."""
        return Blame(path, self.amendment, self.dated, self.status, before, after, self.span)


def original(deal: Deal) -> Author:
    """The author of the original text: binding from the deal's start."""
    return Author(None, deal.start, "binding", deal.currency)


def by(amendment: Amendment, deal: Deal, span: Span | None) -> Author:
    """An amendment as author; `span` is where its patch stands."""
    return Author(amendment.name, amendment.dated, amendment.status, deal.currency, span)


def first_blame(clause: Clause, author: Author) -> tuple[Blame, ...]:
    """Every value of a clause, said for the first time."""
    words = {**_titled(clause), "sentence": sentence_words(clause.sentence, author.currency)}
    words |= qualifier_words(clause, author.currency)
    return tuple(author.line(path, None, after) for path, after in words.items())


def _titled(clause: Clause) -> dict[str, str]:
    return {} if clause.title is None else {"title": clause.title}


def changed_blame(before: Clause, after: Clause, blame: Iterable[Blame], author: Author) -> tuple[Blame, ...]:
    """The blame of `after`: the old line where the words are the same, a new one of the author where they are not.

    Where the sentence keeps its kind, a line `sentence.FIELD` stands for each field that a change has
    set apart from the line `sentence`. A value that is no longer said has no line.
    """
    old = {line.path: line for line in blame}
    lines = dict(_sentence_lines(before, after, old, author))
    was = {**_titled(before), **qualifier_words(before, author.currency)}
    now = {**_titled(after), **qualifier_words(after, author.currency)}
    for path, words in now.items():
        kept = old.get(path)
        lines[path] = kept if kept is not None and kept.after == words else author.line(path, was.get(path), words)
    head = ("title", "sentence")
    ordered = sorted(lines, key=lambda path: head.index(path) if path in head else len(head))
    return tuple(lines[path] for path in ordered)


def _sentence_lines(before: Clause, after: Clause, old: dict[str, Blame], author: Author) -> dict[str, Blame]:
    currency = author.currency
    kept = {path: line for path, line in old.items() if path == "sentence" or path.startswith("sentence.")}
    if type(before.sentence) is not type(after.sentence):
        words = sentence_words(before.sentence, currency), sentence_words(after.sentence, currency)
        return {"sentence": author.line("sentence", *words)}
    was, now = sentence_fields(before.sentence, currency), sentence_fields(after.sentence, currency)
    for field in {**was, **now}:
        if was.get(field) != now.get(field):
            kept[f"sentence.{field}"] = author.line(f"sentence.{field}", was.get(field), now.get(field))
    return kept
