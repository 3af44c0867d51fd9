"""What the values of an explanation count."""

from typing import Literal

Unit = Literal["money", "share", "days", "units", "number", "day", "truth"]
"""What a value counts. "money" is in the deal's currency, "share" a fraction of a whole, "units" shares or units
of something, "day" the ordinal of a day (`ir.program.NEVER`: never), "truth" 0 or 1."""
