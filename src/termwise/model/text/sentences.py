"""Sentences in the language: the line itself, and the lines that belong to its kind."""

from decimal import Decimal
from typing import assert_never

from termwise.model.entitlement import PutOrCall
from termwise.model.moment import Moment
from termwise.model.sentence import (
    Appointment,
    CapitalCommitment,
    Consent,
    Conversion,
    Duty,
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
from termwise.model.text.entitlements import put_or_call_text
from termwise.model.text.expressions import act_text, expression_text, may_text
from termwise.model.text.moments import moment_text
from termwise.model.text.numbers import number_text
from termwise.model.text.quoted import quoted
from termwise.model.text.schedules import schedule_text
from termwise.model.text.tables import allocations_text, sentence_own_lines

Trade = Payment | Purchase | PurchaseCommitment | CapitalCommitment | Loan
Right = Grant | Exclusivity | FirstRefusal | Consent | Permission | Prohibition | Duty | Power
Equity = Issue | Investment | Conversion | OptionPool | Warrant | PutOrCall | Waterfall | Appointment


def sentence_text(sentence: Sentence, currency: str | None = None) -> str:
    """The sentence itself, on one line, without the lines that belong to it."""
    match sentence:
        case Payment() | Purchase() | PurchaseCommitment() | CapitalCommitment() | Loan():
            return _trade_text(sentence, currency)
        case Grant() | Exclusivity() | FirstRefusal() | Consent() | Permission() | Prohibition() | Duty() | Power():
            return _right_text(sentence, currency)
        case (
            Issue() | Investment() | Conversion() | OptionPool() | Warrant() | PutOrCall() | Waterfall() | Appointment()
        ):
            return _equity_text(sentence, currency)
        case Prose():
            return _prose_text(sentence)
        case _:
            assert_never(sentence)


def sentence_lines(sentence: Sentence, currency: str | None = None) -> list[str]:
    """The sentence, and one level deeper what belongs to its kind: notice, cure, vesting, tiers, effects."""
    return [sentence_text(sentence, currency), *("    " + line for line in sentence_own_lines(sentence, currency))]


def _trade_text(sentence: Trade, currency: str | None) -> str:
    match sentence:
        case Payment(payer, payee, amount, schedule):
            return f"{payer} pays {payee} {expression_text(amount, currency)}{_then(schedule, currency)}"
        case Purchase():
            return _purchase_text(sentence, currency)
        case PurchaseCommitment(buyer, amount, asset, seller, by):
            until = "" if by is None else f" by {moment_text(by)}"
            price = "" if sentence.price is None else f" at {expression_text(sentence.price, currency)}"
            return f"{buyer} commits to buy {expression_text(amount, currency)} of {asset} from {seller}{price}{until}"
        case CapitalCommitment(investor, amount, company, by):
            until = "" if by is None else f" by {moment_text(by)}"
            return f"{investor} commits to invest {expression_text(amount, currency)} in {company}{until}"
        case Loan(lender, borrower, amount, schedule):
            return f"{lender} lends {borrower} {expression_text(amount, currency)}{_then(schedule, currency)}"
        case _:
            assert_never(sentence)


def _purchase_text(purchase: Purchase, currency: str | None) -> str:
    counted = "" if purchase.quantity is None else f"{expression_text(purchase.quantity, currency)} of "
    paid = "" if purchase.amount is None else f", {expression_text(purchase.amount, currency)}"
    if purchase.amount is None and purchase.price is not None:
        paid = f" at {expression_text(purchase.price, currency)}"
    return (
        f"{purchase.buyer} buys {counted}{purchase.asset} from {purchase.seller}{paid}"
        f"{_then(purchase.schedule, currency)}"
    )


def _right_text(sentence: Right, currency: str | None) -> str:
    match sentence:
        case Grant(grantor, grantees, verbs, asset, exclusiveness):
            kind = "" if exclusiveness == "non-exclusive" else f"{exclusiveness} "
            return f"{grantor} grants {', '.join(grantees)} {kind}{', '.join(verbs)} of {asset}"
        case Exclusivity(actor, verb, asset, relation, allowed):
            what = "" if asset is None else f" {asset}"
            return f"{actor} {third_person(verb)}{what} only {relation} {', '.join(allowed)}"
        case FirstRefusal(holder, act):
            actor = f"{act.actor} {third_person(act.verb)}"
            rest = act_text(act, with_actor=False).removeprefix(act.verb)
            return f"{holder} has first refusal when {actor}{rest}"
        case Consent(givers, act):
            return f"{act.actor} needs consent of {', '.join(givers)} to {act_text(act, with_actor=False)}"
        case Permission(act):
            return may_text(act)
        case Prohibition(act):
            return f"{act.actor} must not {act_text(act, with_actor=False)}"
        case Duty(act, deadline):
            return f"{act.actor} must {act_text(act, with_actor=False)}{_then(deadline, currency)}"
        case Power():
            return _power_text(sentence)
        case _:
            assert_never(sentence)


def _power_text(power: Power) -> str:
    who = power.holders[0] if len(power.holders) == 1 else f"either {' or '.join(power.holders)}"
    subject = "" if power.subject is None else f" {power.subject}"
    notice = "" if power.notice is None else f" after {power.notice} notice"
    earliest = "" if power.not_before is None else f", not before {moment_text(power.not_before)}"
    return f"{who} may {power.verb}{subject}{notice}{earliest}"


def _equity_text(sentence: Equity, currency: str | None) -> str:
    match sentence:
        case Issue(company, allocations, on=on, price=paid):
            price = "" if paid is None else f" at {expression_text(paid, currency)}"
            return f"{company} issues {allocations_text(allocations, currency)}{price}{_on(on)}"
        case Investment(investor, amount, company, schedule=schedule):
            money = expression_text(amount, currency)
            return f"{investor} invests {money} in {company}{_price(sentence, currency)}{_then(schedule, currency)}"
        case Conversion(holder, instrument, company, schedule=schedule):
            terms = _terms(sentence, currency)
            return f"{holder} converts {instrument} into {company}{terms}{_then(schedule, currency)}"
        case OptionPool(company, amount, on=on):
            kept = expression_text(amount, currency)
            return f"{company} reserves {kept} for options{_in(sentence.round)}{_on(on)}"
        case Warrant(issuer, holder, amount, strike):
            price = "" if strike is None else f" at {expression_text(strike, currency)}"
            return f"{issuer} issues {holder} warrant on {expression_text(amount, currency)}{price}"
        case PutOrCall():
            return put_or_call_text(sentence, currency)
        case Waterfall(payer, base, schedule, by_preference=by_preference):
            how = " by preference" if by_preference else ""
            return f"{payer} distributes {base}{how}{_then(schedule, currency)}"
        case Appointment(appointer, body, seats, role):
            return f"{appointer} appoints {_places(seats, role)} of {body}"
        case _:
            assert_never(sentence)


def _price(sentence: Investment | Conversion, currency: str | None) -> str:
    if sentence.price is None:
        return ""
    return f" at {expression_text(sentence.price, currency)} {sentence.price_is or 'pre-money'}"


def _terms(conversion: Conversion, currency: str | None) -> str:
    """In which round, at which price, cap and discount something converts."""
    cap, discount = conversion.cap, conversion.discount
    kind = "" if conversion.cap_is is None else f" {conversion.cap_is}"
    limit = "" if cap is None else f", cap {expression_text(cap, currency)}{kind}"
    less = "" if discount is None else f", discount {expression_text(discount, currency)}"
    return f"{_in(conversion.round)}{_price(conversion, currency)}{limit}{less}"


def _in(clause: str | None) -> str:
    return "" if clause is None else f" in {clause}"


def _on(moment: Moment | None) -> str:
    return "" if moment is None else f" on {moment_text(moment)}"


def _places(seats: Decimal | None, role: str) -> str:
    return f"all {role}s" if seats is None else f"{number_text(seats)} {role}{'' if seats == 1 else 's'}"


def _prose_text(prose: Prose) -> str:
    owner = "" if prose.owner is None else f", owner {prose.owner}"
    about = f", about {', '.join(prose.about)}" if prose.about else ""
    return f"untranslated {quoted(prose.words)}{owner}{about}"


def _then(schedule: Schedule | None, currency: str | None) -> str:
    return "" if schedule is None else f" {schedule_text(schedule, currency)}"


def third_person(verb: str) -> str:
    """The verb as it stands in a sentence: `buys`, `publishes`, `supplies`."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
