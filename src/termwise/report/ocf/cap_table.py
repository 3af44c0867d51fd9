"""The part of a cap table that both a deal and the Open Cap Table Format can say."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct


class Holder(Struct, frozen=True):
    """Somebody who holds or held something. `id` names it within the table."""

    id: str
    name: str
    is_person: bool = False


class ShareClass(Struct, frozen=True):
    """A class of shares. `seniority`: the higher, the earlier it is paid; equal ones share.

    `preference` is a multiple of the price of a share, `cap` that of all a participating class receives; None is
    not said. `converts` is how many common shares so many of the class become: (1, 1.25).
    """

    id: str
    name: str
    preferred: bool = False
    seniority: int = 1
    preference: Decimal | None = None
    cap: Decimal | None = None
    converts: tuple[Decimal, Decimal] | None = None


class Plan(Struct, frozen=True):
    """Shares reserved for options, from a day on."""

    id: str
    name: str
    day: date | None
    shares: Decimal


OPTIONS = "options"
"""The class of an issuance that is a right to shares, not shares: an option granted out of a plan."""


class Issuance(Struct, frozen=True):
    """Shares issued to a holder; of the class `OPTIONS`, rights to shares.

    `price` is money for one share, None where nothing is said of it.
    """

    id: str
    day: date
    holder: str
    share_class: str
    shares: Decimal
    price: Decimal | None = None


class Convertible(Struct, frozen=True):
    """Money paid for shares to come: a note with interest, a SAFE, or something else.

    `cap` is the highest valuation it converts at, before or after the new money (`cap_is`); `discount` and `interest`
    (per year) are fractions. `condition` says in words on what it converts, `on` on which day.
    """

    id: str
    day: date
    holder: str
    amount: Decimal
    kind: Literal["NOTE", "SAFE", "CONVERTIBLE_SECURITY"]
    cap: Decimal | None = None
    cap_is: Literal["pre-money", "post-money"] | None = None
    discount: Decimal | None = None
    interest: Decimal | None = None
    most_favoured: bool = False
    condition: str | None = None
    on: date | None = None
    converted: bool = False


class Exercise(Struct, frozen=True):
    """Shares of a warrant that may be bought at will (`condition` None), or once a condition holds, in words."""

    shares: Decimal
    condition: str | None = None


class WarrantIssued(Struct, frozen=True):
    """A right to buy shares at `price` each until `expires` (included)."""

    id: str
    day: date
    holder: str
    shares: Decimal
    price: Decimal | None
    expires: date | None
    exercises: tuple[Exercise, ...]


class CapTable(Struct, frozen=True):
    """Everything said of one company's shares up to a day, in one currency."""

    issuer: Holder
    currency: str
    as_of: date
    holders: tuple[Holder, ...] = ()
    classes: tuple[ShareClass, ...] = ()
    plans: tuple[Plan, ...] = ()
    issuances: tuple[Issuance, ...] = ()
    convertibles: tuple[Convertible, ...] = ()
    warrants: tuple[WarrantIssued, ...] = ()
    formed: date | None = None
    title: str | None = None
