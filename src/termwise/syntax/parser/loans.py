"""Money lent, its interest, and how it comes back.

| keyword | written | parts |
| --- | --- | --- |
| `interest` | `interest 8% per year compounded quarterly, actual/360` | expr (the rate), interest |
| `exit fee` | `exit fee 60k` | expr |
| `repaid by` | `repaid by 2027-12-31` | expr (moment) |
"""

from collections.abc import Callable, Mapping
from typing import Final

from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.expressions import amount
from termwise.syntax.parser.literals import name
from termwise.syntax.parser.moments import moment
from termwise.syntax.parser.schedules import optional_schedule
from termwise.syntax.tree import InterestRateNode, LendsSentence, QualifierNode
from termwise.syntax.words import DAY_COUNTS, FREQUENCIES


def lends(p: Cursor) -> LendsSentence:
    """A loan, paid out once.

    ``lends = name 'lends' name amount optional_schedule``
    """
    start = p.at
    lender = name(p, "the party that lends")
    p.expect("lends")
    borrower = name(p, "the party that borrows")
    lent = amount(p)
    due = optional_schedule(p)
    return LendsSentence(lender, borrower, lent, due, p.since(start))


def interest_rate(p: Cursor) -> InterestRateNode:
    """A rate of interest: simple unless it is compounded, over 365 days unless another count is said.

    ``interest_rate = amount ['simple' | 'compounded' [frequency]] [',' day_count]``
    ``day_count = 'actual/365' | 'actual/360' | 'actual/actual'``
    """
    rate = amount(p)
    compounded = day_count = None
    if p.accept("compounded"):
        token = p.accept_any(FREQUENCIES)
        compounded = "yearly" if token is None else token.text
    else:
        p.accept("simple")
    if p.word == "," and p.ahead(1).text in DAY_COUNTS:
        p.take()
        day_count = p.take().text
    return InterestRateNode(rate, compounded, day_count)


def interest_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """The interest of a loan, or of a note that converts.

    ``interest_line = 'interest' interest_rate``
    """
    found = interest_rate(p)
    return QualifierNode(keyword, p.since(start), expr=found.rate, interest=found)


def fee_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """What is owed beside the loan and its interest.

    ``exit_fee_line = 'exit' 'fee' amount``
    """
    found = amount(p)
    return QualifierNode(keyword, p.since(start), expr=found)


def repaid_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """The day on which what is still owed is paid.

    ``repaid_line = 'repaid' 'by' moment``
    """
    found = moment(p)
    return QualifierNode(keyword, p.since(start), expr=found)


LOAN_LINES: Final[Mapping[str, Callable[[Cursor, str, int], QualifierNode]]] = {
    "interest": interest_line,
    "exit fee": fee_line,
    "repaid by": repaid_line,
}
"""Keywords of the lines that belong to a loan."""
