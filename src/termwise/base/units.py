"""Dimensions of quantities: currencies, physical units, shares and time, with exponents.

A dimension is a product of base symbols, e.g. `USD year^-1`. Percent and plain counts are
dimensionless. Different currencies are different symbols: there is no hidden exchange rate.
"""

from decimal import Decimal

from msgspec import Struct

CURRENCIES = frozenset(
    {
        *("USD", "EUR", "GBP", "JPY", "CNY", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK"),
        *("INR", "KRW", "SGD", "HKD", "TWD", "BRL", "MXN", "ZAR", "AED", "SAR", "ILS", "PLN"),
        *("CZK", "HUF", "TRY", "THB", "IDR"),
    }
)
"""ISO 4217 codes accepted as money."""

UNITS: dict[str, tuple[str, Decimal]] = {
    "W": ("W", Decimal(1)),
    "kW": ("W", Decimal(10) ** 3),
    "MW": ("W", Decimal(10) ** 6),
    "GW": ("W", Decimal(10) ** 9),
    "kWh": ("Wh", Decimal(10) ** 3),
    "MWh": ("Wh", Decimal(10) ** 6),
    "GWh": ("Wh", Decimal(10) ** 9),
    "TWh": ("Wh", Decimal(10) ** 12),
    "kg": ("kg", Decimal(1)),
    "tonnes": ("kg", Decimal(1000)),
    "barrels": ("barrel", Decimal(1)),
    "shares": ("share", Decimal(1)),
    "units": ("unit", Decimal(1)),
    "users": ("user", Decimal(1)),
    "seats": ("seat", Decimal(1)),
    "tokens": ("token", Decimal(1)),
    "chips": ("chip", Decimal(1)),
    "hours": ("hour", Decimal(1)),
    "patients": ("patient", Decimal(1)),
    "queries": ("query", Decimal(1)),
}
"""Unit word as written -> (base symbol, how many of the base symbol one is)."""

SCALES: dict[str, Decimal] = {
    "k": Decimal(10) ** 3,
    "m": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "tn": Decimal(10) ** 12,
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
}
"""Scale suffix or word -> factor."""

TIME_UNITS = frozenset({"day", "month", "quarter", "year"})
"""What may follow `per` as time."""


class Dimension(Struct, frozen=True):
    """A product of base symbols with non-zero exponents, sorted by symbol."""

    powers: tuple[tuple[str, int], ...] = ()

    @property
    def is_pure(self) -> bool:
        """Whether it is dimensionless: a percent or a count."""
        return not self.powers

    @property
    def currency(self) -> str | None:
        """The currency when this is money (to the first power, per any time or not), else None."""
        found = [symbol for symbol, power in self.powers if symbol in CURRENCIES and power == 1]
        return found[0] if len(found) == 1 else None

    def times(self, other: "Dimension") -> "Dimension":
        """The dimension of a product."""
        total = dict(self.powers)
        for symbol, power in other.powers:
            total[symbol] = total.get(symbol, 0) + power
        return Dimension(tuple(sorted((s, p) for s, p in total.items() if p)))

    def inverse(self) -> "Dimension":
        """The dimension of one over the quantity."""
        return Dimension(tuple((s, -p) for s, p in self.powers))

    def __str__(self) -> str:
        if self.is_pure:
            return "a plain number or percent"
        above = [s if p == 1 else f"{s}^{p}" for s, p in self.powers if p > 0]
        below = [s if p == -1 else f"{s}^{-p}" for s, p in self.powers if p < 0]
        return " per ".join([" ".join(above) or "1", *below])


PURE = Dimension()
"""Percent or count."""


def of_symbol(symbol: str, power: int = 1) -> Dimension:
    """The dimension with one base symbol."""
    return Dimension(((symbol, power),))
