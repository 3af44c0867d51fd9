"""What may be written at a place, found by asking: every word is tried, and the parser says which fit.

So there is no second table of what stands where. A word fits when the line, cut off after it, is not faulty at that
word. Which kinds of names are due is said by the parser too: `the line ends after …, and the name of a driver is
missing`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, get_args

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
from termwise.syntax.words import DIRECTIVES, FUNCTIONS, RESERVED, STATES, TIME_UNITS

_NOBODYS = "zzqxj"
"""A word that is neither the language's nor, as good as certainly, a name: where it fits, any word does."""
_A_VERB = "a verb"
_GOES_ON = frozenset({"unfinished-line", "missing-verb"})
"""Faults of a line that is right as far as it goes."""
_BEGIN_WITH_NAMES: Final[Mapping[str, frozenset[str]]] = {
    "scenario": frozenset({"event", "driver", "party", "clause"}),
    "expect": frozenset({"party", "clause", "event", "driver"}),
}
"""Directives whose lines may begin with a name -> of what kinds."""
_OTHER_STARTS: Final = ("either", "first", "then", "catch-up", "change", "end", "remove", "whether", "at")
"""Words that begin lines and are no keyword of a directive's lines."""
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
    start = start_of_word(line, at.column)
    if _is_prose(line[: start - 1]):
        return ()
    trial = _Trial(of, at.file, _above(of.text(at.file), at.line), line[: start - 1])
    typed = line[start - 1 : at.column - 1]
    return (*(one for one in trial.names() if typed in one.word), *trial.words(typed))


class _Told(Struct, frozen=True):
    """What the parser says of the last line: whether it takes the last word, its complaints, and what it says is due
    after the word, in its words.
    """

    takes: bool
    complaints: tuple[str, ...]
    due: str


class _Trial(Struct, frozen=True):
    """A directive cut off at a word: `above` are its lines before, `before` what the line has before the word."""

    of: Edited
    file: str
    above: str
    before: str

    def words(self, beginning: str) -> Iterable[Suggestion]:
        """The words of the language that fit and begin so, in alphabetical order."""
        anything = self._told(_NOBODYS)
        due, others = self._kinds()
        if due and not others and self.before.strip():
            return
        free = {*VERBS, *FUNCTIONS}
        if not due:
            free |= {*TIME_UNITS, *_words_used(self.of)}
        words = {*_vocabulary(), *free} if self.before.strip() else _line_starts()
        for word in sorted(words):
            if not word.startswith(beginning):
                continue
            told = self._told(word)
            own = not anything.takes or word.split()[0] in RESERVED or told.complaints != anything.complaints
            if told.takes and (own or word in free):
                yield Suggestion(word, "verb" if word in VERBS else "keyword")

    def names(self) -> Iterable[Suggestion]:
        """The declared names that fit, in order of declaration, those of the kinds that are due before others."""
        if not self._takes_a_name():
            return
        due, others = self._kinds()
        titles = _titles(self.of)
        for kinds in (due, others):
            for symbol in self.of.symbols.by_name.values():
                if symbol.kind in kinds:
                    yield Suggestion(symbol.name, symbol.kind, titles.get(symbol.name, ""))

    def _takes_a_name(self) -> bool:
        if self.before.strip():
            return self._told(_NOBODYS).takes
        return self._directive in _BEGIN_WITH_NAMES or (
            self.above != "" and self._told(_NOBODYS).complaints == (_A_VERB,)
        )

    @property
    def _directive(self) -> str:
        return (self.above or self.before).split(" ", 1)[0]

    def _kinds(self) -> tuple[frozenset[str], frozenset[str]]:
        """The kinds of names that are due, and those that are possible too."""
        every = frozenset(get_args(Kind))
        if not self.before.strip():
            return _BEGIN_WITH_NAMES.get(self._directive, frozenset({"party"})), frozenset()
        wanted = re.sub(r"`[^`]*`", "", self._told("").due)
        if "what kind of" in wanted:
            return frozenset(), frozenset()
        due = frozenset(kind for kind in every if re.search(rf"\b{kind}\b", wanted))
        if due and not re.search(r"\b(amount|condition|date)\b", wanted):
            return due, frozenset()
        return due, every - due

    def _told(self, word: str) -> _Told:
        """What the parser says of the word at the end; a word such as `from` it may take only with another after it."""
        told = self._told_of(word, "")
        if told.takes or not word or not self.before.strip():
            return told
        followed = self._told_of(word, f" {_NOBODYS}")
        return followed if followed.takes else told

    def _told_of(self, word: str, after: str) -> _Told:
        text = SourceText(self.file, f"{self.above}{self.before}{word}{after}\n")
        last = text.text.count("\n")
        found = [one for one in parse(text).diagnostics if one.span is not None and one.span.line == last]
        end = len(self.before) + len(word) + 1
        refused = (one.code not in _GOES_ON and one.span is not None and one.span.column < end for one in found)
        complaints = tuple(_A_VERB if one.code == "missing-verb" else one.message for one in found)
        due = next((one.message.rpartition(", and ")[2] for one in found if one.code == "unfinished-line"), "")
        return _Told(not any(refused), complaints, due)


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


def start_of_word(line: str, column: int) -> int:
    """The column at which the word begins that ends at the caret; the caret itself when there is none."""
    match = re.search(r"[\w.]*$", line[: column - 1])
    return column if match is None else match.start() + 1


def _is_prose(before: str) -> bool:
    return before.count('"') % 2 == 1 or "#" in re.sub(r'"[^"]*"', "", before)


@cache
def _line_starts() -> frozenset[str]:
    """The words that a line can begin with, names apart."""
    return frozenset({*DIRECTIVES, *_OTHER_STARTS, *(words for lines in HOMES.values() for words in lines)})


@cache
def _vocabulary() -> frozenset[str]:
    """The words of the language, and the keywords of several words that lines begin with."""
    literals = {word for right in productions().values() for word in _LITERAL.findall(right)}
    return frozenset({*literals, *_line_starts(), *DIRECTIVES, *STATES, *VERBS, *FUNCTIONS, *TIME_UNITS})


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
