"""The long run of the agreement of the engines: `python -m tests.generated.agree --deals 50000 --seed 1`.

Prints what was compared, and every deal whose engines differ, cut down to the clauses it takes. The operations of every
deal run as machine code; of every fortieth all is compiled, drawing included, and must come out to the last bit as
out of NumPy.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from time import monotonic

from msgspec.structs import replace

from tests.generated.agreement import Found, compared, compiled_alike
from tests.generated.deals import Sketch, program_of, sketch_of, text_of
from tests.generated.machine_code import on_machine_code

PATHS = 2
COMPILED_EVERY = 40


def main() -> int:
    """0 when all agree, 1 when some do not."""
    parser = ArgumentParser(description="Compare the engines on random deals.")
    parser.add_argument("--deals", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    found, begun = Found(), monotonic()
    for number in range(chosen.deals):
        sketch = sketch_of(chosen.seed * 1_000_000_007 + number)
        here = examined(sketch, compiled=number % COMPILED_EVERY == 0)
        found = found.and_(here)
        if here.differences:
            _tell(sketch, here)
        if number % 100 == 99:
            rate = (number + 1) / (monotonic() - begun)
            sys.stderr.write(f"\r{number + 1:,} deals, {rate:.1f} a second, {len(found.differences)} differences ")
    sys.stdout.write(
        f"\n{chosen.deals:,} deals, {found.paths:,} paths, {found.cells:,} cells; {found.close} paths too close to "
        f"call; {len(found.differences)} differences\n"
    )
    return 1 if found.differences else 0


def examined(sketch: Sketch, *, compiled: bool) -> Found:
    """The exact engine and machine code on a few paths of a deal; and with what draws, where it is compiled whole."""
    program = program_of(sketch)
    found = compared(program, PATHS, on_machine_code)
    if not compiled:
        return found
    alike = () if compiled_alike(program) else ("machine code and NumPy differ",)
    return replace(found, differences=(*found.differences, *compared(program, PATHS).differences, *alike))


def cut_down(sketch: Sketch, differs: Callable[[Sketch], bool]) -> Sketch:
    """The sketch with as few clauses and amendments as still differ, taken away one by one."""
    for field in ("amendments", "clauses"):
        place = 0
        while place < len(getattr(sketch, field)):
            numbers = getattr(sketch, field)
            less = replace(sketch, **{field: (*numbers[:place], *numbers[place + 1 :])})
            if (less.clauses) and differs(less):
                sketch = less
            else:
                place += 1
    return sketch


def _tell(sketch: Sketch, found: Found) -> None:
    compiled = any("machine code" in difference for difference in found.differences)
    smallest = cut_down(sketch, lambda one: bool(examined(one, compiled=compiled).differences))
    least = examined(smallest, compiled=compiled)
    sys.stdout.write(f"\n{smallest}\n{text_of(smallest)}" + "\n".join(least.differences[:5]) + "\n")


if __name__ == "__main__":
    sys.exit(main())
