"""Days as a spreadsheet counts them."""

from datetime import date
from fractions import Fraction

from termwise.ir.program import NEVER

_SERIAL_OF_ORDINAL = date(1899, 12, 30).toordinal()
"""Day 0 of a spreadsheet, from 1 March 1900 on."""

NEVER_SERIAL = NEVER - _SERIAL_OF_ORDINAL
"""What the name `never` holds: later than 9999-12-31, the last date of a spreadsheet."""

NEVER_NAME = "never"


def serial(ordinal: int | Fraction) -> float:
    """The serial number of a day of the program, `NEVER` included; a half is noon."""
    found = float(ordinal - _SERIAL_OF_ORDINAL)
    return int(found) if found == int(found) else found


def serial_of(day: date) -> float:
    """The serial number of a date."""
    return serial(day.toordinal())
