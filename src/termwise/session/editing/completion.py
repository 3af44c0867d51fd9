"""What may be written at a place, found by asking: every word is tried, and the parser says which fit.

So there is no second table of what stands where. A word fits when the line, cut off after it, is not faulty at that
word. Which kinds of names are due is said by the parser too: `the line ends after …, and the name of a driver is missing`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_args

from msgspec import Struct

from termwise.base.source import SourceText
from termwise.elaborate.names import Kind
from termwise.model.act import VERBS
from termwise.session.editing.edited import Edited
from termwise.syntax.grammar import productions
from termwise.syntax.instead import CURRENCY_OF
from termwise.syntax.parser import parse
from termwise.syntax.parser.lines import HOMES
from termwise.syntax.tree import Directive, DriverNode, PartyNode
from termwise.syntax.words import DIRECTIVES, FUNCTIONS, RESERVED, TIME_UNITS

_NOBODYS = "zzqxj"
"""A word that is neither the language's nor, as good as certainly, a name: where it fits, any word does."""
_A_VERB = "a verb"
_GOES_ON = frozenset({"unfinished-line", "missing-verb"})
"""Faults of a line that is right as far as it goes."""
_LITERAL = re.compile(r"'([a-z][a-z -]*)'")


class Suggestion(Struct, frozen=True):
    """A word that fits: what it is (`keyword`, `verb` or the kind of a name), and the title of what it names."""

    word: str
    kind: str
    title: str = ""


class Place(Struct, frozen=True):
    """A caret: before `column` (from 1) of a line (from 1) of a file."""

    file: str
    line: int
    column: int


def completions(of: Edited, at: Place) -> tuple[Suggestion, ...]:
    """The names and words that may stand at the caret, in place of the word it touches; names first.

    Nothing inside quotes and comments.
    """
    line = of.text(at.file).line(at.line)
    start = _start_of_word(line, at.column)
    if _is_prose(line[: start - 1]):
        return ()
    trial = _Trial(of, at.file, _above(of.text(at.file), at.line), line[: start - 1])
    typed = line[start - 1 : at.column - 1]
    return (*(one for one in trial.names() if typed in one.word), *trial.words(typed))


class _Told(Struct, frozen=True):
    """What the parser says of the last line: whether it takes the last word, and what it wants after it, in words."""

    takes: bool
    wants: tuple[str, ...]


class _Trial(Struct, frozen=True):
    """A directive cut off at a word: `above` are its lines before, `before` what the line has before the word."""

    of: Edited
    file: str
    above: str
    before: str

    def words(self, beginning: str) -> Iterable[Suggestion]:
        """The words of the language that fit and begin so, in alphabetical order."""
        anything = self._told(_NOBODYS)
        free = {*VERBS, *FUNCTIONS}
        if not self._kinds()[0]:
            free |= {*TIME_UNITS, *_words_used(self.of)}
        for word in sorted({*_vocabulary(), *free}):
            if not word.startswith(beginning):
                continue
            told = self._told(word)
            own = not anything.takes or word.split()[0] in RESERVED or told.wants != anything.wants
            if told.takes and (own or word in free):
                yield Suggestion(word, "verb" if word in VERBS else "keyword")

    def names(self) -> Iterable[Suggestion]:
        """The declared names that fit, in order of declaration, those of the kinds that are due before others."""
        if not self.before.strip() and (not self.above or self._told(_NOBODYS).wants != (_A_VERB,)):
            return
        if self.before.strip() and not self._told(_NOBODYS).takes:
            return
        due, others = self._kinds()
        titles = _titles(self.of)
        for kinds in (due, others):
            for symbol in self.of.symbols.by_name.values():
                if symbol.kind in kinds:
                    yield Suggestion(symbol.name, symbol.kind, titles.get(symbol.name, ""))

    def _kinds(self) -> tuple[frozenset[str], frozenset[str]]:
        """The kinds of names that are due, and those that are possible too."""
        every = frozenset(get_args(Kind))
        if not self.before.strip():
            return frozenset({"party"}), frozenset()
        wanted = " ".join(self._told("").wants)
        due = frozenset(kind for kind in every if re.search(rf"\b{kind}\b", wanted))
        if due and not re.search(r"\b(amount|condition|date)\b", wanted):
            return due, frozenset()
        return due, every - due

    def _told(self, word: str) -> _Told:
        text = SourceText(self.file, f"{self.above}{self.before}{word}\n")
        last = text.text.count("\n")
        found = [one for one in parse(text).diagnostics if one.span is not None and one.span.line == last]
        end = len(self.before) + len(word) + 1
        refused = (one.code not in _GOES_ON and one.span is not None and one.span.column < end for one in found)
        return _Told(not any(refused), tuple(_A_VERB if one.code == "missing-verb" else one.message for one in found))


def _above(text: SourceText, line: int) -> str:
    """What the parser must know of the lines before: those that line `line` stands under, and under each the first,
    which is a clause's sentence.
    """
    lines = text.text.split("\n")[:line]
    kept: list[str] = []
    depth = _indent(lines[-1]) if lines[-1].strip() else _indent(_last_written(lines))
    first_under = ""
    for earlier in reversed(lines[:-1]):
        if not earlier.strip() or earlier.lstrip().startswith("#"):
            continue
        if _indent(earlier) < depth:
            kept += [first_under, earlier] if first_under else [earlier]
            depth, first_under = _indent(earlier), ""
        elif _indent(earlier) == depth:
            first_under = earlier
        if depth == 0:
            break
    return "".join(f"{one}\n" for one in reversed(kept))


def _last_written(lines: list[str]) -> str:
    return next((one for one in reversed(lines) if one.strip()), "")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _start_of_word(line: str, column: int) -> int:
    """The column at which the word begins that ends at the caret; the caret itself when there is none."""
    match = re.search(r"[\w.]*$", line[: column - 1])
    return column if match is None else match.start() + 1


def _is_prose(before: str) -> bool:
    return before.count('"') % 2 == 1 or "#" in re.sub(r'"[^"]*"', "", before)


@cache
def _vocabulary() -> tuple[str, ...]:
    """The words of the language, and the keywords of lines that have several words, in alphabetical order."""
    literals = {word for right in productions().values() for word in _LITERAL.findall(right)}
    keywords = {words for lines in HOMES.values() for words in lines}
    return tuple(sorted({*literals, *keywords, *DIRECTIVES, *VERBS, *FUNCTIONS, *TIME_UNITS}))


def _words_used(of: Edited) -> frozenset[str]:
    """Words that are the deal's own and no names: currencies, the units of its drivers and kinds of its parties."""
    kinds = {one.kind.text for one in _directives(of) if isinstance(one, PartyNode) and one.kind is not None}
    units = {one.unit.text for one in _directives(of) if isinstance(one, DriverNode)}
    return frozenset({*kinds, *units, *CURRENCY_OF.values()})


def _directives(of: Edited) -> Iterable[Directive]:
    return (one for tree in of.trees for one in tree.directives)


def _titles(of: Edited) -> Mapping[str, str]:
    """What each name is called in full."""
    return {
        directive.name.text: title.text
        for directive in _directives(of)
        if (title := getattr(directive, "title", None) or getattr(directive, "full_name", None)) is not None
        and hasattr(directive, "name")
    }
