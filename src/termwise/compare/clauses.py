"""Two agreements compared clause by clause, value by value."""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from termwise.compare.difference import ClauseDifference, Origin, ValueDifference
from termwise.compare.words import ending_words, version_words
from termwise.model.amendment import Amendment
from termwise.view.agreement import Agreement, ClauseHistory, Version

_Key = tuple[str | None, int]
"""Which wording of a clause: the amendment that made it, and its number among those of that amendment."""


class _Wording(Struct, frozen=True):
    """One wording in words, with the text that set each of its values."""

    words: Mapping[str, str]
    origins: Mapping[str, Origin]


class _Side(Struct, frozen=True):
    """A clause as one agreement has it: its wordings in order of effect, and what ends it."""

    wordings: Mapping[_Key, _Wording]
    endings: Mapping[str, str]
    ended_by: Mapping[str, Origin]


_NO_WORDING = _Wording({}, {})
_NO_SIDE = _Side({}, {}, {})


def clause_differences(before: Agreement, after: Agreement) -> tuple[ClauseDifference, ...]:
    """Every clause that differs in words, in the order of the agreement after, then those only before has."""
    old, new = ({c.name: c for c in side.clauses if c.versions} for side in (before, after))
    old_texts, new_texts = ({a.name: a for a in side.deal.amendments} for side in (before, after))
    found = []
    for name in dict.fromkeys((*new, *old)):
        was = _side(before, old[name], old_texts) if name in old else _NO_SIDE
        now = _side(after, new[name], new_texts) if name in new else _NO_SIDE
        values = tuple(dict.fromkeys((*_values(was, now), *_endings(was, now))))
        if values:
            title = (new.get(name) or old[name]).versions[-1].clause.title
            kind = _kind(name in old, name in new)
            found.append(ClauseDifference(name, title, kind, values))
    return tuple(found)


def _kind(before: bool, after: bool) -> Literal["added", "removed", "changed"]:
    if before and after:
        return "changed"
    return "added" if after else "removed"


def _side(agreement: Agreement, history: ClauseHistory, texts: Mapping[str, Amendment]) -> _Side:
    wordings: dict[_Key, _Wording] = {}
    for version in history.versions:
        number = sum(amendment == version.amendment for amendment, _ in wordings)
        words = version_words(version, agreement.deal.currency)
        origins = {path: _origin(version, path, agreement, texts) for path in words}
        wordings[version.amendment, number] = _Wording(words, origins)
    return _Side(
        wordings,
        ending_words(history.endings),
        {e.amendment: _text_origin(e.amendment, agreement, texts) for e in history.endings},
    )


def _origin(version: Version, path: str, agreement: Agreement, texts: Mapping[str, Amendment]) -> Origin:
    """Who set the value: the latest blame on it or a part of it, else the text that made the wording."""
    for blame in reversed(version.blame):
        if blame.path == path or blame.path.startswith(f"{path}."):
            return Origin(blame.amendment, blame.dated, blame.status, blame.span)
    return _text_origin(version.amendment, agreement, texts)


def _text_origin(name: str | None, agreement: Agreement, texts: Mapping[str, Amendment]) -> Origin:
    text = texts.get(name) if name is not None else None
    if text is None:
        return Origin(name, agreement.deal.start, "binding")
    return Origin(text.name, text.dated, text.status, text.span)


def _values(was: _Side, now: _Side) -> Iterator[ValueDifference]:
    """Wordings of one text are compared with each other; one that only one side has, with the wording it changed."""
    if not was.wordings or not now.wordings:
        yield from _compared(_last(was), _last(now))
        return
    for key in dict.fromkeys((*now.wordings, *was.wordings)):
        if key in was.wordings and key in now.wordings:
            yield from _compared(was.wordings[key], now.wordings[key])
        elif key in now.wordings:
            yield from _compared(_changed_by(now, key), now.wordings[key])
        else:
            yield from _compared(was.wordings[key], _changed_by(was, key))


def _last(side: _Side) -> _Wording:
    return list(side.wordings.values())[-1] if side.wordings else _NO_WORDING


def _changed_by(side: _Side, key: _Key) -> _Wording:
    """The wording before that of `key`, without the day it began."""
    keys = list(side.wordings)
    if keys[0] == key:
        return _NO_WORDING
    previous = side.wordings[keys[keys.index(key) - 1]]
    return _Wording({path: words for path, words in previous.words.items() if path != "in effect"}, previous.origins)


def _compared(was: _Wording, now: _Wording) -> Iterator[ValueDifference]:
    for path in dict.fromkeys((*now.words, *was.words)):
        before, after = was.words.get(path), now.words.get(path)
        if before != after:
            before_by = was.origins.get(path) if before is not None else None
            after_by = now.origins.get(path) if after is not None else None
            yield ValueDifference(path, before, after, before_by, after_by)


def _endings(was: _Side, now: _Side) -> Iterator[ValueDifference]:
    for amendment in dict.fromkeys((*now.endings, *was.endings)):
        before, after = was.endings.get(amendment), now.endings.get(amendment)
        if before != after:
            yield ValueDifference("ended", before, after, was.ended_by.get(amendment), now.ended_by.get(amendment))
