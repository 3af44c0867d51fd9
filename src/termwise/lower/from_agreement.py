"""An agreement becomes a program."""

from collections.abc import Callable, Iterator, Sequence

from termwise.ir.program import Program
from termwise.lower.asked import add_conditions
from termwise.lower.asking import NotLoweredError, Term
from termwise.lower.lowering import Lowering
from termwise.lower.passes.accruing import Accrual, settle_together
from termwise.lower.passes.capital import lower_capital_commitment, lower_investment
from termwise.lower.passes.commitments import lower_purchase_commitments
from termwise.lower.passes.equity_plan import companies
from termwise.lower.passes.fees import lower_fees
from termwise.lower.passes.holdings import lower_holdings
from termwise.lower.passes.in_force import lower_in_force
from termwise.lower.passes.loans import close_account, lower_loan, repay_in_the_end
from termwise.lower.passes.payments import lower_payment, lower_purchase
from termwise.lower.passes.seats import lower_seats
from termwise.lower.passes.tier_bounds import close_returns
from termwise.lower.passes.valuing import lower_values
from termwise.lower.passes.warrants import lower_warrant
from termwise.lower.passes.waterfalls import lower_waterfall
from termwise.model.expression import Expression
from termwise.model.sentence import (
    CapitalCommitment,
    Duty,
    Investment,
    Loan,
    Payment,
    Power,
    Purchase,
    Sentence,
    Warrant,
    Waterfall,
)
from termwise.view.agreement import Agreement, ClauseHistory


def lower(agreement: Agreement, asked: Sequence[Expression] = ()) -> Program:
    """The program of an agreement: every clause in force by days, all money and shares it moves.

    What is not followed is in `Program.left_out` with the clause and the reason. Conditions that are `asked` become
    outputs as `lower.asked` says; raises `NotAskableError` for those that cannot. Without any the program is kept with
    the agreement: a run and a simulation of it are of one program.
    """
    kept = agreement.memo.held.get("program")
    if isinstance(kept, Program) and not asked:
        return kept
    program = _lowered(agreement, asked)
    if not asked:
        agreement.memo.held["program"] = program
    return program


def _lowered(agreement: Agreement, asked: Sequence[Expression]) -> Program:
    lo = Lowering(agreement)
    ordered = _in_order(agreement)
    for history in ordered:
        _each(lo, history, lambda lo, history: lower_in_force(lo, history.name))
    lower_seats(lo)
    for stage in (_money, _commitments, _fees):
        for history in ordered:
            _each(lo, history, stage)
    for company in companies(lo):
        lo.tables[company] = lower_holdings(lo, company)
        lower_values(lo, company)
    for stage in (_exits, _repayments):
        for history in ordered:
            _each(lo, history, stage)
    add_conditions(lo, asked)
    lo.finish()
    return lo.builder.program()


def _each(lo: Lowering, history: ClauseHistory, stage: Callable[[Lowering, ClauseHistory], None]) -> None:
    try:
        stage(lo, history)
    except NotLoweredError as missing:
        lo.leave_out(history.name, str(missing))


def _in_order(agreement: Agreement) -> list[ClauseHistory]:
    """The clauses as written, but what is recouped before the clause that recoups it."""
    by_name = {history.name: history for history in agreement.clauses}
    found: dict[str, ClauseHistory] = {}
    busy: set[str] = set()

    def visit(history: ClauseHistory) -> None:
        if history.name in found or history.name in busy:
            return
        busy.add(history.name)
        for version in history.versions:
            for earlier in (*version.clause.qualifiers.recoups, *_paid_back(version.clause.sentence)):
                if earlier in by_name:
                    visit(by_name[earlier])
        found[history.name] = history

    for history in agreement.clauses:
        visit(history)
    return list(found.values())


def _paid_back(sentence: Sentence) -> Iterator[str]:
    """The clauses whose money a distribution gives back."""
    if isinstance(sentence, Waterfall):
        for tier in sentence.tiers:
            yield from (name for name in (tier.back, tier.repaid) if name is not None)


def _money(lo: Lowering, history: ClauseHistory) -> None:
    accruals: list[Accrual] = []
    for term in lo.terms(history.name):
        try:
            accruals += _term(lo, term)
        except NotLoweredError as missing:
            author = term.version.amendment
            lo.leave_out(history.name, str(missing) if author is None else f"{missing}, as said by {author}")
    settle_together(lo, accruals)


def _term(lo: Lowering, term: Term) -> list[Accrual]:
    """Lower one wording; what it accrues is settled with the clause's other wordings."""
    match term.sentence:
        case Payment() as payment:
            return lower_payment(lo, term, payment)
        case Purchase() as purchase:
            return lower_purchase(lo, term, purchase)
        case Investment() as investment:
            lower_investment(lo, term, investment)
        case Loan() as loan:
            lower_loan(lo, term, loan)
        case Waterfall(by_preference=False) as waterfall:
            lower_waterfall(lo, term, waterfall)
        case Warrant() as warrant:
            lower_warrant(lo, term, warrant)
        case _:
            pass
    return []


def _commitments(lo: Lowering, history: ClauseHistory) -> None:
    lower_purchase_commitments(lo, lo.terms(history.name))
    for term in lo.terms(history.name):
        match term.sentence:
            case CapitalCommitment() as capital:
                lower_capital_commitment(lo, term, capital)
            case _:
                pass


def _exits(lo: Lowering, history: ClauseHistory) -> None:
    """Distributions by preference: they look at who holds which shares."""
    for term in lo.terms(history.name):
        if isinstance(term.sentence, Waterfall) and term.sentence.by_preference:
            lower_waterfall(lo, term, term.sentence)


def _repayments(lo: Lowering, history: ClauseHistory) -> None:
    """What is left of loans on their last day, after every distribution; returns run on to the end of the period."""
    close_returns(lo, history.name)
    for lowered in (repay_in_the_end, close_account):
        for term in lo.terms(history.name):
            if isinstance(term.sentence, Loan):
                lowered(lo, term, term.sentence)


def _fees(lo: Lowering, history: ClauseHistory) -> None:
    if any(isinstance(version.clause.sentence, Power | Duty) for version in history.versions):
        lower_fees(lo, history)
