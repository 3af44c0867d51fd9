"""Two agreements compared clause by clause, value by value."""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from termwise.compare.difference import ClauseDifference, Origin, ValueDifference
from termwise.compare.words import ending_words, version_words
from termwise.model.amendment import Amendment
from termwise.model.sentence import Sentence
from termwise.view.agreement import Agreement, ClauseHistory, Version

_Key = tuple[str | None, int]
"""Which wording of a clause: the amendment that made it, and its number among those of that amendment."""


class _Wording(Struct, frozen=True):
    """One wording, and the agreement and texts it is read with.

    `changed` when it is looked at as what another wording of the same side changed: its beginning is none of
    the difference.
    """

    version: Version
    agreement: Agreement
    texts: Mapping[str, Amendment]
    changed: bool = False


class _Side(Struct, frozen=True):
    """A clause as one agreement has it: its wordings in order of effect, and what ends it."""

    wordings: Mapping[_Key, _Wording]
    endings: Mapping[str, str]
    ended_by: Mapping[str, Origin]


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
            kind = _kind(before=name in old, after=name in new)
            found.append(ClauseDifference(name, title, kind, values))
    return tuple(found)


def _kind(*, before: bool, after: bool) -> Literal["added", "removed", "changed"]:
    if before and after:
        return "changed"
    return "added" if after else "removed"


def _side(agreement: Agreement, history: ClauseHistory, texts: Mapping[str, Amendment]) -> _Side:
    wordings: dict[_Key, _Wording] = {}
    for version in history.versions:
        number = sum(amendment == version.amendment for amendment, _ in wordings)
        wordings[version.amendment, number] = _Wording(version, agreement, texts)
    return _Side(
        wordings,
        ending_words(history.endings),
        {e.amendment: _text_origin(e.amendment, agreement, texts) for e in history.endings},
    )


def _origin(wording: _Wording, path: str) -> Origin:
    """Who set the value: the latest blame on it, on a part of it or on what it is part of, else the wording's text."""
    for blame in reversed(wording.version.blame):
        if _same_value(blame.path, path):
            return Origin(blame.amendment, blame.dated, blame.status, blame.span)
    return _text_origin(wording.version.amendment, wording.agreement, wording.texts)


def _same_value(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


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


def _last(side: _Side) -> _Wording | None:
    return list(side.wordings.values())[-1] if side.wordings else None


def _changed_by(side: _Side, key: _Key) -> _Wording | None:
    """The wording before that of `key`."""
    keys = list(side.wordings)
    return replace(side.wordings[keys[keys.index(key) - 1]], changed=True) if keys[0] != key else None


def _compared(was: _Wording | None, now: _Wording | None) -> Iterator[ValueDifference]:
    """The values that differ."""
    same_kind = was is not None and now is not None and type(_sentence(was)) is type(_sentence(now))
    old, new = (_words(wording, by_field=same_kind) for wording in (was, now))
    for path in dict.fromkeys((*new, *old)):
        if old.get(path) == new.get(path):
            continue
        before_by = _origin(was, path) if was is not None and path in old else None
        after_by = _origin(now, path) if now is not None and path in new else None
        yield ValueDifference(path, old.get(path), new.get(path), before_by, after_by)


def _sentence(wording: _Wording) -> Sentence:
    return wording.version.clause.sentence


def _words(wording: _Wording | None, *, by_field: bool) -> Mapping[str, str]:
    if wording is None:
        return {}
    words = version_words(wording.version, wording.agreement.deal.currency, by_field=by_field)
    return {path: said for path, said in words.items() if path != "in effect"} if wording.changed else words


def _endings(was: _Side, now: _Side) -> Iterator[ValueDifference]:
    for amendment in dict.fromkeys((*now.endings, *was.endings)):
        before, after = was.endings.get(amendment), now.endings.get(amendment)
        if before != after:
            yield ValueDifference("ended", before, after, was.ended_by.get(amendment), now.ended_by.get(amendment))
