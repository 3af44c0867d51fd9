"""Which qualifier line stands where: finding its reader by its keyword, and telling what belongs elsewhere."""

from collections.abc import Iterable, Mapping
from typing import Final, NoReturn

from msgspec import Struct

from termwise.base.similar import similar
from termwise.syntax import faults
from termwise.syntax.instead import LINES
from termwise.syntax.parser.cursor import Cursor, LineFaultError, no_rows
from termwise.syntax.parser.qualifiers import (
    AROUND_ANY_CLAUSE,
    OF_A_SENTENCE,
    OF_AN_AMENDMENT,
    Reader,
    effect_line,
    source_line,
    text_line,
)
from termwise.syntax.parser.simple_lines import OF_ASSETS, OF_BODIES, OF_DEALS, OF_PARTIES, OF_SOURCES
from termwise.syntax.tree import QualifierNode


class Lines(Struct, frozen=True):
    """The lines that can stand somewhere: keyword -> reader, and first word -> its keywords, longest first."""

    readers: Mapping[str, Reader]
    firsts: Mapping[str, tuple[str, ...]]

    @property
    def keywords(self) -> tuple[str, ...]:
        """All keywords, in the order of the language's tables."""
        return tuple(self.readers)


def lines(readers: Mapping[str, Reader]) -> Lines:
    """The lines with these readers."""
    firsts: dict[str, tuple[str, ...]] = {}
    for keyword in sorted(readers, key=len, reverse=True):
        first = keyword.split()[0]
        firsts[first] = (*firsts.get(first, ()), keyword)
    return Lines(readers, firsts)


CLAUSE_LINES: Final = lines({**AROUND_ANY_CLAUSE, **OF_A_SENTENCE})
UNDER_LINES: Final = lines(OF_A_SENTENCE)
AMENDMENT_LINES: Final = lines(OF_AN_AMENDMENT)
ENDING_LINES: Final = lines({"source": source_line, "says": text_line})
ONLY_SOURCES: Final = lines({"source": source_line})
DEAL_LINES: Final = lines(OF_DEALS)
PARTY_LINES: Final = lines(OF_PARTIES)
ASSET_LINES: Final = lines(OF_ASSETS)
BODY_LINES: Final = lines(OF_BODIES)
SOURCE_LINES: Final = lines(OF_SOURCES)
WINDOWS: Final = lines({key: OF_A_SENTENCE[key] for key in ("notice", "accept within", "within", "silence")})

HOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "clause": CLAUSE_LINES.keywords,
    "amendment": (*OF_AN_AMENDMENT, "change", "end", "clause"),
    "deal": tuple(OF_DEALS),
    "party": tuple(OF_PARTIES),
    "asset": tuple(OF_ASSETS),
    "body": tuple(OF_BODIES),
    "source": tuple(OF_SOURCES),
    "event": ("on", "likely", "when", "known from"),
    "driver": ("known", "grows", "varies", "correlated", "jumps", "is"),
    "interest": ("value", "worth", "walk away", "risk aversion"),
    "claim": ("always", "never"),
}
"""Directive -> the first words of its lines."""


def first_words(directive: str) -> frozenset[str]:
    """The first words of the lines that can stand under a directive."""
    return frozenset(words.split()[0] for words in HOMES.get(directive, ()))


def keyword_of(p: Cursor, known: Lines) -> str | None:
    """The longest known keyword that the line begins with, or None."""
    for keyword in known.firsts.get(p.word, ()):
        if keyword == p.word or p.sees(*keyword.split()):
            return keyword
    return None


def qualifier(p: Cursor, known: Lines, where: str) -> QualifierNode:
    """One qualifier line, by its keyword; the line may go on where its reader stops."""
    start = p.at
    keyword = keyword_of(p, known)
    if keyword is None:
        unknown_line(p, known.keywords, where)
    reader = known.readers[keyword]
    if is_tier_until(p):
        keyword, reader = "allocation", OF_A_SENTENCE["first"]
    elif keyword in {"first", "then", "catch-up"}:
        keyword = "allocation"
    elif reader is effect_line:
        keyword = "effect"
    else:
        p.at += len(keyword.split())
    return reader(p, keyword, start)


def is_tier_until(p: Cursor) -> bool:
    """Whether a line that begins with `until` is a row of a distribution: `until X has …`, `until X is repaid`."""
    return p.word == "until" and (p.ahead(2).text == "has" or (p.ahead(2).text, p.ahead(3).text) == ("is", "repaid"))


def is_block(line: Cursor) -> bool:
    """Whether the lines indented under this one are its rows."""
    return line.word in {"vests", "tiers"} or (line.sees("on", "breach") and line.ahead(2).kind == "end")


def clause_line(p: Cursor) -> tuple[QualifierNode, ...]:
    """One line of a clause. `notice 30 days, silence declines` is two in one.

    ``clause_line = (beside_line | under_line) NEWLINE | tiers_line | vests_line | on_breach_line``
    ``beside_line = from_line | until_line | through_line | while_line | unless_line | requires_line | overrides_line
        | only_for_line | except_for_line | survives_line | whole_periods_line | cap_line | floor_line | minimum_line
        | carried_forward_line | recoups_line | deducts_line | late_interest_line | rounded_line | says_line
        | untranslated_line | source_line``
    ``under_line = window_line {',' window_line} | basis_line | class_line | convention_line
        | anti_dilution_line | interest_line | as_favourable_line | exercised_line | net_exercise_line
        | vests_in_full_line | shortfall_line | at_least_line | cure_line
        | fulfilled_line | violated_line | effect_line | effective_only_line | may_sublicense_line
        | allocation_line | steps_line | due_within_line | due_last_line | preference_line | senior_line
        | pari_passu_line | participating_line | converts_line | interest_line | exit_fee_line | repaid_line``
    ``window_line = notice_line | accept_within_line | within_line | silence_line``
    """
    paying = p.ahead(1).text == "pays"
    found = [effect_line(p, "effect", p.at) if paying else qualifier(p, CLAUSE_LINES, "a clause")]
    while found[0].keyword in WINDOWS.readers and p.accept(","):
        found.append(qualifier(p, WINDOWS, "a first refusal or a consent"))
    if not p.used_rows:
        p.finish()
    return tuple(found)


def simple_lines(p: Cursor, known: Lines, where: str) -> tuple[QualifierNode, ...]:
    """The lines under a directive that has only simple ones, each read for itself."""
    found: list[QualifierNode] = []
    for branch in p.rows:
        line = p.under(branch)
        read = simple_line(line, known, where)
        found += read
        if not read:
            p.lost.append(meant(line, known.firsts))
    return tuple(found)


def meant(line: Cursor, known: Iterable[str]) -> str:
    """The first word of a line, or the one of the `known` first words that it looks like."""
    word = line.tokens[0].text
    return next(iter(similar(word.lower(), known, most=1)), word)


def simple_line(line: Cursor, known: Lines, where: str) -> tuple[QualifierNode, ...]:
    """One simple line; `also called "A", "B"` is two in one."""
    found: list[QualifierNode] = []
    above = f"`{line.word}`"
    try:
        found.append(qualifier(line, known, where))
        while found[0].keyword == "also called" and line.accept(","):
            found.append(known.readers["also called"](line, "also called", line.at))
        line.finish()
    except LineFaultError as fault:
        line.tell(fault.diagnostic)
    no_rows(line, above)
    return tuple(found)


def unknown_line(p: Cursor, known: tuple[str, ...], where: str) -> NoReturn:
    """Give up a line whose first word begins none of the `known` lines."""
    homes = tuple(home for home, words in HOMES.items() if _names_one(p, words))
    if homes and p.word not in known:
        p.give_up(faults.misplaced_line(p.here(), p.word, where, homes))
    firsts = tuple(dict.fromkeys(key.split()[0] for key in known))
    advice = LINES.get(p.word) if where == "a clause" else None
    rest = p.rest_of_line().removeprefix(p.word).strip()
    p.give_up(faults.unknown_line(p.here(), p.word, where, firsts, advice and advice.replace("{rest}", rest or "TIME")))


def _names_one(p: Cursor, words: tuple[str, ...]) -> bool:
    return any(p.sees(*key.split()) for key in words)
