"""Directives: what stands in column 1, and the text as a whole."""

from collections.abc import Callable, Mapping
from typing import Final

from termwise.base.similar import similar
from termwise.syntax import faults
from termwise.syntax.parser.beliefs import claim, expect, interest, scenario
from termwise.syntax.parser.clauses import amendment, clause
from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.declarations import asset, body, deal, include, party, source
from termwise.syntax.parser.drivers import driver
from termwise.syntax.parser.events import event
from termwise.syntax.parser.lines import first_words
from termwise.syntax.parser.literals import is_name
from termwise.syntax.parser.sentences import looks_like_sentence
from termwise.syntax.tree import Directive, Lost
from termwise.syntax.words import DIRECTIVES

READERS: Final[Mapping[str, Callable[[Cursor], Directive | None]]] = {
    "deal": deal,
    "party": party,
    "asset": asset,
    "field": asset,
    "territory": asset,
    "body": body,
    "event": event,
    "driver": driver,
    "clause": clause,
    "amendment": amendment,
    "source": source,
    "scenario": scenario,
    "interest": interest,
    "claim": claim,
    "expect": expect,
    "include": include,
}


def directive(p: Cursor) -> Directive | None:
    """One directive with the lines under it; None when its first line is lost.

    ``text_of_a_deal = {directive}``
    ``directive = deal | party | asset | field | territory | body | event | driver | clause | amendment | source
        | scenario | interest | claim | expect | include``
    """
    keyword = p.word
    if keyword not in READERS:
        p.tell(faults.unknown_directive(p.here(), p.word, DIRECTIVES))
        near = similar(p.word.lower(), DIRECTIVES, most=1)
        if not near:
            if is_name(p.ahead(1)):
                p.report.lost.append(Lost(None, p.ahead(1).text))
            return None
        # Read on as what was probably meant: its lines may hold faults of their own, and what
        # it declares will not be reported as undeclared. The text has an error in any case.
        keyword = near[0]
        p.read_as(keyword)
    read = READERS[keyword](p)
    if read is None:
        p.report.lost.append(_lost(keyword, p))
    return read


def belongs_under(line: Cursor, above: Cursor) -> bool:
    """Whether a line in column 1 was meant to be indented under the directive `above`."""
    if line.word in READERS or above.word not in READERS:
        return False
    return line.word in first_words(above.word) or (above.word == "clause" and looks_like_sentence(line))


def _lost(keyword: str, p: Cursor) -> Lost:
    return Lost(None, None) if keyword == "include" else Lost(keyword, p.declares)
