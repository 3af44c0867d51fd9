"""Two documents as one with its changes marked: word by word within a paragraph, whole where it is new or gone.

The law: taking every "same" and "inserted" piece gives the document after, every "same" and "deleted" piece the
one before; and a paragraph that is all inserted or all deleted says so of its end too.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from termwise.report.contract import Author, Block, Contract, Paragraph, Style

Change = Literal["same", "inserted", "deleted"]

_ALIKE = 0.35
"""How much of two paragraphs must be equal for one to be shown as a change of the other, 0 to 1."""

_TOKEN = re.compile(r"\s+|\d{4}-\d{2}(?:-\d{2})?|[\w.]*\w|.", re.DOTALL)


class Piece(Struct, frozen=True):
    """A stretch of text, and what became of it."""

    text: str
    change: Change = "same"


class Marked(Struct, frozen=True):
    """A paragraph of the redline: its pieces, what became of it as a whole, and by whose text.

    `remarks` stand at the heading of a block.
    """

    style: Style
    pieces: tuple[Piece, ...]
    change: Change
    by: Author
    remarks: tuple[str, ...] = ()


def redline(before: Contract, after: Contract) -> tuple[Marked, ...]:
    """Every paragraph of both documents, in the order of the one after. A document with itself has no change."""
    unsaid = Author("Termwise", after.known_by)
    ended = dict(after.ended_by)
    found: list[Marked] = []
    for old, new in _matched(before.blocks, after.blocks):
        if new is None and old is not None:
            by = ended.get(old.key) or unsaid
            found += [_whole(paragraph, "deleted", by) for paragraph in old.paragraphs]
        elif old is None and new is not None:
            by = new.changed_by or unsaid
            found += _remarked([_whole(paragraph, "inserted", paragraph.by or by) for paragraph in new.paragraphs], new)
        elif old is not None and new is not None:
            found += _remarked(list(_block(old, new, unsaid)), new)
    return tuple(found)


def changes(before: Contract, after: Contract) -> int:
    """How many paragraphs are new, gone or changed."""
    return sum(any(piece.change != "same" for piece in marked.pieces) for marked in redline(before, after))


def _remarked(paragraphs: list[Marked], block: Block) -> list[Marked]:
    """The block's remarks at its first paragraph that is there after the change."""
    for number, one in enumerate(paragraphs):
        if one.change != "deleted":
            by = block.changed_by or one.by
            paragraphs[number] = Marked(one.style, one.pieces, one.change, by, block.remarks)
            break
    return paragraphs


def _matched(before: Sequence[Block], after: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Blocks of one key side by side, in order; what moved is gone in one place and new in the other."""
    matcher = SequenceMatcher(None, [b.key for b in before], [b.key for b in after], autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        if before[first:last] and [b.key for b in before[first:last]] == [b.key for b in after[start:end]]:
            yield from zip(before[first:last], after[start:end], strict=True)
            continue
        yield from ((old, None) for old in before[first:last])
        yield from ((None, new) for new in after[start:end])


def _whole(paragraph: Paragraph, change: Change, by: Author) -> Marked:
    return Marked(paragraph.style, (Piece(paragraph.text, change),), change, by)


def _block(old: Block, new: Block, unsaid: Author) -> Iterator[Marked]:
    by = new.changed_by or unsaid
    matcher = SequenceMatcher(
        None, [_key(p) for p in old.paragraphs], [_key(p) for p in new.paragraphs], autojunk=False
    )
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield from (_whole(paragraph, "same", paragraph.by or by) for paragraph in new.paragraphs[start:end])
        else:
            yield from _changed(old.paragraphs[first:last], new.paragraphs[start:end], by)


def _key(paragraph: Paragraph) -> tuple[str, str]:
    return paragraph.style, paragraph.text


def _changed(old: Sequence[Paragraph], new: Sequence[Paragraph], by: Author) -> Iterator[Marked]:
    """Each new paragraph as a change of the first old one of its style that is alike; others go before others come."""
    next_old, waiting = 0, list[Paragraph]()
    for paragraph in new:
        alike = (n for n in range(next_old, len(old)) if _is_alike(old[n], paragraph))
        place = next(alike, None)
        if place is None:
            waiting.append(paragraph)
            continue
        yield from _gone_and_come(old[next_old:place], waiting, by)
        pieces = tuple(_pieces(old[place].text, paragraph.text))
        yield Marked(paragraph.style, pieces, "same", paragraph.by or by)
        next_old, waiting = place + 1, []
    yield from _gone_and_come(old[next_old:], waiting, by)


def _gone_and_come(gone: Sequence[Paragraph], come: Sequence[Paragraph], by: Author) -> Iterator[Marked]:
    yield from (_whole(paragraph, "deleted", by) for paragraph in gone)
    yield from (_whole(paragraph, "inserted", paragraph.by or by) for paragraph in come)


def _is_alike(old: Paragraph, new: Paragraph) -> bool:
    if old.style != new.style:
        return False
    words = [_TOKEN.findall(text) for text in (old.text, new.text)]
    return old.style in ("title", "subtitle", "clause", "words", "end") or _likeness(*words) >= _ALIKE


def _likeness(old: list[str], new: list[str]) -> float:
    return SequenceMatcher(None, [t for t in old if t.strip()], [t for t in new if t.strip()], autojunk=False).ratio()


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """The words that stay, go and come. A space or sign alone between two changes changes with them."""
    words, other = _TOKEN.findall(old), _TOKEN.findall(new)
    codes = SequenceMatcher(None, words, other, autojunk=False).get_opcodes()
    gone, come = "", ""
    for number, (kind, first, last, start, end) in enumerate(codes):
        kept = "".join(words[first:last])
        inside = 0 < number < len(codes) - 1
        if kind != "equal" or (inside and not any(c.isalnum() for c in kept) and len(kept) <= 2):
            gone, come = gone + kept, come + "".join(other[start:end])
            continue
        yield from _turned(gone, come)
        yield Piece(kept)
        gone, come = "", ""
    yield from _turned(gone, come)


def _turned(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(gone, "deleted")
    if come:
        yield Piece(come, "inserted")
