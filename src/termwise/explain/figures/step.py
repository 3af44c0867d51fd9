"""The shape of an explanation: a number, what it is, and the numbers it comes from."""

from fractions import Fraction
from html import escape
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.explain.figures.amounts import value_words
from termwise.explain.figures.unit import Unit

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

    def __repr__(self) -> str:
        return f"Explained: {self.title} = {value_words(self.root.value, self.root.unit)}"

    def _repr_html_(self) -> str:
        """The figure and what it comes from, as a notebook shows it: each step opens to the next."""
        return f"<p>{escape(self.title)}</p>{_step_html(self.root, opened=True)}"


def _step_html(step: Step, *, opened: bool = False) -> str:
    sign = "− " if step.sign < 0 else ""
    when = f", {step.when}" if step.when else ""
    words = f"<b>{sign}{escape(value_words(step.value, step.unit))}</b> {escape(step.what)}{escape(when)}"
    if not step.parts:
        return f"<div>{words}{f' <small>{escape(str(step.place))}</small>' if step.place else ''}</div>"
    inside = "".join(f'<div style="margin-left:1.5em">{_step_html(part)}</div>' for part in step.parts)
    return f"<details{' open' if opened else ''}><summary>{words}</summary>{inside}</details>"
