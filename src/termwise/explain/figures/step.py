"""The shape of an explanation: a number, what it is, and the numbers it comes from."""

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span

Unit = Literal["money", "share", "days", "units", "number", "day", "truth"]
"""What a value counts. "money" is in the deal's currency, "share" a fraction of a whole, "units" shares or units
of something, "day" the ordinal of a day (`ir.program.NEVER`: never), "truth" 0 or 1."""

Kind = Literal["total", "entry", "sum", "product", "quotient", "step", "carried", "text", "driver", "event", "bound"]
"""How a step comes about. "text" is a number or day of the text, "bound" a limit that does not bind, "carried"
what earlier periods left, "step" anything else."""


class Step(Struct, frozen=True):
    """A value and what it comes from.

    `when` is the period or day it is of, in words, or None when it is the same in all. `name` is the clause, driver
    or event it belongs to, `amendment` the text that set it (None: the original) and `place` where it is written.
    `sign` is -1 for what is taken off a sum. `parts` are what it is worked out from; none of a "text".
    `note` says in a few words what a reader must know beside the value, or None.
    """

    what: str
    value: Fraction
    unit: Unit
    kind: Kind
    name: str
    when: str | None = None
    amendment: str | None = None
    place: Span | None = None
    sign: int = 1
    note: str | None = None
    parts: tuple["Step", ...] = ()


class Explained(Struct, frozen=True):
    """Why a figure is so. `undisclosed` names the numbers it rests on that are not public, `clauses` every
    clause that plays a part, in order of appearance.
    """

    title: str
    root: Step
    undisclosed: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
