"""What loans and shares are entitled to: interest, preferences, a part in the rest, conversion; puts and calls."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from termwise.base.dates import Frequency
from termwise.model.expression import Expression

DayCount = Literal["actual/365", "actual/360", "actual/actual"]
"""How the days of interest count: over 365, over 360, or each year's own days."""


class InterestRate(Struct, frozen=True):
    """`8% per year`, `8% per year compounded quarterly, actual/360`; simple when `compounded` is None.

    Compounded with a frequency of m times a year it grows by (1 + rate/m)^(m x years), years by the day count.
    """

    rate: Expression
    compounded: Frequency | None = None
    day_count: DayCount = "actual/365"


class Preference(Struct, frozen=True):
    """`preference 1x of 2.50 per share`: what a class gets before those it is senior to, `multiple` times `amount`.

    `amount` is money for each share (`per_share`), or for all shares of the sentence; None is the
    price at which the sentence issues them, or the money it invests.
    """

    multiple: Decimal = Decimal(1)
    amount: Expression | None = None
    per_share: bool = False


class Participation(Struct, frozen=True):
    """`participating, capped at 3x` or `non-participating`: whether a class shares in the rest beside its preference.

    `cap` bounds all it receives, as a multiple of what its preference is a multiple of; None is no bound.
    """

    participates: bool
    cap: Decimal | None = None


class ConversionRatio(Struct, frozen=True):
    """`converts 1 to 1.25`: so many shares of the class become so many ordinary ones, as the holders choose."""

    shares: Decimal
    into: Decimal


class PutOrCall(Struct, frozen=True, tag="put_or_call"):
    """`fund has put on 20% of acme to parent at 100m`, `parent has call on all of acme from fund at 12 per share`.

    The holder of a put may sell, that of a call may buy: `amount` of the company (None: all that the seller has), at
    `price`, for each share when `per_share`. It is exercised on the first day on which `exercised_when` holds.
    """

    holder: str
    kind: Literal["put", "call"]
    amount: Expression | None
    company: str
    counterparty: str
    price: Expression | None = None
    per_share: bool = False
    exercised_when: Expression | None = None

    @property
    def seller(self) -> str:
        """Who gives the shares when it is exercised."""
        return self.holder if self.kind == "put" else self.counterparty

    @property
    def buyer(self) -> str:
        """Who pays for them."""
        return self.counterparty if self.kind == "put" else self.holder
