"""What a deal of the corpus brings up, as its `.expected` file writes it.

One diagnostic a line, `line:column severity[code] message`, then its help, if any, as `  help: …`:

    14:11 warning[until-through-trap] `until 2030` leaves that year out: the last day in force is 2029-12-31
      help: write `through 2030` to take it in, or `through 2029-12-31` if it is meant to be outside

`python -m tests.corpus.reading FILE.deal …` prints it, to be read before it becomes an expectation.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from termwise.base.diagnostic import Diagnostic, has_errors, in_order
from termwise.session import load_text
from termwise.syntax.decode import decode


def diagnostics(data: bytes, name: str = "corpus.deal") -> tuple[Diagnostic, ...]:
    """All diagnostics of a file, as a session finds them; a text that comes from no folder includes nothing."""
    source, decoding = decode(name, data)
    if has_errors(decoding):
        return in_order(decoding)
    return in_order((*decoding, *load_text(source.text, name).diagnostics))


def report(found: Iterable[Diagnostic]) -> str:
    """The diagnostics in the form of an `.expected` file."""
    return "".join(f"{line}\n" for diagnostic in found for line in _lines(diagnostic))


def _lines(diagnostic: Diagnostic) -> Iterator[str]:
    span = diagnostic.span
    place = f"{span.line}:{span.column}" if span is not None else "-"
    yield f"{place} {diagnostic.severity}[{diagnostic.code}] {diagnostic.message}"
    if diagnostic.help is not None:
        yield f"  help: {diagnostic.help}"


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        sys.stdout.write(report(diagnostics(Path(argument).read_bytes())))
