"""What is ever said of a company's shares: the steps in order, and what has to be carried for them."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.lower.asking import Lowers
from termwise.lower.passes.cap_table import FREE, OPTIONS, ORDINARY, UNNAMED, Lot
from termwise.lower.passes.dimensions import dimension
from termwise.model.entitlement import PutOrCall
from termwise.model.expression import Expression
from termwise.model.sentence import AntiDilution, Conversion, Investment, Issue, OptionPool, Sentence, Warrant
from termwise.standing.equity import earliest_of
from termwise.view.agreement import Version

Counting = Literal["units", "parts", "some"]
"""All units are known; only parts of the whole are; some units are known, and not how many there are in all.

Of a company of whose shares only one holder is ever named, nobody has said that there are no others.
"""


class Plan(Struct, frozen=True):
    """Everything static about a company's equity. `steps` are clause and place of its wording, in order of day."""

    company: str
    counting: Counting
    lots: tuple[Lot, ...]
    protected: dict[str, AntiDilution]
    steps: tuple[tuple[str, Version], ...]
    warrants: tuple[str, ...]
    basis: str | None


def companies(lo: Lowers) -> tuple[str, ...]:
    """The companies whose shares the agreement moves."""
    found = [_company(version.clause.sentence) for h in lo.agreement.clauses for version in h.versions]
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _company(sentence: Sentence) -> str | None:
    match sentence:
        case Issue() | Conversion() | OptionPool():
            return sentence.company
        case Investment(price=price) if price is not None:
            return sentence.company
        case Warrant(exercised_when=policy) if policy is not None:
            return sentence.issuer
        case PutOrCall(company=company):
            return company
        case _:
            return None


def plan_of(lo: Lowers, company: str) -> Plan:
    """The plan of a company."""
    said = [
        (history.name, version)
        for history in lo.agreement.clauses
        for version in history.versions
        if _of_company(version.clause.sentence, company)
    ]
    steps = sorted(
        ((name, v) for name, v in said if not isinstance(v.clause.sentence, Warrant)),
        key=lambda one: earliest_of(lo.facts, *one) or date.max,
    )
    sentences = [version.clause.sentence for _, version in (*steps, *said)]
    lots = dict.fromkeys(lot for (name, v) in (*steps, *said) for lot in _lots(name, v.clause.sentence))
    bases = [s.basis for s in sentences if isinstance(s, Issue) and s.basis is not None]
    lots |= dict.fromkeys(_passed_on(list(lots), sentences))
    told = [version.clause.sentence for _, version in steps]
    counting = _counting(lo, [sentence for sentence in told if not isinstance(sentence, PutOrCall)])
    if counting == "units" and len({lot.holder for lot in lots}) == 1:
        counting = "some"
    unnamed = (Lot(UNNAMED, ORDINARY),) if counting == "parts" or any(_is_part(lo, s) for s in sentences) else ()
    return Plan(
        company,
        counting,
        (*lots, *unnamed),
        dict(_protected(said)),
        tuple(steps),
        tuple(dict.fromkeys(name for name, v in said if isinstance(v.clause.sentence, Warrant))),
        bases[0] if bases else None,
    )


def _of_company(sentence: Sentence, company: str) -> bool:
    match sentence:
        case Issue() | Conversion() | OptionPool():
            return sentence.company == company
        case Investment(price=price):
            return price is not None and sentence.company == company
        case Warrant(issuer=issuer):
            return issuer == company
        case PutOrCall():
            return sentence.company == company
        case _:
            return False


def _counting(lo: Lowers, sentences: list[Sentence]) -> Counting:
    """Numbers of shares tell the whole when they come first; a percentage, a valuation or a cap tells parts of it."""
    match sentences[0] if sentences else None:
        case Issue(allocations=allocations) if any(is_units(lo, one.amount) for one in allocations):
            return "units"
        case OptionPool(amount=amount) if is_units(lo, amount):
            return "units"
        case None | Investment(price_is="per share"):
            return "some"
        case _:
            return "parts"


def is_units(lo: Lowers, amount: Expression) -> bool:
    """Whether an amount is a number of shares, not a percentage."""
    return not dimension(amount, lo.facts.names(), lo.agreement.deal.currency).is_pure


def _is_part(lo: Lowers, sentence: Sentence) -> bool:
    match sentence:
        case Issue(allocations=allocations):
            return any(not is_units(lo, one.amount) for one in allocations)
        case _:
            return False


def class_of(clause: str, sentence: Issue | Investment | Conversion) -> str:
    """The class of the shares: as said, the clause's own where they are protected, else ordinary."""
    if sentence.share_class is not None:
        return sentence.share_class
    protected = not isinstance(sentence, Conversion) and sentence.anti_dilution is not None
    return clause if protected else ORDINARY


def _lots(clause: str, sentence: Sentence) -> Iterable[Lot]:
    match sentence:
        case Issue(allocations=allocations):
            yield from (Lot(one.holder, class_of(clause, sentence)) for one in allocations)
        case Investment(investor=holder) | Conversion(holder=holder):
            yield Lot(holder, class_of(clause, sentence))
        case Warrant(holder=holder, exercised_when=policy) if policy is not None:
            yield Lot(holder, ORDINARY)
        case OptionPool():
            yield FREE
        case _:
            pass


def _passed_on(lots: list[Lot], sentences: list[Sentence]) -> list[Lot]:
    """The lots that come about when puts and calls are exercised, one after another."""
    options = [sentence for sentence in sentences if isinstance(sentence, PutOrCall)]
    found: list[Lot] = []
    for _ in options:
        for option in options:
            own = [lot for lot in (*lots, *found) if lot.holder == option.seller and lot.share_class != OPTIONS]
            found += [Lot(option.buyer, lot.share_class) for lot in own]
    return list(dict.fromkeys(found))


def _protected(said: list[tuple[str, Version]]) -> Iterable[tuple[str, AntiDilution]]:
    for clause, version in said:
        match version.clause.sentence:
            case (Issue() | Investment()) as sentence if sentence.anti_dilution is not None:
                if class_of(clause, sentence) != OPTIONS:
                    yield class_of(clause, sentence), sentence.anti_dilution
            case _:
                pass
