"""The sentence of a clause: parties and things resolved, amounts and schedules checked for what they are."""

from decimal import Decimal
from typing import cast, get_args

from termwise.base.similar import similar
from termwise.elaborate import acts, schedules
from termwise.elaborate.amounts import chance, holding, is_money, money, money_per_share, trade, unit_price
from termwise.elaborate.context import Context
from termwise.elaborate.dimensions import Typed
from termwise.elaborate.faults import names as name_faults
from termwise.elaborate.faults import numbers as faults
from termwise.elaborate.literals import plain_number
from termwise.elaborate.moments import duration, moment
from termwise.elaborate.share_classes import put_or_call
from termwise.model.expression import Expression
from termwise.model.moment import Moment
from termwise.model.sentence import (
    Allocation,
    Appointment,
    CapitalCommitment,
    Consent,
    Conversion,
    Duty,
    Exclusiveness,
    Exclusivity,
    FirstRefusal,
    Grant,
    Investment,
    Issue,
    Loan,
    OptionPool,
    Payment,
    Permission,
    Power,
    Prohibition,
    Prose,
    Purchase,
    PurchaseCommitment,
    Schedule,
    Sentence,
    Warrant,
    Waterfall,
)
from termwise.syntax.tree import (
    AllocationNode,
    AppointsSentence,
    BuysSentence,
    CommitsToBuySentence,
    CommitsToInvestSentence,
    ConsentSentence,
    ConvertsSentence,
    DistributesSentence,
    Expr,
    FirstRefusalSentence,
    GrantsSentence,
    InvestsSentence,
    IssuesSentence,
    LendsSentence,
    MaySentence,
    MustSentence,
    Name,
    OnlySentence,
    PaysSentence,
    PutOrCallSentence,
    ReservesSentence,
    ScheduleNode,
    SentenceNode,
    UntranslatedSentence,
    WarrantSentence,
)

_POWER_VERBS = frozenset({"terminate", "declare", "suspend", "resume", "waive", "exercise", "approve"})
_POWER_LINES = frozenset({"notice", "effect", "effective only when", "exercised when"})
_EXCLUSIVENESS: tuple[str, ...] = get_args(Exclusiveness)

Trade = PaysSentence | BuysSentence | CommitsToBuySentence | CommitsToInvestSentence | LendsSentence
Rights = GrantsSentence | OnlySentence | FirstRefusalSentence | ConsentSentence | MustSentence
Equity = IssuesSentence | InvestsSentence | ConvertsSentence | ReservesSentence | WarrantSentence | PutOrCallSentence


def sentence(ctx: Context, node: SentenceNode, lines: frozenset[str]) -> Sentence | None:
    """The meaning of a sentence without the lines of its own; None after reporting every fault in it.

    `lines` are the keywords of the lines around it: some tell a power from a permission.
    """
    match node:
        case PaysSentence() | BuysSentence() | CommitsToBuySentence() | CommitsToInvestSentence() | LendsSentence():
            return _trade(ctx, node)
        case GrantsSentence() | OnlySentence() | FirstRefusalSentence() | ConsentSentence() | MustSentence():
            return _right(ctx, node)
        case MaySentence():
            return _power_or_permission(ctx, node, lines)
        case (
            IssuesSentence()
            | InvestsSentence()
            | ConvertsSentence()
            | ReservesSentence()
            | WarrantSentence()
            | PutOrCallSentence()
        ):
            return _equity(ctx, node)
        case DistributesSentence():
            return _distribution(ctx, node)
        case AppointsSentence():
            return _appointment(ctx, node)
        case UntranslatedSentence(words=words, owner=owner, about=about):
            named = ctx.all_named(about, "clause", "asset", "event", "party", "body", "driver", "field", "territory")
            return None if named is None else Prose(words.text, owner.text if owner else None, named)


# -- parts ----------------------------------------------------------------------------------------------


def _schedule(ctx: Context, node: ScheduleNode | None) -> tuple[Schedule | None, bool]:
    """The schedule, and whether it could be read (none at all can)."""
    if node is None:
        return None, True
    found = schedules.schedule(ctx, node)
    return found, found is not None


def _moment(ctx: Context, node: Expr | None) -> tuple[Moment | None, bool]:
    if node is None:
        return None, True
    found = moment(ctx, node)
    return found, found is not None


def _two_parties(ctx: Context, one: tuple[str, Name], other: tuple[str, Name]) -> tuple[str, str] | None:
    """Two different parties, each with its role in words; None after reporting."""
    names = ctx.named(one[1], "party"), ctx.named(other[1], "party")
    if names[0] is None or names[1] is None:
        return None
    if names[0] == names[1]:
        ctx.report(name_faults.same_party(other[1], one[0], other[0]))
        return None
    return names[0], names[1]


# -- money and trade ---------------------------------------------------------------------------------------


def _trade(ctx: Context, node: Trade) -> Sentence | None:
    match node:
        case PaysSentence():
            return _payment(ctx, node)
        case BuysSentence():
            return _purchase(ctx, node)
        case CommitsToBuySentence():
            parties = _buyer_and_seller(ctx, node.buyer, node.seller)
            asset = ctx.named(node.asset, "asset")
            amount = trade(ctx, node.amount, "the amount", "never")
            by, readable = _moment(ctx, node.by)
            price, priced = _unit_price(ctx, node.price, amount)
            if parties is None or asset is None or amount is None or not readable or not priced:
                return None
            return PurchaseCommitment(parties[0], amount.expression, asset, parties[1], by, price=price)
        case CommitsToInvestSentence():
            parties = _two_parties(ctx, ("the investor", node.investor), ("the company", node.company))
            amount = money(ctx, node.amount, "the amount")
            by, readable = _moment(ctx, node.by)
            if parties is None or amount is None or not readable:
                return None
            return CapitalCommitment(parties[0], amount.expression, parties[1], by)
        case LendsSentence():
            parties = _two_parties(ctx, ("the lender", node.lender), ("the borrower", node.borrower))
            amount = money(ctx, node.amount, "the amount")
            when, readable = _schedule(ctx, node.schedule)
            if parties is None or amount is None or not readable:
                return None
            return Loan(parties[0], parties[1], amount.expression, when)


def _payment(ctx: Context, node: PaysSentence) -> Payment | None:
    parties = _two_parties(ctx, ("the payer", node.payer), ("the payee", node.payee))
    amount = money(ctx, node.amount, "the amount", "perhaps")
    when, readable = _schedule(ctx, node.schedule)
    if parties is None or amount is None or not readable:
        return None
    if not schedules.rate_has_period(ctx, amount, node.schedule):
        return None
    return Payment(parties[0], parties[1], amount.expression, when)


def _buyer_and_seller(ctx: Context, buyer: Name, seller: Name) -> tuple[str, str] | None:
    names = ctx.named(buyer, "party"), acts.counterparty(ctx, "from", seller)
    if names[0] is None or names[1] is None:
        return None
    if names[0] == names[1]:
        ctx.report(name_faults.same_party(seller, "the buyer", "the seller"))
        return None
    return names[0], names[1]


def _purchase(ctx: Context, node: BuysSentence) -> Purchase | None:
    parties = _buyer_and_seller(ctx, node.buyer, node.seller)
    asset = ctx.named(node.asset, "asset")
    amount = None if node.amount is None else trade(ctx, node.amount, "the amount")
    counted = None if node.quantity is None else trade(ctx, node.quantity, "the quantity")
    price, priced = _unit_price(ctx, node.price, counted)
    when, readable = _schedule(ctx, node.schedule)
    lost = (amount is None) != (node.amount is None) or (counted is None) != (node.quantity is None)
    if parties is None or asset is None or not readable or not priced or lost:
        return None
    paid = counted if amount is None else amount
    if paid is not None and not schedules.rate_has_period(ctx, paid, node.schedule):
        return None
    if counted is not None and amount is None and price is None and is_money(counted):
        amount, counted = counted, None
    total, quantity = (None if one is None else one.expression for one in (amount, counted))
    return Purchase(parties[0], asset, parties[1], total, when, quantity, price)


def _unit_price(ctx: Context, node: Expr | None, counted: Typed | None) -> tuple[Expression | None, bool]:
    """The price of one of what is counted, and whether it could be read (none at all can)."""
    if node is None:
        return None, True
    price = unit_price(ctx, node, "the price", counted)
    return price, price is not None


# -- rights -----------------------------------------------------------------------------------------------


def _right(ctx: Context, node: Rights) -> Sentence | None:
    match node:
        case GrantsSentence():
            return _grant(ctx, node)
        case OnlySentence():
            return _exclusivity(ctx, node)
        case FirstRefusalSentence(holder=holder, act=act):
            name, done = ctx.named(holder, "party"), acts.act(ctx, act)
            if name is None or done is None:
                return None
            if name == done.actor:
                ctx.report(name_faults.same_party(holder, "the one who acts", "the one who may refuse"))
                return None
            return FirstRefusal(name, done)
        case ConsentSentence(actor=actor, givers=givers, act=act):
            names, done = ctx.all_named(givers, "party"), acts.act(ctx, act, actor)
            if names is None or done is None:
                return None
            if done.actor in names:
                ctx.report(name_faults.same_party(actor, "the one who acts", "the one who consents"))
                return None
            return Consent(names, done)
        case MustSentence(act=act, negated=negated, deadline=deadline):
            done = acts.act(ctx, act)
            when, readable = _schedule(ctx, deadline)
            if done is None or not readable:
                return None
            if not negated:
                return Duty(done, when)
            if deadline is not None:
                ctx.report(name_faults.prohibition_with_deadline(deadline.span or node.span))
                return None
            return Prohibition(done)


def _grant(ctx: Context, node: GrantsSentence) -> Grant | None:
    grantor = ctx.named(node.grantor, "party")
    grantees = ctx.all_named(node.grantees, "party")
    verbs = [acts.verb(ctx, verb) for verb in node.verbs]
    asset = ctx.named(node.asset, "asset")
    exclusive: Exclusiveness = "non-exclusive"
    if node.exclusiveness is not None:
        word = node.exclusiveness.text
        if word not in _EXCLUSIVENESS:
            ctx.report(name_faults.unknown_word(word, node.exclusiveness.span, "kind of grant", _EXCLUSIVENESS))
            return None
        exclusive = cast("Exclusiveness", word)
    known = tuple(verb for verb in verbs if verb is not None)
    if grantor is None or grantees is None or asset is None or len(known) < len(verbs):
        return None
    own = next((name for name in node.grantees if name.text == grantor), None)
    if own is not None:
        ctx.report(name_faults.same_party(own, "the grantor", "the grantee"))
        return None
    return Grant(grantor, grantees, known, asset, exclusive)


def _exclusivity(ctx: Context, node: OnlySentence) -> Exclusivity | None:
    actor, done = ctx.named(node.actor, "party"), acts.verb(ctx, node.verb)
    asset = None if node.asset is None else ctx.named(node.asset, "asset")
    where = acts.relation(ctx, node.relation)
    allowed = [acts.counterparty(ctx, where, name) for name in node.allowed]
    known = tuple(name for name in allowed if name is not None)
    if actor is None or done is None or where is None or (asset is None and node.asset is not None):
        return None
    return Exclusivity(actor, done, asset, where, known) if len(known) == len(allowed) else None


def _power_or_permission(ctx: Context, node: MaySentence, lines: frozenset[str]) -> Power | Permission | None:
    """A power has notice, an earliest day, effects, or a verb of form; anything else is a liberty."""
    actors = node.actors or ((node.act.actor,) if node.act.actor is not None else ())
    if not actors:
        ctx.report(name_faults.no_holder(node.span))
        return None
    done = acts.verb(ctx, node.act.verb)
    timed = node.notice is not None or node.not_before is not None
    if done in _POWER_VERBS or timed or lines & _POWER_LINES:
        return _power(ctx, node, actors, done)
    if len(actors) > 1:
        ctx.report(name_faults.several_holders(node.span))
        return None
    allowed = None if done is None else acts.act(ctx, node.act, actors[0])
    return None if allowed is None else Permission(allowed)


def _power(ctx: Context, node: MaySentence, actors: tuple[Name, ...], done: str | None) -> Power | None:
    holders = ctx.all_named(actors, "party")
    subject = None
    if node.act.asset is not None:
        subject = ctx.named(node.act.asset, "event", "clause", "asset", "body", "amendment")
    if node.act.counterparty is not None or node.act.field is not None or node.act.territory is not None:
        ctx.report(name_faults.power_too_long(node.act.span))
        return None
    earliest, readable = _moment(ctx, node.not_before)
    if holders is None or done is None or not readable or (subject is None and node.act.asset is not None):
        return None
    return Power(holders, done, subject, duration(node.notice) if node.notice else None, earliest)


# -- equity, distributions, governance ------------------------------------------------------------------------


def _equity(ctx: Context, node: Equity) -> Sentence | None:
    match node:
        case IssuesSentence():
            company = ctx.named(node.company, "party")
            shares = allocations(ctx, node.allocations)
            price = None if node.price is None else money_per_share(ctx, node.price, "the price of a share")
            on, readable = _moment(ctx, node.on)
            if company is None or shares is None or not readable or (node.price is not None and price is None):
                return None
            return Issue(company, shares, on=on, price=price)
        case InvestsSentence():
            return _investment(ctx, node)
        case PutOrCallSentence():
            return put_or_call(ctx, node)
        case ConvertsSentence():
            return _conversion(ctx, node)
        case ReservesSentence():
            company, amount = ctx.named(node.company, "party"), holding(ctx, node.amount, "the pool")
            on, readable = _moment(ctx, node.on)
            with_round = None if node.round is None else ctx.named(node.round, "clause")
            if company is None or amount is None or not readable or (with_round is None and node.round is not None):
                return None
            return OptionPool(company, amount, None, on, with_round)
        case WarrantSentence():
            parties = _two_parties(ctx, ("the issuer", node.issuer), ("the holder", node.holder))
            amount = holding(ctx, node.amount, "the number of shares")
            strike = None if node.strike is None else money_per_share(ctx, node.strike, "the strike")
            if parties is None or amount is None or (strike is None and node.strike is not None):
                return None
            return Warrant(parties[0], parties[1], amount, strike)


def _investment(ctx: Context, node: InvestsSentence) -> Investment | None:
    parties = _two_parties(ctx, ("the investor", node.investor), ("the company", node.company))
    amount = money(ctx, node.amount, "the amount")
    price = _price(ctx, node)
    when, readable = _schedule(ctx, node.schedule)
    if parties is None or amount is None or not readable or (node.price is not None and price is None):
        return None
    return Investment(parties[0], amount.expression, parties[1], price, node.price_is, when)


def _price(ctx: Context, node: InvestsSentence | ConvertsSentence) -> Expression | None:
    """The price of a share or the valuation it follows from; None after reporting, and when none is said."""
    if node.price is None:
        return None
    if node.price_is == "per share":
        return money_per_share(ctx, node.price, "the price of a share")
    valuation = money(ctx, node.price, "the valuation")
    return None if valuation is None else valuation.expression


def _conversion(ctx: Context, node: ConvertsSentence) -> Conversion | None:
    parties = _two_parties(ctx, ("the holder", node.holder), ("the company", node.company))
    instrument = ctx.named(node.instrument, "asset", "clause")
    cap = None if node.cap is None else money(ctx, node.cap, "the cap")
    discount = None if node.discount is None else chance(ctx, node.discount, "the discount")
    price, with_round = _price(ctx, node), None if node.round is None else ctx.named(node.round, "clause")
    when, readable = _schedule(ctx, node.schedule)
    said = ((node.cap, cap), (node.discount, discount), (node.price, price), (node.round, with_round))
    unread = any(written is not None and read is None for written, read in said)
    if parties is None or instrument is None or not readable or unread:
        return None
    return Conversion(
        *(parties[0], instrument, parties[1], cap.expression if cap else None, discount, when),
        round=with_round,
        price=price,
        price_is=node.price_is,
        cap_is=node.cap_is,
    )


def allocations(ctx: Context, nodes: tuple[AllocationNode, ...]) -> tuple[Allocation, ...] | None:
    """What each holder receives of a company: each holder once; None after reporting."""
    found = []
    seen: dict[str, Name] = {}
    for node in nodes:
        holder, amount = ctx.named(node.holder, "party"), holding(ctx, node.amount, "what a holder receives")
        earlier = seen.setdefault(node.holder.text, node.holder)
        if earlier is not node.holder:
            ctx.report(name_faults.holder_twice(node.holder, earlier.span))
        elif holder is not None and amount is not None:
            found.append(Allocation(holder, amount))
    return tuple(found) if len(found) == len(nodes) else None


def _distribution(ctx: Context, node: DistributesSentence) -> Waterfall | None:
    payer = ctx.named(node.payer, "party")
    base = _base(ctx, node.base)
    when, readable = _schedule(ctx, node.schedule)
    if payer is None or base is None or not readable:
        return None
    return Waterfall(payer, base, when, by_preference=node.by_preference)


def _base(ctx: Context, name: Name) -> str | None:
    """A driver, or a free word such as `profit`; a word that looks like a driver is taken for a slip.

    A clause may well be called what it distributes; a party, asset or event cannot be distributed.
    """
    symbol = ctx.symbols.get(name.text)
    if symbol is None and similar(name.text, ctx.symbols.of("driver")):
        return ctx.named(name, "driver")
    if symbol is not None and symbol.kind in {"party", "asset", "field", "territory", "body", "event"}:
        return ctx.named(name, "driver")
    return name.text


def _appointment(ctx: Context, node: AppointsSentence) -> Appointment | None:
    appointer, body = ctx.named(node.appointer, "party"), ctx.named(node.body, "body")
    seats: Decimal | None = None
    if node.seats is not None:
        seats = plain_number(ctx, node.seats)
        if seats is None:
            return None
        if seats <= 0 or seats != seats.to_integral_value():
            ctx.report(faults.whole_number("the number of seats", node.seats.span))
            return None
    return None if appointer is None or body is None else Appointment(appointer, body, seats, node.role)
