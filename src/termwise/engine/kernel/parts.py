"""What a machine that writes code leaves: functions of lines, the values in them, and where everything stands."""

from typing import Literal, NamedTuple

from msgspec import Struct

from termwise.engine.machine.protocol import Kind

BLOCK = 32
"""Paths that lie side by side in a row of the buffer: few, so that a thousand rows fit the second cache."""

Section = Literal["before", "body", "after"]


class Value(NamedTuple):
    """One number per lane: its kind, and its name in the text (the same in every part) or the literal itself."""

    kind: Kind
    text: str


class Part(Struct):
    """One function: where it runs, its lines, the names it holds and the values it must leave in the frame.

    `stretch` counts the stretches between which kept slots may change; `when` is the place of the column that must not
    be zero for the part to run.
    """

    section: Section
    stretch: int
    when: int | None
    lines: list[str]
    holds: set[str]
    leaves: list[Value]


class Function(NamedTuple):
    """Lines that several places call; they hang on arrays and the values `given` alone."""

    number: int
    given: tuple[Value, ...]
    lines: tuple[str, ...]
    result: Value


class Recipe(NamedTuple):
    """How to have a value again in another part: its lines, what they read, and the stretch outside of which it may be
    another value; None when it is the same everywhere.
    """

    lines: tuple[str, ...]
    reads: tuple[Value, ...] = ()
    only_in: int | None = None


class Layout(Struct, frozen=True):
    """Where everything stands: the names of arguments and the recorded rows in order, the slots of the frame."""

    numbers: tuple[str, ...]
    words: tuple[str, ...]
    columns: tuple[str, ...]
    arrays: tuple[str, ...]
    rows: tuple[int, ...]
    slots: int


def type_of(kind: Kind, lanes: int) -> str:
    """The LLVM type of a kind."""
    match kind:
        case "real":
            return f"<{lanes} x double>"
        case "word":
            return f"<{lanes} x i64>"
        case "truth":
            return f"<{lanes} x i1>"
