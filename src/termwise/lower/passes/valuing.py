"""What holders' shares are worth: their stake in the company's valuation; where some are preferred, what a sale at
it would give them.
"""

from termwise.ir.program import Output, Value
from termwise.lower.asking import Lowers, NotLoweredError
from termwise.lower.passes.cap_table import UNNAMED
from termwise.lower.passes.equity_plan import plan_of
from termwise.lower.passes.preferences import payoffs, share_classes
from termwise.view.ranks import has_preferences


def lower_values(lo: Lowers, company: str) -> None:
    """State what each holder's shares are worth, debts apart, and carry it on for those who ask."""
    valuation = f"{company}_valuation"
    if valuation not in lo.facts.names().drivers:
        return
    if not has_preferences(lo.agreement, company):
        _by_stakes(lo, company, valuation)
        return
    try:
        with lo.saying(company, "what its shares are worth by their preferences"):
            found = share_classes(lo, company)
            received = payoffs(lo, found, lo.builder.positive_part(lo.driver(valuation)))
    except NotLoweredError as missing:
        lo.leave_out(company, f"what its shares are worth: {missing}")
        return
    b = lo.builder
    for holder in dict.fromkeys(holder for one in found for holder in one.held if holder != UNNAMED):
        with lo.saying(company, f"what the shares of {holder} are worth by their preferences"):
            own = [one for one in found if holder in one.held]
            parts = [b.multiply(received[one.terms.name], b.divide(one.held[holder], one.units)) for one in own]
            worth = b.total(parts)
        lo.running.get(_carried(holder, company))
        lo.running.set(_carried(holder, company), worth)
        b.effect(Output(f"value:{holder}:{company}", worth))


def _by_stakes(lo: Lowers, company: str, valuation: str) -> None:
    """State what each holder's stake comes to, where stakes are known."""
    if plan_of(lo, company).counting == "some":
        return
    table = lo.tables[company]
    try:
        with lo.saying(company, "what it is worth"):
            whole = lo.driver(valuation)
    except NotLoweredError as missing:
        lo.leave_out(company, f"what its shares are worth: {missing}")
        return
    for holder in table.holders():
        if holder != UNNAMED:
            with lo.saying(company, f"what the shares of {holder} are worth"):
                worth = lo.builder.multiply(table.stake(holder, None), whole)
            lo.builder.effect(Output(f"value:{holder}:{company}", worth))


def value_before(lo: Lowers, holder: str, company: str) -> Value:
    """What a holder's shares were worth as the previous period left them."""
    lo.driver(f"{company}_valuation")
    return lo.running.get(_carried(holder, company))


def _carried(holder: str, company: str) -> str:
    return f"{company}: value of what {holder} has"
