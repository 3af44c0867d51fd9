"""What shares and loans are entitled to, in the language: preferences, ranks, interest, the bounds of tiers."""

from decimal import Decimal

from termwise.model.entitlement import InterestRate, Preference, PutOrCall
from termwise.model.expression import Arithmetic, Expression, Negative
from termwise.model.sentence import Investment, Issue, Loan, WaterfallTier
from termwise.model.text.expressions import expression_text
from termwise.model.text.moments import moment_text
from termwise.model.text.numbers import number_text


def class_lines(sentence: Issue | Investment, currency: str | None = None) -> list[str]:
    """`preference 1x of 2.50 per share`, `senior to common`, `participating, capped at 3x`, `converts 1 to 1`."""
    lines = [] if sentence.preference is None else [_preference_text(sentence.preference, currency)]
    if sentence.senior_to:
        lines.append(f"senior to {', '.join(sentence.senior_to)}")
    if sentence.pari_passu_with:
        lines.append(f"pari passu with {', '.join(sentence.pari_passu_with)}")
    if sentence.participation is not None:
        cap = sentence.participation.cap
        capped = "" if cap is None else f", capped at {_multiple(cap)}"
        lines.append(f"participating{capped}" if sentence.participation.participates else "non-participating")
    if sentence.converts is not None:
        ratio = sentence.converts
        lines.append(f"converts {number_text(ratio.shares)} to {number_text(ratio.into)}")
    return lines


def _preference_text(preference: Preference, currency: str | None) -> str:
    if preference.amount is None:
        return f"preference {_multiple(preference.multiple)}"
    of = "" if preference.multiple == 1 else f"{_multiple(preference.multiple)} of "
    per = " per share" if preference.per_share else ""
    return f"preference {of}{_plain(preference.amount, currency)}{per}"


def _plain(amount: Expression, currency: str | None) -> str:
    words = expression_text(amount, currency)
    return f"({words})" if isinstance(amount, Arithmetic | Negative) else words


def _multiple(value: Decimal) -> str:
    return f"{number_text(value)}x"


def put_or_call_text(option: PutOrCall, currency: str | None = None) -> str:
    """`fund has put on 20% of acme to parent at 100m`, `parent has call on all of acme from fund at 12 per share`."""
    part = "all" if option.amount is None else _plain(option.amount, currency)
    towards = "to" if option.kind == "put" else "from"
    price = "" if option.price is None else f" at {_plain(option.price, currency)}"
    per = " per share" if option.per_share else ""
    sides = f"of {option.company} {towards} {option.counterparty}"
    return f"{option.holder} has {option.kind} on {part} {sides}{price}{per}"


def loan_lines(loan: Loan, currency: str | None = None) -> list[str]:
    """`interest 8% per year compounded quarterly`, `exit fee 60k`, `repaid by 2027-12-31`."""
    lines = [] if loan.interest is None else [f"interest {rate_text(loan.interest, currency)}"]
    if loan.exit_fee is not None:
        lines.append(f"exit fee {expression_text(loan.exit_fee, currency)}")
    if loan.repaid_by is not None:
        lines.append(f"repaid by {moment_text(loan.repaid_by)}")
    return lines


def rate_text(interest: InterestRate, currency: str | None = None) -> str:
    """`8% per year compounded quarterly, actual/360`."""
    how = {None: "", "yearly": " compounded"}.get(interest.compounded, f" compounded {interest.compounded}")
    count = "" if interest.day_count == "actual/365" else f", {interest.day_count}"
    return f"{expression_text(interest.rate, currency)}{how}{count}"


def tier_bound_text(tier: WaterfallTier, currency: str | None = None) -> str | None:
    """What bounds a tier: `first 13bn`, `until investors has capital back`; None for the one that takes the rest."""
    if tier.first is not None:
        return f"first {expression_text(tier.first, currency)}"
    if tier.repaid is not None:
        return f"until {tier.repaid} is repaid"
    if tier.back is not None:
        earned = "" if tier.interest is None else f" with {rate_text(tier.interest, currency)}"
        return f"until {tier.until_party} has {tier.back} back{earned}"
    if tier.catch_up is not None:
        return f"catch-up until {tier.until_party} has {expression_text(tier.catch_up, currency)}"
    if tier.until_has is not None:
        return f"until {tier.until_party} has {expression_text(tier.until_has, currency)}"
    return None
