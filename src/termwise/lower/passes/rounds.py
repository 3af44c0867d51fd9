"""Rounds: shares for money at a price or a valuation, with the notes that convert and the pool that grows in them."""

from termwise.ir.program import Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes import exchange
from termwise.lower.passes.cap_table import FREE, Lot
from termwise.lower.passes.changing import Changing, issue
from termwise.lower.passes.conversions import as_converting, enter_conversions, known_conversions
from termwise.lower.passes.converting import Pricing, Round, convert
from termwise.lower.passes.dilution import issue_protected, protect
from termwise.lower.passes.equity_plan import Plan, class_of, is_units
from termwise.lower.passes.equity_steps import Step
from termwise.lower.passes.wording import said_by, words
from termwise.model.sentence import Convention, Investment, OptionPool


def lower_round(lo: Lowers, of: Changing, step: Step, joined: list[Step]) -> None:
    """One round with what happens in it. Raises `NotLoweredError`, changing nothing, when it cannot be followed."""
    b, table, investment = lo.builder, of.table, step.sentence
    if not isinstance(investment, Investment):
        raise TypeError(investment)
    known = known_conversions(lo, of, joined)
    pools = [one for one in joined if isinstance(one.sentence, OptionPool)]
    _need_the_whole(of.plan, investment, more=bool(known or pools))
    money = b.when(step.falls, exchange.money(lo, investment.amount, f"{step.term.tag}: amount"))
    notes = [of.notes.owed(one, conversion) for one, conversion in known]
    pricing = _pricing(lo, step, investment, b.total(notes), converts=bool(known))
    asked = _asked(lo, of, investment, pools, (money, pricing))
    converting = tuple(
        as_converting(lo, one, conversion, owed, pricing) for (one, conversion), owed in zip(known, notes, strict=True)
    )
    with lo.saying(step.term.clause, "the price of a share", step.term.version.amendment):
        found = convert(b, asked, converting)
        price = b.divide(b.number(1), found.per_money)
        bought = b.multiply(money, found.per_money)
    protect(b, table, of.plan.protected, bought, money)
    enter_conversions(lo, of, known, found.units)
    for place, pool in enumerate(pools):
        if place == 0:
            issue(lo, of, pool.term.clause, FREE, b.when(step.falls, found.pool))
    share_class = class_of(step.term.clause, investment)
    issue(lo, of, step.term.clause, Lot(investment.investor, share_class), bought)
    issue_protected(b, table, share_class, price, step.falls)
    table.price = b.select(step.falls, price, table.price)


def _need_the_whole(plan: Plan, investment: Investment, *, more: bool) -> None:
    if plan.counting == "some" and (more or investment.price_is != "per share"):
        raise NotLoweredError("nothing says how many shares there are in all")
    if plan.counting == "parts" and investment.price_is == "per share":
        raise NotLoweredError("a price per share needs the number of shares there are")


def _pricing(lo: Lowers, step: Step, investment: Investment, notes: Value, *, converts: bool) -> Pricing:
    """How a valuation or a price becomes units for money, by the convention the round states."""
    b, zero = lo.builder, lo.builder.number(0)
    if investment.price is None:
        raise NotLoweredError("nothing says at which price")
    price = exchange.money(lo, investment.price, f"{step.term.tag}: price")
    if investment.price_is == "per share":
        return Pricing(zero, zero, b.divide(b.number(1), price))
    if converts and investment.convention is None:
        raise NotLoweredError("it does not state its convention: notes convert in it, and it decides the price")
    convention: Convention = investment.convention or "percentage ownership"
    said = f"valued at {words(lo, investment.price)} {investment.price_is}"
    with lo.saying(step.term.clause, said, step.term.version.amendment):
        shared = price
        if investment.price_is == "post-money":
            shared = b.subtract(price, exchange.money(lo, investment.amount, f"{step.term.tag}: amount"))
        elif convention == "dollars invested":
            shared = b.add(price, notes)
        each = b.divide(b.number(1), shared)
    return Pricing(each, zero if convention == "pre-money" else each, zero)


def _asked(lo: Lowers, of: Changing, investment: Investment, pools: list[Step], new: tuple[Value, Pricing]) -> Round:
    """The round as it is solved: what there is before it, on which basis its price counts, and its pool."""
    b, table = lo.builder, of.table
    basis = investment.basis or "fully diluted"
    money, pricing = new
    target, fresh = None, b.number(0)
    if len(pools) > 1:
        raise NotLoweredError("several pools in one round")
    for pool in pools:
        target, fresh = _of_pool(lo, of, pool)
    return Round(
        existing=table.total("fully diluted"),
        counted=table.total(basis),
        pool_counts=basis == "fully diluted",
        money=money,
        pricing=pricing,
        free=table.lots.get(FREE, b.number(0)),
        fresh=fresh,
        target=target,
    )


def _of_pool(lo: Lowers, of: Changing, step: Step) -> tuple[Value | None, Value]:
    """The part that is to be free for options, or the units by which the pool grows."""
    b, pool = lo.builder, step.sentence
    if not isinstance(pool, OptionPool):
        raise TypeError(pool)
    with lo.saying(step.term.clause, "what is kept for options", said_by(step.term.version, "sentence")):
        amount = b.when(step.falls, lo.number(pool.amount, f"{step.term.tag}: amount"))
    if is_units(lo, pool.amount):
        if of.plan.counting == "parts":
            raise NotLoweredError("its shares are counted beside percentages: they change no fraction")
        return None, amount
    if pool.basis not in (None, "fully diluted"):
        raise NotLoweredError(f"a pool as a percentage on the basis {pool.basis} is not followed")
    return amount, b.number(0)


def lower_pool(lo: Lowers, of: Changing, step: Step) -> None:
    """A pool outside a round: the units said, or as many as it takes to reach the part of the whole that is said."""
    b, zero = lo.builder, lo.builder.number(0)
    target, fresh = _of_pool(lo, of, step)
    if of.plan.counting == "some" and target is not None:
        raise NotLoweredError("nothing says how many shares there are in all")
    all_of_it = of.table.total("fully diluted")
    free = of.table.lots[FREE]
    asked = Round(all_of_it, all_of_it, True, zero, Pricing(zero, zero, zero), free, fresh, target)
    issue(lo, of, step.term.clause, FREE, b.when(step.falls, convert(b, asked, ()).pool))
