"""Giving something another name, everywhere at once."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from termwise.base.source import Span
from termwise.session.editing.edited import Edited
from termwise.session.opening import load


class Replacement(Struct, frozen=True, order=True):
    """New words for a stretch of a text."""

    span: Span
    words: str


class NotRenamableError(Exception):
    """The new name cannot be taken; the message says why."""


def renamed(of: Edited, old: str, new: str, drafts: Mapping[Path, str]) -> tuple[Replacement, ...]:
    """What to replace so that `old` is called `new`: every place, and the names of its parts.

    The renamed deal is read before it is given: `NotRenamableError` when it has a fault that the deal has not, and when
    `old` is declared nowhere.
    """
    if of.symbols.get(old) is None:
        raise NotRenamableError(f"`{old}` is declared nowhere in this deal")
    found = tuple(
        Replacement(one.span, new + one.name.removeprefix(old))
        for one in of.occurrences
        if one.name == old or one.name.startswith(f"{old}.")
    )
    before = {d.message.replace(old, new) for d in of.session.diagnostics}
    after = load(of.main, {**drafts, **_texts_with(of, found)}).diagnostics
    for fault in after:
        if fault.severity == "error" and fault.message not in before:
            raise NotRenamableError(fault.message if fault.help is None else f"{fault.message}: {fault.help}")
    return found


def _texts_with(of: Edited, replacements: Iterable[Replacement]) -> dict[Path, str]:
    by_file = groupby(replacements, key=lambda one: one.span.file)
    return {Path(file): replaced(of.text(file).text, tuple(inside)) for file, inside in by_file}


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """A text with replacements made, each within one line; they do not overlap."""
    lines = text.split("\n")
    for one in sorted(replacements, reverse=True):
        line = lines[one.span.line - 1]
        lines[one.span.line - 1] = line[: one.span.column - 1] + one.words + line[one.span.end_column - 1 :]
    return "\n".join(lines)
