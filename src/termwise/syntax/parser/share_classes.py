"""What a class of shares is entitled to: its preference, its rank, its part in the rest; puts and calls.

| keyword | written | parts |
| --- | --- | --- |
| `preference` | `preference 1x`, `preference 1x of 2.50 per share`, `preference 5m` | second, expr, flag (per share) |
| `senior to` | `senior to common, seed` | names |
| `pari passu with` | `pari passu with series_b` | names |
| `participating` | `participating[, capped at 3x]`, `non-participating` | flag (participates), second (the cap) |
| `converts` | `converts 1 to 1.25` | expr, second (both plain numbers) |
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, Literal

from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.expressions import amount, quantity
from termwise.syntax.parser.literals import name, names, plain_number
from termwise.syntax.tree import Expr, NumberExpr, PutOrCallSentence, QualifierNode

MULTIPLE = re.compile(r"([0-9]+(?:\.[0-9]+)?)x")


def preference_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """What the class gets first: a multiple of the price of its shares, or a sum.

    ``preference_line = 'preference' (MULTIPLE ['of' preferred] | preferred)``
    ``preferred = plain_amount ['per' 'share']``
    """
    times = _multiple(p) if MULTIPLE.fullmatch(p.word) else None
    sum_: Expr | None = None
    if times is None or p.accept("of"):
        p.keeps_per = False
        sum_ = amount(p, "a multiple such as `1x`, or an amount")
        p.keeps_per = True
    per_share = sum_ is not None and p.accept("per", "share")
    return QualifierNode(keyword, p.since(start), expr=sum_, second=times, flag=per_share)


def rank_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """Before which classes, or together with which, the class gets its preference.

    ``senior_line = 'senior' 'to' names``
    ``pari_passu_line = 'pari' 'passu' 'with' names``
    """
    found = names(p, "the name of a class of shares")
    return QualifierNode(keyword, p.since(start), names=found)


def participating_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """Whether the class shares in what is left after its preference, and up to how much in all.

    ``participating_line = 'participating' [[','] 'capped' 'at' MULTIPLE] | 'non-participating'``
    """
    if keyword == "non-participating":
        return QualifierNode("participating", p.since(start), flag=False)
    most = None
    if p.accept(",", "capped") or p.accept("capped"):
        p.expect("at", help_="write `participating, capped at 3x`")
        most = _multiple(p)
    return QualifierNode(keyword, p.since(start), flag=True, second=most)


def converts_line(p: Cursor, keyword: str, start: int) -> QualifierNode:
    """How many shares of the class become how many ordinary ones.

    ``converts_line = 'converts' plain_number 'to' plain_number``
    """
    shares = plain_number(p, "a number of shares")
    p.expect("to", help_="write `converts 1 to 1`")
    into = plain_number(p, "the number of shares they become")
    return QualifierNode(keyword, p.since(start), expr=shares, second=into)


def put_or_call(p: Cursor) -> PutOrCallSentence:
    """A right to sell shares to somebody, or to buy them from him.

    ``put_or_call = name 'has' ('put' 'on' optioned 'to' name | 'call' 'on' optioned 'from' name)
        ['at' plain_amount ['per' 'share']]``
    ``optioned = ('all' | quantity) 'of' name``
    """
    start = p.at
    holder = name(p, "the party that has the option")
    p.expect("has")
    kind: Literal["put", "call"] = "put" if p.expect_any(("put", "call"), "`put` or `call`").text == "put" else "call"
    p.expect("on", help_=f"write `{holder.text} has {kind} on 20% of acme …`")
    part = None if p.accept("all") else quantity(p)
    p.expect("of", help_="the company follows: `on 20% of acme`")
    company = name(p, "the company whose shares they are")
    side = "to" if kind == "put" else "from"
    p.expect(side, help_=f"an option names the other side: `{kind} on 20% of {company.text} {side} PARTY`")
    other = name(p, "the party on the other side")
    price, per_share = None, False
    if p.accept("at"):
        p.keeps_per = False
        price = amount(p, "the price")
        p.keeps_per = True
        per_share = p.accept("per", "share")
    return PutOrCallSentence(holder, kind, part, company, other, price, per_share, p.since(start))


def _multiple(p: Cursor) -> NumberExpr:
    match = MULTIPLE.fullmatch(p.word)
    if match is None:
        p.fail("a multiple such as `1x`")
    token = p.take()
    return NumberExpr(Decimal(match[1]), None, None, None, None, p.span_of(token))


CLASS_LINES: Final[Mapping[str, Callable[[Cursor, str, int], QualifierNode]]] = {
    "preference": preference_line,
    "senior to": rank_line,
    "pari passu with": rank_line,
    "participating": participating_line,
    "non-participating": participating_line,
    "converts": converts_line,
}
"""Keywords of the lines that say what a class of shares is entitled to."""
