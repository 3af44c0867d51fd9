"""Programs that differ in nothing but in what is drawn: whatever hangs on no path is the same for all of them."""

from msgspec.structs import fields

from termwise.ir.program import Program

_NUMBERS = ("parameters", "events")


class Settled:
    """A program, equal to others whose every number is the same but those of what is drawn.

    That is seen without a look at thousands of values: all else is made of the very same objects, as it is where one
    program is another with some numbers set, and so is what goes `with_it`. A key of caches.
    """

    __slots__ = ("_hash", "_numbers", "_parts", "program")

    def __init__(self, program: Program, with_it: object = None) -> None:
        self.program = program
        stated = (getattr(program, one.name) for one in fields(program) if one.name not in _NUMBERS)
        self._parts = (*stated, with_it)
        self._numbers = (
            *((one.name, one.drawn, None if one.drawn else one.certain) for one in program.parameters),
            *((one.name, one.drawn, None if one.drawn else one.pinned) for one in program.events),
        )
        self._hash = hash((tuple(id(part) for part in self._parts), self._numbers))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Settled)
            and all(one is another for one, another in zip(self._parts, other._parts, strict=True))
            and self._numbers == other._numbers
        )

    def __hash__(self) -> int:
        return self._hash
