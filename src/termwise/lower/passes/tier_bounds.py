"""How much room a tier of a distribution has: by its total, by what a party has, is owed or made as profit."""

from msgspec import Struct

from termwise.ir.program import Value
from termwise.lower.asking import Account, Lowers, NotLoweredError, Term
from termwise.lower.passes.accounts import Bucket, Owed
from termwise.lower.passes.exchange import money
from termwise.model.entitlement import InterestRate
from termwise.model.sentence import Loan, WaterfallTier

_CAPITAL_FIRST: tuple[Bucket, ...] = ("principal", "interest")


class Distributing(Struct, frozen=True):
    """One distribution in the period: its clause, when it falls due, and what each has been given so far.

    `accounts` are those of what a party has paid in, with a return on it: by tier. `parties_back` are the pairs
    of a party and the clause under which it paid what it gets back.
    """

    term: Term
    falls: Value
    on: Value
    accounts: dict[int, tuple[str, Account]]
    received: dict[str, list[Value]]
    parties_back: tuple[tuple[str, str], ...] = ()

    def has(self, party: str) -> str:
        """The name under which is carried what a party has received in all."""
        return f"{self.term.clause}: {party} has"

    def distributed(self) -> str:
        """The name under which is carried what was distributed in all, loans repaid apart."""
        return f"{self.term.clause}: distributed"

    def hand_out(self, lo: Lowers, tier: WaterfallTier, amounts: dict[str, Value], taken: Value) -> None:
        """Give each party its amount of a tier."""
        b = lo.builder
        repaid = self.lender(lo, tier)
        for party, amount in amounts.items():
            self.received.setdefault(party, []).append(amount)
            lo.running.set(self.has(party), b.add(lo.running.get(self.has(party)), amount))
            if party == repaid and tier.repaid is not None:
                lo.accounts[tier.repaid].pay(amount)
                taken = b.subtract(taken, amount)
        lo.running.set(self.distributed(), b.add(lo.running.get(self.distributed()), taken))

    def lender(self, lo: Lowers, tier: WaterfallTier) -> str | None:
        """Who lent what a tier repays."""
        return None if tier.repaid is None else _loan(lo, tier.repaid).lender


def begin(lo: Lowers, term: Term, tiers: tuple[WaterfallTier, ...], falls: Value, on: Value) -> Distributing:
    """A distribution before its first tier; the first wording that asks takes in what was paid in up to its day."""
    accounts: dict[int, tuple[str, Account]] = {}
    backs: list[tuple[str, str]] = []
    for place, tier in enumerate(tiers, start=1):
        if tier.back is None or tier.until_party is None:
            continue
        pair = tier.until_party, tier.back
        backs.append(pair)
        if tier.interest is not None:
            account = _with_a_return(lo, term, pair, backs.count(pair), tier.interest)
            account.accrue(account.day_of(falls, on))
            accounts[place] = (tier.until_party, account)
    found = Distributing(term, falls, on, accounts, {}, tuple(dict.fromkeys(backs)))
    for pair in found.parties_back:
        name = _paid_name(found, pair)
        if not lo.running.knows(name):
            lo.running.set(name, lo.builder.add(lo.running.get(name), _paid_now(lo, pair)))
    return found


def closed(lo: Lowers, d: Distributing) -> None:
    """After the last tier: what a party received counts against what it is owed."""
    b = lo.builder
    for party, account in d.accounts.values():
        account.pay(b.total(d.received.get(party, [])))


def close_returns(lo: Lowers, clause: str) -> None:
    """After all wordings of a distribution: the returns on what was paid in run on to the end of the period."""
    for name, account in lo.accounts.items():
        if name.startswith(f"{clause}: "):
            with lo.saying(clause, "what each has after it"):
                account.close()


def room_in(
    lo: Lowers, d: Distributing, tier_at: tuple[WaterfallTier, int], parts: dict[str, Value], left: Value
) -> Value | None:
    """The most a tier takes of what is left; None when nothing bounds it."""
    b, (tier, place) = lo.builder, tier_at
    about = f"{d.term.tag}: tier {place}"
    if tier.first is not None:
        name = f"{d.term.clause}: tier {place} so far"
        room = b.subtract(money(lo, tier.first, f"{about} first"), lo.running.get(name))
        lo.running.set(name, b.add(lo.running.get(name), b.minimum(left, b.positive_part(room))))
        return room
    if tier.repaid is not None:
        return _until_repaid(lo, d, tier.repaid, parts)
    if tier.until_party is None:
        return None
    part = _part_of(parts, tier.until_party)
    has = lo.running.get(d.has(tier.until_party))
    if tier.catch_up is not None:
        return _catch_up(lo, d, lo.number(tier.catch_up, f"{about} part of the profit"), (tier.until_party, part), left)
    if place in d.accounts:
        account = d.accounts[place][1]
        missing = b.subtract(account.owed(), b.total(d.received.get(tier.until_party, [])))
    elif tier.back is not None:
        missing = b.subtract(lo.running.get(_paid_name(d, (tier.until_party, tier.back))), has)
    elif tier.until_has is not None:
        missing = b.subtract(money(lo, tier.until_has, f"{about} until"), has)
    else:
        return None
    return b.divide(missing, part)


def _part_of(parts: dict[str, Value], party: str) -> Value:
    if party not in parts:
        raise NotLoweredError(f"{party} has no share in the tier that lasts until it has enough")
    return parts[party]


# -- what was paid in ---------------------------------------------------------------------------------


def _paid_name(d: Distributing, pair: tuple[str, str]) -> str:
    return f"{d.term.clause}: {pair[0]} paid under {pair[1]}"


def _paid_now(lo: Lowers, pair: tuple[str, str]) -> Value:
    party, clause = pair
    return lo.builder.total([m.amount for m in lo.movements if m.clause == clause and m.payer == party])


def _with_a_return(lo: Lowers, term: Term, pair: tuple[str, str], place: int, interest: InterestRate) -> Account:
    """The account of what a party paid in, with its `place`-th return on it: one for all wordings of the clause.

    Made by the first of them, it takes in what is paid in within the period.
    """
    b, (party, clause) = lo.builder, pair
    name = f"{term.clause}: {party} back under {clause}" + (f" ({place})" if place > 1 else "")
    if name in lo.accounts:
        if lo.accounts[name].interest != interest:
            lo.leave_out(term.clause, f"{party}'s return on what it paid under {clause} changes: the first is followed")
        return lo.accounts[name]
    account = lo.accounts[name] = Owed(lo, name, interest, _CAPITAL_FIRST)
    for m in lo.movements:
        if m.clause == clause and m.payer == party:
            account.lend(m.amount, b.both(b.less(b.number(0), m.amount), b.falls_in_period(m.on)), m.on)
    return account


# -- loans and profit ---------------------------------------------------------------------------------


def _loan(lo: Lowers, clause: str) -> Loan:
    for term in lo.terms(clause):
        if isinstance(term.sentence, Loan):
            return term.sentence
    raise NotLoweredError(f"`{clause}` is no loan")


def _until_repaid(lo: Lowers, d: Distributing, clause: str, parts: dict[str, Value]) -> Value:
    lender = _loan(lo, clause).lender
    if clause not in lo.accounts:
        raise NotLoweredError(f"what is owed under `{clause}` is not followed")
    account = lo.accounts[clause]
    account.accrue(account.day_of(d.falls, d.on))
    return lo.builder.divide(account.owed(), _part_of(parts, lender))


def _catch_up(lo: Lowers, d: Distributing, goal: Value, one: tuple[str, Value], left: Value) -> Value:
    """Until a party has its part of the profit.

    With P of profit so far, G of it the party's, and a part c of the tier, a tier of x brings it to the part k
    where G + c x = k (P + x), so x = (k P - G) / (c - k). A party whose part of the tier is no larger than k
    never gets there: the tier takes all.
    """
    b, (party, part) = lo.builder, one
    given_back = {pair: _given_back(lo, d, pair) for pair in d.parties_back}
    profit = b.subtract(lo.running.get(d.distributed()), b.total(given_back.values()))
    own_back = b.total([amount for pair, amount in given_back.items() if pair[0] == party])
    own = b.subtract(lo.running.get(d.has(party)), own_back)
    missing = b.subtract(b.multiply(goal, profit), own)
    reached = b.divide(missing, b.subtract(part, goal))
    endless = b.select(b.less(b.number(0), missing), left, b.number(0))
    return b.select(b.less(goal, part), reached, endless)


def _given_back(lo: Lowers, d: Distributing, pair: tuple[str, str]) -> Value:
    return lo.builder.minimum(lo.running.get(d.has(pair[0])), lo.running.get(_paid_name(d, pair)))
