"""The simple lines of `deal`, `party`, `asset`, `body` and `source`."""

from collections.abc import Mapping
from typing import Final

from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.expressions import amount
from termwise.syntax.parser.literals import calendar_date, plain_number, text
from termwise.syntax.parser.moments import A_DATE
from termwise.syntax.parser.qualifiers import Reader, source_line
from termwise.syntax.parser.schedules import frequency
from termwise.syntax.tree import Name, QualifierNode


def free_word_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line with one word that is not the language's own.

    ``currency_line = 'currency' CURRENCY``
    ``calendar_line = 'calendar' name``
    ``language_line = 'language' name``
    ``sha256_line = 'sha256' HEX``
    """
    token = p.tokens[p.at]
    if token.kind not in {"word", "odd", "number"}:
        p.fail(f"a word after `{keyword}`")
    p.at += 1
    found = Name(token.text, p.span_of(token))
    return QualifierNode(keyword, p.since(start), word=token.text, names=(found,))


def period_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """The first and the last day of the deal, and its grid.

    ``period_line = 'period' date 'through' date [',' frequency]``
    """
    first = calendar_date(p, A_DATE)
    written = p.tokens[p.at - 1].text
    last_day = p.ahead(1).text if p.ahead(1).kind in {"date", "number"} else "2034-12-31"
    p.expect("through", help_=f"write `period {written} through {last_day}`: the last day is included")
    last = calendar_date(p, A_DATE)
    word = frequency(p) if p.accept(",") else None
    return QualifierNode(keyword, p.since(start), expr=first, second=last, word=word)


def date_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line with a date.

    ``today_line = 'today' date``
    ``published_line = 'published' date``
    """
    found = calendar_date(p, A_DATE)
    return QualifierNode(keyword, p.since(start), expr=found)


def months_round_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """Which day a month later is, when that month is too short.

    ``months_round_line = 'months' 'round' ('down' | 'up' | 'refuse')``
    """
    token = p.expect_any(("down", "up", "refuse"), "`down`, `up` or `refuse`")
    return QualifierNode(keyword, p.since(start), word=token.text)


def quoted_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line with a quoted text.

    ``also_called_line = 'also' 'called' text {',' text}``
    ``publisher_line = 'publisher' text``
    ``file_line = 'file' text``
    ``url_line = 'url' text``
    """
    found = text(p, "a quoted text")
    return QualifierNode(keyword, p.since(start), text=found)


def rate_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """A line with a rate.

    ``discounts_line = 'discounts' 'at' amount``
    ``majority_line = 'majority' amount``
    """
    found = amount(p)
    return QualifierNode(keyword, p.since(start), expr=found)


def seats_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """The number of seats of a body.

    ``seats_line = 'seats' plain_number``
    """
    found = plain_number(p, "a number of seats")
    return QualifierNode(keyword, p.since(start), expr=found)


OF_DEALS: Final[Mapping[str, Reader]] = {
    "currency": free_word_line,
    "period": period_line,
    "today": date_line,
    "months round": months_round_line,
    "calendar": free_word_line,
    "source": source_line,
}
OF_PARTIES: Final[Mapping[str, Reader]] = {
    "discounts at": rate_line,
    "also called": quoted_line,
    "source": source_line,
}
OF_ASSETS: Final[Mapping[str, Reader]] = {"also called": quoted_line, "source": source_line}
OF_BODIES: Final[Mapping[str, Reader]] = {"seats": seats_line, "majority": rate_line, "source": source_line}
OF_SOURCES: Final[Mapping[str, Reader]] = {
    "publisher": quoted_line,
    "published": date_line,
    "language": free_word_line,
    "file": quoted_line,
    "sha256": free_word_line,
    "url": quoted_line,
}
