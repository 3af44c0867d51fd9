"""The cap table of a company: units of each class by each holder, and what they come to on each basis.

A company of which no number of units is known is counted in parts: before anything is said it is one unit, held by
nobody named, and everything after changes units as it would change shares. So there is one arithmetic for both.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from msgspec import Struct

from termwise.ir.builder import Builder
from termwise.ir.program import Origin, State, Value
from termwise.standing.equity import POOL

ORDINARY = "ordinary"
"""The class of shares of which none is said."""

OPTIONS = "options"
"""The class of rights to shares: granted options and the pool that is free for them."""

UNNAMED = "(unnamed)"
"""The holder of what belongs to nobody named."""

BASES = ("outstanding", "as converted", "fully diluted")


class Lot(Struct, frozen=True):
    """What one holder has of one class."""

    holder: str
    share_class: str


FREE = Lot(POOL, OPTIONS)
"""The pool: reserved for options, granted to nobody."""


class CapTable:
    """Who holds what at one point of a period, in units; changed step by step, carried on at the period's end.

    `prices` and `original` hold for each protected class the price at which its shares convert and the price they
    were issued at, zero before. `rights` are the units of unexercised warrants by holder, counted fully diluted.
    """

    def __init__(self, b: Builder, company: str, lots: Iterable[Lot], protected: Iterable[str], whole: int) -> None:
        self._b = b
        self.company = company
        self.lots = {lot: b.state(self._of_lot(lot, whole)) for lot in lots}
        self.prices = {name: b.state(self._of_price("conversion price", name)) for name in protected}
        self.original = {name: b.state(self._of_price("original price", name)) for name in self.prices}
        self.price = b.state(State(f"price:{company}", "number", Fraction(0), Origin(company, "price of a unit")))
        self.rights: dict[str, Value] = {}

    def _of_lot(self, lot: Lot, whole: int) -> State:
        first = Fraction(whole if lot.holder == UNNAMED else 0)
        return State(self._name(lot), "number", first, Origin(self.company, f"what {lot.holder} holds of it"))

    def _name(self, lot: Lot) -> str:
        return f"units:{lot.holder}:{self.company}:{lot.share_class}"

    def _of_price(self, what: str, name: str) -> State:
        return State(f"{what}:{name}:{self.company}", "number", Fraction(0), Origin(self.company, f"{what} of {name}"))

    def carry(self) -> None:
        """Carry everything on to the next period."""
        for lot, value in self.lots.items():
            self._b.carry(self._name(lot), value)
        for what, prices in (("conversion price", self.prices), ("original price", self.original)):
            for name, value in prices.items():
                self._b.carry(f"{what}:{name}:{self.company}", value)
        self._b.carry(f"price:{self.company}", self.price)

    # -- counting ------------------------------------------------------------------------------------------

    def holders(self) -> tuple[str, ...]:
        """Everybody with a lot or a right."""
        return tuple(dict.fromkeys([*(lot.holder for lot in self.lots), *self.rights]))

    def ratio(self, share_class: str, basis: str | None) -> Value:
        """How many common shares a share of the class counts for: its original price over its conversion price."""
        b = self._b
        if basis == "outstanding" or share_class not in self.prices:
            return b.number(1)
        price = self.prices[share_class]
        return b.select(b.less(b.number(0), price), b.divide(self.original[share_class], price), b.number(1))

    def counts(self, lot: Lot, basis: str | None) -> bool:
        """Whether a lot counts on a basis; None is all that is issued or reserved."""
        return lot.share_class != OPTIONS or basis in (None, "fully diluted")

    def worth(self, lot: Lot, basis: str | None) -> Value:
        """The units of a lot on a basis."""
        if not self.counts(lot, basis):
            return self._b.number(0)
        return self._b.multiply(self.lots[lot], self.ratio(lot.share_class, basis))

    def held(self, holder: str, basis: str | None) -> Value:
        """The units of a holder on a basis."""
        own = [self.worth(lot, basis) for lot in self.lots if lot.holder == holder]
        if basis == "fully diluted" and holder in self.rights:
            own.append(self.rights[holder])
        return self._b.total(own)

    def units(self, holder: str, basis: str | None) -> Value:
        """The units of a holder: as they are, or as they count on a basis."""
        if basis is not None:
            return self.held(holder, basis)
        return self._b.total([units for lot, units in self.lots.items() if lot.holder == holder])

    def total(self, basis: str | None, where: Callable[[Lot], bool] = lambda _: True) -> Value:
        """All units on a basis, of the lots `where` holds; rights count only where every lot does."""
        parts = [self.worth(lot, basis) for lot in self.lots if where(lot)]
        if basis == "fully diluted":
            parts += self.rights.values()
        return self._b.total(parts)

    def stake(self, holder: str, basis: str | None) -> Value:
        """The fraction of all units on a basis; zero while there are none."""
        return self._b.divide(self.held(holder, basis), self.total(basis))

    # -- changing ------------------------------------------------------------------------------------------

    def add(self, lot: Lot, units: Value) -> None:
        """Units on top of a lot."""
        self.lots[lot] = self._b.add(self.lots[lot], units)
