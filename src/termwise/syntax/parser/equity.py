"""Sentences of ownership: issues, investments, conversions, option pools, warrants, distributions."""

from typing import Literal

from termwise.syntax.parser.cursor import Cursor
from termwise.syntax.parser.expressions import amount
from termwise.syntax.parser.literals import name
from termwise.syntax.parser.moments import moment
from termwise.syntax.parser.schedules import optional_schedule
from termwise.syntax.tree import (
    AllocationNode,
    ConvertsSentence,
    DistributesSentence,
    Expr,
    InvestsSentence,
    IssuesSentence,
    ReservesSentence,
    WarrantSentence,
)

Price = Literal["pre-money", "post-money", "per share"]
Valued = Literal["pre-money", "post-money"]


def issues(p: Cursor) -> IssuesSentence | WarrantSentence:
    """Shares given out, or a warrant on them.

    ``issues = name 'issues' allocations ['at' amount] ['on' moment]``
    ``warrant = name 'issues' name 'warrant' 'on' amount ['at' amount]``
    """
    start = p.at
    company = name(p, "a company")
    p.expect("issues")
    if p.ahead(1).text == "warrant":
        holder = name(p, "who gets the warrant")
        p.expect("warrant", "on")
        shares = amount(p)
        strike = amount(p) if p.accept("at") else None
        return WarrantSentence(company, holder, shares, strike, p.since(start))
    given = allocations(p)
    price = amount(p, "the price of a share") if p.accept("at") else None
    day = moment(p) if p.accept("on") else None
    return IssuesSentence(company, given, price, day, p.since(start))


def allocations(p: Cursor) -> tuple[AllocationNode, ...]:
    """Who gets how much.

    ``allocations = allocation {',' allocation}``
    ``allocation = name amount``
    """
    found = [allocation(p)]
    while p.accept(","):
        found.append(allocation(p))
    return tuple(found)


def allocation(p: Cursor) -> AllocationNode:
    """One holder's part."""
    holder = name(p, "the party that gets a part")
    return AllocationNode(holder, amount(p))


def invests(p: Cursor) -> InvestsSentence:
    """Money against shares at a price.

    ``invests = name 'invests' amount 'in' name ['at' price] optional_schedule``
    """
    start = p.at
    investor = name(p, "the party that invests")
    p.expect("invests")
    invested = amount(p)
    p.expect("in", help_="write `softbank invests 30bn in openai`")
    company = name(p, "the company invested in")
    price: Expr | None = None
    price_is: Price | None = None
    if p.accept("at"):
        price, price_is = _price(p)
    due = optional_schedule(p)
    return InvestsSentence(investor, invested, company, price, price_is, due, p.since(start))


def _price(p: Cursor) -> tuple[Expr, Price]:
    p.keeps_per = False
    price = amount(p)
    p.keeps_per = True
    if p.accept("pre-money"):
        return price, "pre-money"
    if p.accept("post-money"):
        return price, "post-money"
    if not p.accept("per", "share"):
        p.fail("`pre-money`, `post-money` or `per share`")
    return price, "per share"


def converts(p: Cursor) -> ConvertsSentence:
    """A note or another instrument that becomes shares.

    ``converts = name 'converts' name 'into' name ['in' name] ['at' price]
        [[','] 'cap' plain_amount ['pre-money' | 'post-money']] [',' 'discount' amount] optional_schedule``
    ``price = plain_amount ('pre-money' | 'post-money' | 'per' 'share')``
    """
    start = p.at
    holder = name(p, "the party that holds the instrument")
    p.expect("converts")
    instrument = name(p, "the instrument")
    p.expect("into")
    company = name(p, "the company whose shares it becomes")
    with_round = name(p, "the clause of the round in which it converts") if p.accept("in") else None
    price, price_is = _price(p) if p.accept("at") else (None, None)
    cap, cap_is = _cap(p) if p.accept(",", "cap") or p.accept("cap") else (None, None)
    discount = amount(p) if p.accept(",", "discount") else None
    due = optional_schedule(p)
    return ConvertsSentence(
        holder, instrument, company, with_round, price, price_is, cap, cap_is, discount, due, p.since(start)
    )


def _cap(p: Cursor) -> tuple[Expr, Valued | None]:
    cap = amount(p)
    if p.accept("pre-money"):
        return cap, "pre-money"
    return cap, "post-money" if p.accept("post-money") else None


def reserves(p: Cursor) -> ReservesSentence:
    """A pool of shares kept for options.

    ``reserves = name 'reserves' amount 'for' 'options' ['in' name] ['on' moment]``
    """
    start = p.at
    company = name(p, "a company")
    p.expect("reserves")
    kept = amount(p)
    p.expect("for", "options")
    with_round = name(p, "the clause of the round with which it is reserved") if p.accept("in") else None
    day = moment(p) if p.accept("on") else None
    return ReservesSentence(company, kept, with_round, day, p.since(start))


def distributes(p: Cursor) -> DistributesSentence:
    """A waterfall; its tiers are lines of their own.

    ``distributes = name 'distributes' name ['by' 'preference'] optional_schedule``
    """
    start = p.at
    payer = name(p, "the party that distributes")
    p.expect("distributes")
    base = name(p, "what is distributed, such as `profit`")
    by_preference = p.accept("by", "preference")
    due = optional_schedule(p)
    return DistributesSentence(payer, base, due, p.since(start), by_preference)
