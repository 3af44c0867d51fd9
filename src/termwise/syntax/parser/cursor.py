"""The parser's place in a line: looking at tokens, taking them, and telling what was expected instead."""

from collections.abc import Callable, Iterable
from typing import Final, NoReturn, TypeVar

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.base.similar import did_you_mean
from termwise.base.source import Span
from termwise.syntax import faults
from termwise.syntax.instead import FREQUENCY_OF
from termwise.syntax.lexer import Token, lex
from termwise.syntax.outline import MOST_FAULTS, Branch
from termwise.syntax.tree import Lost
from termwise.syntax.words import CONTINUATIONS, RESERVED

MOST_OPERATIONS: Final = 64
"""Operations, brackets and calls on one line: bounds the depth of every expression."""

A_COMMA: Final = "write a comma between the parts of a list, and give another statement a clause of its own"

T = TypeVar("T")
D = TypeVar("D")


class LineFaultError(Exception):
    """Unwinds the reading of one line; caught where the line began, never outside the parser."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Report:
    """The faults found so far, at most `MOST_FAULTS`, and the line and column where the last line read ends.

    `lost` are the declarations that had to be left out, `joined` names written with a hyphen that are told already.
    """

    __slots__ = ("end", "found", "full", "joined", "lost")

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self.found: list[Diagnostic] = []
        self.lost: list[Lost] = []
        self.joined: set[str] = set()
        self.full = False
        self.end = (1, 1)
        for diagnostic in found:
            self.add(diagnostic)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a fault, unless there are too many already."""
        if len(self.found) < MOST_FAULTS:
            self.found.append(diagnostic)
        else:
            self.full = True

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found, in order of place, and `too-many-errors` last when there were more."""
        first = Span("", 0, 0, 0, 0)
        ordered = sorted(dict.fromkeys(self.found), key=lambda d: d.span or first)
        if self.full:
            ordered.append(faults.too_many_errors(ordered[-1].span, MOST_FAULTS))
        return tuple(ordered)


class _Mark(Struct, frozen=True):
    """A place in the line to return to."""

    at: int
    operations: int


class Cursor:
    """A place among the tokens of one line.

    Readers take tokens from left to right and raise `LineFaultError` where the grammar fails; `attempt` turns that into
    a diagnostic. `rows` are the lines indented under this one, for readers of blocks; `declares` is the name that
    a directive's header declares, `lost` the first words of the lines under it that could not be read, `own_lines`
    first words that begin a line of their own where this one should end.
    """

    __slots__ = (
        *("at", "declares", "file", "keeps_per", "line", "lost", "operations", "own_lines", "report", "rows"),
        *("silent", "tokens", "used_rows"),
    )

    def __init__(self, file: str, branch: Branch, report: Report) -> None:
        lexed = lex(file, branch.line)
        for fault in () if branch.line.faulty else lexed.faults:
            report.add(fault)
        self.file = file
        self.line = branch.line.number
        self.rows = branch.children
        self.report = report
        self.silent = branch.line.faulty or bool(lexed.faults)
        end = Token("end", "", len(branch.line.text) + 1)
        self.tokens = (*lexed.tokens, end, end, end, end)
        if lexed.tokens:
            last = lexed.tokens[-1]
            report.end = (self.line, last.column + len(last.text))
        self.at = 0
        self.operations = 0
        self.keeps_per = True
        self.used_rows = False
        self.declares: str | None = None
        self.lost: list[str] = []
        self.own_lines: Iterable[str] = ()

    # -- looking ---------------------------------------------------------------------------------

    @property
    def word(self) -> str:
        """The text of the next token; empty at the end of the line. A quoted text begins with its quote."""
        return self.tokens[self.at].text

    @property
    def kind(self) -> str:
        """The kind of the next token (see `lexer.Kind`)."""
        return self.tokens[self.at].kind

    def ahead(self, steps: int) -> Token:
        """The token `steps` after the next one; the end of the line at most."""
        at = self.at + steps
        return self.tokens[at] if at < len(self.tokens) else self.tokens[-1]

    def sees(self, *words: str) -> bool:
        """Whether the next tokens are these words."""
        return all(self.ahead(step).text == word for step, word in enumerate(words))

    @property
    def ended(self) -> bool:
        """Whether the line is read to its end."""
        return self.tokens[self.at].kind == "end"

    # -- taking ----------------------------------------------------------------------------------

    def take(self) -> Token:
        """The next token, taken."""
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def skip(self) -> None:
        """Go to the end of the line."""
        while not self.ended:
            self.at += 1

    def accept(self, *words: str) -> bool:
        """Take these words if they come next."""
        if self.word == words[0] and (len(words) == 1 or self.sees(*words)):
            self.at += len(words)
            return True
        return False

    def accept_any(self, words: Iterable[str]) -> Token | None:
        """Take the next token if it is one of these words."""
        return self.take() if self.kind != "end" and self.word in words else None

    def expect(self, *words: str, help_: str | None = None) -> None:
        """Take these words, which must come next."""
        for word in words:
            if self.word != word:
                self.fail(f"`{word}`", help_ or self._near((word,)))
            self.at += 1

    def expect_any(self, words: Iterable[str], what: str) -> Token:
        """Take one of these words, which must come next; `what` names them all."""
        return self.accept_any(words) or self.fail(what, self._near(words))

    def finish(self) -> None:
        """The line must end here."""
        if not self.ended:
            self.give_up(faults.left_over_words(self.here(), self.word, self._left_over_help()))

    # -- places ----------------------------------------------------------------------------------

    def here(self) -> Span:
        """Where the next token stands; at the end of the line, where the last one stands."""
        at = self.at
        if self.ended and at:
            at -= 1
        return self.span_of(self.tokens[at])

    def span_of(self, token: Token) -> Span:
        """Where a token stands."""
        return Span(self.file, self.line, token.column, self.line, token.column + len(token.text))

    def since(self, start: int) -> Span:
        """From token number `start` to the last one taken."""
        tokens = self.tokens
        last = tokens[max(self.at - 1, start)]
        return Span(self.file, self.line, tokens[start].column, self.line, last.column + len(last.text))

    def line_span(self) -> Span:
        """The whole line, without its comment."""
        words = [token for token in self.tokens if token.kind != "end"] or [self.tokens[0]]
        return self.span_of(words[0]).through(self.span_of(words[-1]))

    def whole(self) -> Span:
        """From the start of this line to the end of the last line read under it."""
        line, column = self.report.end
        return Span(self.file, self.line, self.tokens[0].column, line, column)

    def mark(self) -> _Mark:
        """The place now, to return to."""
        return _Mark(self.at, self.operations)

    def back_to(self, mark: _Mark) -> None:
        """Return to a place marked before."""
        self.at = mark.at
        self.operations = mark.operations

    # -- failing ---------------------------------------------------------------------------------

    def fail(self, expected: str, help_: str | None = None) -> NoReturn:
        """Give up the line: `expected` names, in words, what should come next."""
        if self.ended:
            after = self.tokens[self.at - 1].text if self.at else ""
            self.give_up(faults.unfinished_line(self.here(), expected, after, help_))
        advice = help_ or self._comma_help() or (A_COMMA if self.word in {"and", "or"} and expected == "`)`" else None)
        self.give_up(faults.unexpected_word(self.here(), expected, self.word, advice))

    def give_up(self, diagnostic: Diagnostic) -> NoReturn:
        """Give up the line with this fault."""
        raise LineFaultError(diagnostic)

    def tell(self, diagnostic: Diagnostic) -> None:
        """Report a fault and go on; a line with faulty characters has told enough already."""
        if not self.silent:
            self.report.add(diagnostic)

    def attempt(self, read: "Callable[[Cursor], T]", otherwise: D) -> T | D:
        """Read the rest of the line; on a fault, report it and give `otherwise`."""
        try:
            result = read(self)
            self.finish()
        except LineFaultError as fault:
            self.tell(fault.diagnostic)
            return otherwise
        return result

    def operate(self) -> None:
        """Count one operation, bracket or call of this line; give up the line when there are too many."""
        self.operations += 1
        if self.operations > MOST_OPERATIONS:
            self.give_up(faults.expression_too_deep(self.here(), MOST_OPERATIONS))

    def join_hyphens(self) -> None:
        """Make `open-ai`, written without spaces, one name; told once for each such name."""
        at = self.at
        while self._hyphen_follows(at):
            at += 2
        if at == self.at:
            return
        first = self.tokens[self.at]
        written = "".join(token.text for token in self.tokens[self.at : at + 1])
        joined = Token("word", written.replace("-", "_"), first.column)
        self.tokens = (*self.tokens[: self.at], joined, *self.tokens[at + 1 :])
        if joined.text not in self.report.joined:
            self.report.joined.add(joined.text)
            self.report.lost.append(Lost(None, joined.text))
            self.tell(faults.bad_name(self.span_of(joined), written, joined.text.lower()))

    def _hyphen_follows(self, at: int) -> bool:
        first, hyphen, second = self.tokens[at : at + 3] if at + 2 < len(self.tokens) else (self.tokens[-1],) * 3
        end = first.column + len(first.text)
        words = first.kind == second.kind == "word"
        return words and hyphen.text == "-" and (hyphen.column, second.column) == (end, end + 1)

    def rest_of_line(self) -> str:
        """What is left of the line as text, up to the next quoted text."""
        written = ""
        end = self.tokens[self.at].column
        for token in self.tokens[self.at :]:
            if token.kind in {"end", "text"}:
                break
            written += " " * (token.column > end) + token.text
            end = token.column + len(token.text)
        return written

    def read_as(self, keyword: str) -> "Cursor":
        """The same line as if its first word were `keyword`; what is wrong with it is told already."""
        first = self.tokens[0]
        self.tokens = (Token("word", keyword, first.column), *self.tokens[1:])
        return self

    def under(self, branch: Branch) -> "Cursor":
        """A cursor on another line of the same text."""
        return Cursor(self.file, branch, self.report)

    def _near(self, words: Iterable[str]) -> str | None:
        known = tuple(words)
        return did_you_mean(self.word, known) if self.kind == "word" and self.word not in known else None

    def _left_over_help(self) -> str | None:
        if self.ended or (advice := self._comma_help() or self._share_help()):
            return advice if not self.ended else None
        if self.word in FREQUENCY_OF:
            return f"write `{FREQUENCY_OF[self.word]}`"
        if self.word in {"a", "each", "every", "per"} and (often := FREQUENCY_OF.get(self.ahead(1).text)):
            return f"write `{often}`"
        if self.word in {"a", "each", "every"} and self.ahead(1).text == "year":
            return "write `yearly`"
        if self.word in self.own_lines:
            return f"`{self.rest_of_line()}` stands on a line of its own, under this one"
        if self.word == ":":
            return "no colon stands here: leave it out"
        if self.word in {"and", "or", "but"}:
            return A_COMMA
        return self._near(CONTINUATIONS)

    def _share_help(self) -> str | None:
        """Help for `20% openai_revenue`."""
        before = self.tokens[self.at - 1].text if self.at else ""
        of_word = self.kind == "word" and self.word not in RESERVED
        return f"write `{before} of {self.word}`" if before.endswith("%") and of_word else None

    def _comma_help(self) -> str | None:
        """Help for `13,5`: a comma between digits without spaces."""
        if self.at == 0:
            return None
        before, mark, after = self.tokens[self.at - 1], self.tokens[self.at], self.ahead(1)
        touching = before.column + len(before.text) == mark.column and mark.column + 1 == after.column
        if mark.text == "," and before.kind == after.kind == "number" and touching:
            return f"decimals are written with a point: `{before.text}.{after.text}`"
        return None


def no_rows(cursor: Cursor, above: str) -> None:
    """Report lines indented under a line that takes none."""
    if cursor.rows and not cursor.silent:
        row = cursor.rows[0].line
        column = len(row.text) - len(row.text.lstrip(" ")) + 1
        span = Span(cursor.file, row.number, column, row.number, len(row.text) + 1)
        cursor.tell(faults.unexpected_indentation(span, above))
