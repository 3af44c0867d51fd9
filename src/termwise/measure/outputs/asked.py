"""What is to be measured: of whom, which figures, and what a party's later money is worth when."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from termwise.ir.program import Movement, NumberParameter, Origin, Program
from termwise.lower.asking import NotLoweredError
from termwise.lower.passes.numbers import parameter_of
from termwise.view.agreement import Agreement

Figures = Literal["cash", "totals", "worth", "funding", "clauses", "drivers", "events", "concentration"]
"""Which figures: see `measured` for the outputs of each."""

ALL: tuple[Figures, ...] = ("cash", "totals", "worth", "funding", "clauses", "drivers", "events", "concentration")


class Asked(Struct, frozen=True):
    """The figures to add, for `parties`.

    `rates` are discount rates per year by party, certain or not. What falls due after the ordinal `worth_on` is
    worth something on that day; what falls due on it or before is not counted.
    """

    parties: tuple[str, ...]
    worth_on: int
    rates: tuple[tuple[str, NumberParameter], ...] = ()
    figures: tuple[Figures, ...] = ALL


def asked_of(
    agreement: Agreement, program: Program, figures: Iterable[Figures] = ALL, worth_on: date | None = None
) -> Asked:
    """The figures for every party that money may touch, in the order of the deal, at their own discount rates.

    Worth is as of the day of the view unless said. A party without a rate, or with one of which nothing is public,
    has none.
    """
    touched = {party for e in program.effects if isinstance(e, Movement) for party in (e.payer, e.payee)}
    rates = []
    for party in agreement.deal.parties:
        if party.discount_rate is not None and party.name in touched:
            origin = Origin(party.name, "its discount rate per year", span=party.span)
            try:
                rates.append((party.name, parameter_of(f"{party.name}: discounts at", party.discount_rate, origin)))
            except NotLoweredError:
                continue
    return Asked(
        parties=tuple(party.name for party in agreement.deal.parties if party.name in touched),
        worth_on=(worth_on or agreement.view.known_by).toordinal(),
        rates=tuple(rates),
        figures=tuple(figures),
    )
