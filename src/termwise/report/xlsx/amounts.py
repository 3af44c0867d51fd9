"""How numbers are shown: the format of a cell by what it counts, money scaled as its table says."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from termwise.explain.figures.unit import Unit
from termwise.report.xlsx.cells import Content
from termwise.report.xlsx.days import serial
from termwise.report.xlsx.grid import DAY, PERCENT

EXACT = "#,##0.00##"
WHOLE = "#,##0"


class Scale(Struct, frozen=True):
    """How the money of a table is shown; cells hold the full amounts."""

    number: str
    words: str
    unit: str


def scale_of(amounts: Iterable[Fraction | float], currency: str) -> Scale:
    """Millions where there are billions, thousands where there are millions, else full amounts."""
    largest = max((abs(float(amount)) for amount in amounts), default=0.0)
    if largest >= 10**9:
        return Scale(_money("#,##0.0,,"), f"{currency} millions are shown; cells hold full amounts", f"{currency} m")
    if largest >= 10**7:
        return Scale(_money("#,##0.0,"), f"{currency} thousands are shown; cells hold full amounts", f"{currency} k")
    return Scale(_money("#,##0.00"), currency, currency)


def _money(number: str) -> str:
    """Negative amounts in brackets, none as a dash."""
    return f'{number}_);({number});"–"_)'


def full_amount(value: Fraction) -> str:
    """The format of one amount of money, all of it shown."""
    return WHOLE if value.denominator == 1 else EXACT


def format_of(unit: Unit, value: Fraction | int) -> str:
    """The format of one value by what it counts."""
    match unit:
        case "money":
            return full_amount(Fraction(value))
        case "share":
            return PERCENT
        case "day":
            return DAY
        case "days":
            return WHOLE
        case "units":
            return '#,##0.##_);(#,##0.##);"–"_)' if Fraction(value).denominator != 1 else '#,##0_);(#,##0);"–"_)'
        case _:
            return "General"


def unit_words(unit: Unit, currency: str) -> str:
    """What a value counts, in a word or two."""
    match unit:
        case "money":
            return currency
        case "share":
            return "share"
        case "truth":
            return "yes or no"
        case _:
            return unit


def content_of(value: Fraction | int, kind: str) -> Content:
    """What a cell holds of a value of the program: a number, a truth, or the serial number of a day."""
    if kind == "truth":
        return bool(value)
    if kind == "day":
        return serial(value)
    return float(value)
