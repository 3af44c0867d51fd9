"""What a diagnostic offers to write instead."""

import re

from msgspec import Struct

from termwise.base.diagnostic import Diagnostic
from termwise.base.similar import meant
from termwise.session.editing.edited import Edited
from termwise.session.editing.renaming import Replacement

_WRITE = re.compile(r"^write `(?P<words>[^`]+)`$")


class Mending(Struct, frozen=True):
    """One way to mend a fault: a title a person chooses by, and what is replaced. `sure` when there is no other."""

    title: str
    replacement: Replacement
    sure: bool


def mendings(of: Edited, fault: Diagnostic) -> tuple[Mending, ...]:
    """What the advice of a fault offers in place of the words it points at, the likeliest first.

    Only advice that names whole words: `did you mean …`, and `write …` where one word stands for one.
    """
    if fault.help is None or fault.span is None or fault.span.line != fault.span.end_line:
        return ()
    words = meant(fault.help)
    written = of.text(fault.span.file).line(fault.span.line)[fault.span.column - 1 : fault.span.end_column - 1]
    single = _WRITE.match(fault.help)
    if not words and single is not None and " " not in single["words"] + written:
        words = (single["words"],)
    return tuple(
        Mending(f"Write `{word}` instead of `{written}`", Replacement(fault.span, word), len(words) == 1)
        for word in words
    )
