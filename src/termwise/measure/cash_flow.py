"""Money on a day, as one party sees it."""

from datetime import date
from fractions import Fraction

from msgspec import Struct


class CashFlow(Struct, frozen=True):
    """Money received (positive) or paid (negative) on a day, in the deal's currency."""

    on: date
    amount: Fraction
