"""One line per party: what it received and paid, what that is worth, how much it needed, when it came back."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from termwise.engine.run import Run
from termwise.measure.cash import PeakFunding, cash_flows, parties, payback, peak_funding
from termwise.measure.irr import internal_rates
from termwise.measure.present_value import present_value


class PartySummary(Struct, frozen=True):
    """The cash of a party over a whole run.

    `present_value` is on the day asked, at the party's own discount rate; None when it has none. `rates` are all
    internal rates of return per year. `payback` is None when the money never comes back or none was paid out.
    """

    party: str
    received: Fraction
    paid: Fraction
    present_value: Fraction | None
    rates: tuple[float, ...]
    peak_funding: PeakFunding
    payback: date | None

    @property
    def net(self) -> Fraction:
        """Received less paid."""
        return self.received - self.paid


def summaries(run: Run, discount_rates: Mapping[str, Fraction], on: date) -> tuple[PartySummary, ...]:
    """For every party that pays or is paid its cash in short; `discount_rates` by party, values on the day `on`.

    Raises `ImpossibleRateError` for a discount rate of -100 % or less.
    """
    return tuple(_summary(run, party, discount_rates.get(party), on) for party in parties(run))


def _summary(run: Run, party: str, rate: Fraction | None, on: date) -> PartySummary:
    flows = cash_flows(run, party)
    return PartySummary(
        party=party,
        received=sum((entry.amount for entry in run.entries if entry.payee == party), start=Fraction(0)),
        paid=sum((entry.amount for entry in run.entries if entry.payer == party), start=Fraction(0)),
        present_value=None if rate is None else present_value(flows, rate, on),
        rates=internal_rates(flows),
        peak_funding=peak_funding(flows),
        payback=payback(flows),
    )
