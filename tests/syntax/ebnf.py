"""Reads the grammar out of the docstrings and writes random texts from it."""

import re
from collections.abc import Callable, Mapping
from random import Random

from msgspec import Struct

TOKEN = re.compile(r"'[^']+'|[A-Za-z_0-9]+|[\[\]{}()|&]")

TERMINALS: Mapping[str, tuple[str, ...]] = {
    "NAME": ("alpha", "beta.one", "gamma_2", "delta"),
    "DECLARED": ("alpha", "beta.one", "gamma_2", "delta"),
    "VERB": ("use", "sell", "build"),
    "VERB_S": ("uses", "sells", "supplies", "launches"),
    "FUNCTION": ("stake", "delivered", "max"),
    "UNIT": ("USD", "GW", "shares"),
    "CURRENCY": ("USD", "EUR"),
    "KEYWORD": ("cap", "late interest", "only for", "until"),
    "NUMBER": ("5", "0.25", "1000", "7.5"),
    "MULTIPLE": ("1x", "1.5x"),
    "INTEGER": ("3", "12"),
    "DATE": ("2025-10-28", "2032-02-29"),
    "MONTH": ("2025-10",),
    "YEAR": ("2031",),
    "TEXT": ('"words"', '"a \\" quote"', '"# no comment"', '"l’été, 27 %"'),
    "WORDS": ("company", "public benefit corporation"),
    "HEX": ("deadbeef00", "00ff11"),
    "NEWLINE": ("NEWLINE",),
    "INDENT": ("INDENT",),
    "DEDENT": ("DEDENT",),
}


class Node(Struct, frozen=True):
    """kind: literal, terminal, rule, sequence, choice, option, repeat, mix."""

    kind: str
    text: str = ""
    parts: "tuple[Node, ...]" = ()


def read(right: str) -> Node:
    """One right-hand side."""
    tokens = TOKEN.findall(right)
    assert "".join(tokens) == re.sub(r"\s+", "", right), right
    node, rest = _choice(tokens)
    assert not rest, (right, rest)
    return node


Reader = Callable[[list[str]], tuple["Node", list[str]]]


def _choice(tokens: list[str]) -> tuple[Node, list[str]]:
    return _separated(tokens, "|", "choice", lambda rest: _separated(rest, "&", "mix", _sequence))


def _separated(tokens: list[str], mark: str, kind: str, inner: Reader) -> tuple[Node, list[str]]:
    node, rest = inner(tokens)
    parts = [node]
    while rest and rest[0] == mark:
        node, rest = inner(rest[1:])
        parts.append(node)
    return (parts[0] if len(parts) == 1 else Node(kind, parts=tuple(parts))), rest


CLOSING = {"[": "]", "{": "}", "(": ")"}


def _sequence(tokens: list[str]) -> tuple[Node, list[str]]:
    parts: list[Node] = []
    while tokens and tokens[0] not in {"]", "}", ")", "|", "&"}:
        token = tokens[0]
        if token in CLOSING:
            inner, rest = _choice(tokens[1:])
            assert rest[0] == CLOSING[token]
            tokens = rest[1:]
            kind = {"[": "option", "{": "repeat", "(": "sequence"}[token]
            parts.append(Node(kind, parts=(inner,)))
            continue
        tokens = tokens[1:]
        if token.startswith("'"):
            parts.append(Node("literal", token[1:-1]))
        else:
            parts.append(Node("terminal" if token.isupper() else "rule", token))
    return Node("sequence", parts=tuple(parts)), tokens


def used(node: Node) -> set[str]:
    """Every rule and terminal named below a node."""
    found = {node.text} if node.kind in {"rule", "terminal"} else set()
    return found.union(*(used(part) for part in node.parts)) if node.parts else found


class Writer:
    """Random sentences of a grammar, their depth bounded."""

    def __init__(self, productions: Mapping[str, str]) -> None:
        self.rules = {name: read(right) for name, right in productions.items()}
        self.least: dict[str, int] = {}
        self.visited: set[str] = set()
        self._settle()

    def _settle(self) -> None:
        """The least depth at which each rule can end."""
        changed = True
        while changed:
            changed = False
            for name, node in self.rules.items():
                depth = self._depth(node)
                if depth is not None and self.least.get(name) != depth:
                    self.least[name] = depth
                    changed = True

    def _depth(self, node: Node) -> int | None:
        match node.kind:
            case "literal" | "terminal" | "option" | "repeat":
                return 0
            case "rule":
                below = self.least.get(node.text)
                return None if below is None else below + 1
            case "choice":
                return min((d for part in node.parts if (d := self._depth(part)) is not None), default=None)
            case _:
                depths = [self._depth(part) for part in node.parts]
                return None if None in depths else max((d for d in depths if d is not None), default=0)

    def text(self, start: str, seed: int, words_a_line: int = 30) -> str:
        """A random text that the grammar allows."""
        random = Random(seed)
        return laid_out(_Course(self, random, words_a_line).words(Node("rule", start)))

    def depth(self, node: Node) -> int:
        """The least depth at which a node can end."""
        return self._depth(node) or 0


class _Course:
    """One text in the making. Past its budget of words a line takes the shortest way to its end."""

    def __init__(self, writer: Writer, random: Random, words_a_line: int) -> None:
        self.writer = writer
        self.random = random
        self.budget = words_a_line
        self.left = words_a_line
        self.level = 0

    def words(self, node: Node) -> list[str]:
        match node.kind:
            case "literal":
                self.left -= 1
                return [node.text]
            case "terminal":
                self.left = self.budget if node.text == "NEWLINE" else self.left - 1
                return [self.random.choice(TERMINALS[node.text])]
            case "rule":
                return self._rule(node.text)
            case "choice":
                parts = node.parts
                if self._spent():
                    parts = tuple(sorted(parts, key=self.writer.depth)[:1])
                return self.words(self.random.choice(parts))
            case "option" | "repeat":
                return [word for piece in self._pieces(node) for word in piece]
            case "mix":
                pieces = [piece for part in node.parts for piece in self._pieces(part.parts[0])]
                pieces = pieces or [self.words(node.parts[0].parts[0].parts[0])]
                self.random.shuffle(pieces)
                return [word for piece in pieces for word in piece]
            case _:
                return [word for part in node.parts for word in self.words(part)]

    def _rule(self, name: str) -> list[str]:
        self.writer.visited.add(name)
        self.level += 1
        if name == "parts":  # each at most once, says the docstring of `part`
            found = [self.words(Node("rule", "part")) for _ in range(self.random.randint(1, 4))]
            once = {piece[0]: piece for piece in found}
            words = [word for piece in once.values() for word in [",", *piece]][1:]
        else:
            words = self.words(self.writer.rules[name])
        self.level -= 1
        return words

    def _pieces(self, node: Node) -> list[list[str]]:
        """What stands for an option or a repetition: none or one, or a few."""
        most = 1 if node.kind == "option" else 3
        pieces: list[list[str]] = []
        while len(pieces) < most and not self._spent() and self.random.random() < 0.55:
            pieces.append(self.words(node.parts[0]))
        return pieces

    def _spent(self) -> bool:
        return self.left < 0 or self.level > 25


def laid_out(words: list[str]) -> str:
    """The words as lines, indented."""
    lines: list[str] = []
    line: list[str] = []
    level = 0
    for word in words:
        match word:
            case "NEWLINE":
                lines.append("    " * level + " ".join(line))
                line = []
            case "INDENT":
                level += 1
            case "DEDENT":
                level -= 1
            case _:
                line.append(word)
    if line:
        lines.append("    " * level + " ".join(line))
    return "\n".join(lines) + "\n"
