"""One chunk of paths, block by block: the same for every program, so it is compiled once.

`chunk(given, first, count)` calls the program's `paths` for each block and adds the block to the sums, path by path in
order and by replicate. On request it copies values out and counts the cells they fall in: see `reduce.ll`.
"""

from functools import cache
from importlib import resources

from termwise.engine.kernel.parts import BLOCK
from termwise.engine.kernel.tally import CHUNK

ADDRESSES = (
    *("run", "context", "groups", "frame", "buffer", "sums", "squares", "lowest", "highest"),
    *("asked", "kept", "every", "bounds", "cells", "counts", "drawn"),
)
NUMBERS = ("rows", "kept.rows", "group.columns", "bins", "drawn.rows", "every.room")
"""The table `given` of a chunk, 8 bytes each: addresses first (0 for what is not asked), then numbers.

`asked`: which rows to keep, shape (kept rows,). `drawn`: which rows to sum, shape (drawn rows,): the others are the
same on all paths. `every.room`: from one row of `every` to the next, in values. `bounds`: low, high and bins per unit,
shape (rows, 3). `cells`: room for the cells of one chunk, uint16, shape (rows, CHUNK). The rest is as `tally` has it.
"""


@cache
def module() -> str:
    """The text of the module."""
    text = resources.files(__package__).joinpath("reduce.ll").read_text("utf-8")
    given = "\n".join(
        f"  %{name}.at = getelementptr i64, ptr %given, i64 {place}\n"
        f"  %{name} = load {'ptr' if name in ADDRESSES else 'i64'}, ptr %{name}.at"
        for place, name in enumerate((*ADDRESSES, *NUMBERS))
    )
    for word, meant in (
        ("BLOCK_BYTES", str(BLOCK * 8)),
        ("BLOCK", str(BLOCK)),
        ("CHUNK", str(CHUNK)),
        ("GIVEN", given),
    ):
        text = text.replace(word, meant)
    return text
