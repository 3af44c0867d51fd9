"""Who holds a company, in fractions of the whole: percentages restate, rounds dilute."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from termwise.ir.program import Origin, Output, State, Units, Value
from termwise.lower.asking import Lowers, NotLoweredError, Term
from termwise.lower.passes.dimensions import dimension
from termwise.lower.passes.in_force import is_in_force_on
from termwise.lower.passes.payments import due_day
from termwise.lower.passes.settling import said_by, words
from termwise.model.sentence import ByThen, Investment, Issue, Once, When, Within


class Step(Struct, frozen=True):
    """One equity sentence that takes effect in the periods in which `falls` holds."""

    term: Term
    sentence: Issue | Investment
    falls: Value


def companies(lo: Lowers) -> tuple[str, ...]:
    """The companies whose shares the agreement moves."""
    found = [
        version.clause.sentence.company
        for history in lo.agreement.clauses
        for version in history.versions
        if isinstance(version.clause.sentence, Issue | Investment)
    ]
    return tuple(dict.fromkeys(found))


def held_before(lo: Lowers, kind: str, holder: str, company: str) -> Value:
    """The "stake" (a fraction of the whole) or the "units" a party held as the previous period left them."""
    steps = list(_steps(lo, company))
    if holder not in _holders(steps):
        raise NotLoweredError(f"nothing says what `{holder}` holds of `{company}`")
    counted = "units" if _in_units(lo, steps) else "stake"
    if counted != kind:
        missing = "how many shares there are in all" if kind == "stake" else "how many shares a percentage is"
        raise NotLoweredError(f"nothing says {missing} of `{company}`")
    return lo.builder.state(_state(kind, holder, company))


def _state(kind: str, holder: str, company: str) -> State:
    name = f"{kind}:{holder}:{company}"
    return State(name, "number", Fraction(0), Origin(company, f"what {holder} holds of it"))


def _in_units(lo: Lowers, steps: list[Step]) -> bool:
    """Whether all that is ever said of a company's shares is said in numbers of shares."""
    return all(isinstance(step.sentence, Issue) and _counts(lo, step.sentence) == {False} for step in steps)


def _counts(lo: Lowers, issue: Issue) -> set[bool]:
    """Whether the allocations are percentages (True), numbers of shares (False), or both."""
    names, currency = lo.facts.names(), lo.agreement.deal.currency
    return {dimension(allocation.amount, names, currency).is_pure for allocation in issue.allocations}


def lower_holdings(lo: Lowers, company: str) -> None:
    """Carry what is held of a company through every issue and round, and state it as outputs."""
    b = lo.builder
    steps = list(_steps(lo, company))
    kind = "units" if _in_units(lo, steps) else "stake"
    held = {holder: b.state(_state(kind, holder, company)) for holder in _holders(steps)}
    for step in steps:
        held = _after(lo, held, step, kind)
    for holder, value in held.items():
        b.carry(f"{kind}:{holder}:{company}", value)
        b.effect(Output(f"{kind}:{holder}:{company}", value))


def _holders(steps: list[Step]) -> tuple[str, ...]:
    found: list[str] = []
    for step in steps:
        match step.sentence:
            case Issue(allocations=allocations):
                found += [allocation.holder for allocation in allocations]
            case Investment(investor=investor):
                found.append(investor)
    return tuple(dict.fromkeys(found))


def _steps(lo: Lowers, company: str) -> Iterable[Step]:
    """Every issue and round, in order of the earliest day it may take effect, then of writing."""
    found: list[tuple[int, Step]] = []
    for history in lo.agreement.clauses:
        if not any(getattr(v.clause.sentence, "company", None) == company for v in history.versions):
            continue
        try:
            for term in lo.terms(history.name):
                step = _step(lo, term)
                if step is not None:
                    begins = term.version.begins.earliest or lo.agreement.deal.end
                    found.append((begins.toordinal(), step))
        except NotLoweredError as missing:
            lo.leave_out(history.name, f"its shares: {missing}")
    return [step for _, step in sorted(found, key=lambda one: one[0])]


def _step(lo: Lowers, term: Term) -> Step | None:
    b = lo.builder
    with lo.saying(term.clause, "the day it takes effect", term.version.amendment):
        match term.sentence:
            case Issue(on=moment) as issue:
                day = term.start if moment is None else lo.moment(moment, f"{term.tag}: issued")
                if not issue.allocations:
                    return None
            case Investment(schedule=Once() | ByThen() | Within() | When() as schedule) as issue if issue.price:
                day = due_day(lo, term, schedule)
            case Investment(schedule=None) as issue if issue.price:
                day = term.start
            case _:
                return None
        return Step(term, issue, b.both(b.falls_in_period(day), is_in_force_on(lo, term, day)))


def _after(lo: Lowers, held: dict[str, Value], step: Step, kind: str) -> dict[str, Value]:
    b, term = lo.builder, step.term
    with lo.saying(term.clause, "who holds the company after it", said_by(term.version, "sentence")):
        try:
            match step.sentence:
                case Issue() as issue if _counts(lo, issue) == {True}:
                    after = _restated(lo, term, held, issue)
                case Issue() as issue if _counts(lo, issue) == {False}:
                    return _issued(lo, step, held, issue, kind)
                case Issue():
                    lo.leave_out(term.clause, "its shares: percentages and numbers of shares in one issue")
                    return held
                case Investment() as investment:
                    after = _diluted(lo, term, held, investment)
        except NotLoweredError as missing:
            lo.leave_out(term.clause, f"its shares: {missing}")
            return held
        return {holder: b.select(step.falls, after[holder], before) for holder, before in held.items()}


def _restated(lo: Lowers, term: Term, held: dict[str, Value], issue: Issue) -> dict[str, Value]:
    """The percentages said; whoever is not named holds nothing."""
    amounts = {a.holder: lo.number(a.amount, f"{term.tag}: {a.holder}") for a in issue.allocations}
    return {holder: amounts.get(holder, lo.builder.number(0)) for holder in held}


def _issued(lo: Lowers, step: Step, held: dict[str, Value], issue: Issue, kind: str) -> dict[str, Value]:
    """Shares are added to what there is; beside percentages of the same company they change no fraction."""
    b, after = lo.builder, dict(held)
    for allocation in issue.allocations:
        amount = b.when(step.falls, lo.number(allocation.amount, f"{step.term.tag}: {allocation.holder}"))
        share_class = issue.share_class or "ordinary"
        b.effect(Units(step.term.clause, issue.company, allocation.holder, share_class, amount))
        after[allocation.holder] = b.add(after[allocation.holder], amount)
    if kind == "units":
        return after
    lo.leave_out(step.term.clause, "its shares are counted beside percentages: they change no fraction")
    return held


def _diluted(lo: Lowers, term: Term, held: dict[str, Value], investment: Investment) -> dict[str, Value]:
    """X at V pre-money leaves the investor X/(V+X) and everybody V/(V+X) of what he had; X at V post-money X/V."""
    b = lo.builder
    if investment.price is None or investment.price_is not in ("pre-money", "post-money"):
        raise NotLoweredError("a price per share needs the number of shares there are")
    amount = lo.number(investment.amount, f"{term.tag}: amount")
    price = lo.number(investment.price, f"{term.tag}: price")
    with lo.saying(
        term.clause, f"valued at {words(lo, investment.price)} {investment.price_is}", term.version.amendment
    ):
        post = b.add(price, amount) if investment.price_is == "pre-money" else price
        bought = b.divide(amount, post)
        kept = b.subtract(b.number(1), bought)
    after = {holder: b.multiply(value, kept) for holder, value in held.items()}
    after[investment.investor] = b.add(after[investment.investor], bought)
    return after
