"""A deal as an editor holds it: files on disk, some of them with text that is not saved yet."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from termwise.base.source import SourceText
from termwise.elaborate.includes import Gathered, Reader, gather
from termwise.elaborate.names import Symbols, declared_names
from termwise.session.editing.occurrences import Occurrence, occurrences
from termwise.session.opening import load, of_gathered, reader_over
from termwise.session.session import Session
from termwise.syntax.lexer import TOKEN
from termwise.syntax.tree import DealNode, TextTree

MOST_DEALS_TRIED = 50
"""How many deals of a folder are looked through for the one that includes a part."""


class Edited(Struct, frozen=True):
    """A deal under the editor: its session, its trees, the names it declares and where they stand.

    Files are named as in spans: `main` is the path of the deal's own file.
    """

    main: Path
    session: Session
    trees: tuple[TextTree, ...]
    symbols: Symbols
    occurrences: tuple[Occurrence, ...]

    def text(self, file: str) -> SourceText:
        """The text of a file; empty when the deal has no such file."""
        return self.session.texts.get(file, SourceText(file, ""))

    def word_at(self, file: str, line: int, column: int) -> tuple[str, int] | None:
        """The word that a caret before `column` (from 1) touches, and the column it starts at; None between words."""
        for match in TOKEN.finditer(self.text(file).line(line)):
            if match.lastgroup == "word" and match.start() < column <= match.end() + 1:
                return match.group(), match.start() + 1
        return None


def edited(path: Path, drafts: Mapping[Path, str]) -> Edited:
    """The deal that a file belongs to: its own when it has a `deal` line, else one beside it that includes it.

    `drafts` are texts by path that count before what the disk holds. Never raises for what is wrong with the files:
    that is among the session's diagnostics.
    """
    read = reader_over(drafts)
    own = _gathered(path, read)
    main = path if own is None or _is_whole(own) else _including(path, read)
    gathered = own if main == path else _gathered(main, read)
    session = load(main, drafts) if gathered is None else of_gathered(gathered, main.parent)
    trees = () if gathered is None else gathered.trees
    symbols, _ = declared_names(trees)
    return Edited(main, session, trees, symbols, occurrences(trees, symbols))


def _is_whole(gathered: Gathered) -> bool:
    return any(isinstance(one, DealNode) for one in gathered.trees[0].directives)


def _including(part: Path, read: Reader) -> Path:
    """The deal in the folder of a part, or up to two folders above, that includes it; the part itself if none does."""
    for folder in (part.parent, *part.parent.parents[:2]):
        for other in sorted(folder.glob("*.deal"))[:MOST_DEALS_TRIED]:
            found = None if other == part else _gathered(other, read)
            if found is not None and any(Path(name).resolve() == part.resolve() for name in found.texts):
                return other
    return part


def _gathered(path: Path, read: Reader) -> Gathered | None:
    try:
        return gather(path, read)
    except (OSError, ValueError):
        return None
