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
from termwise.check.checker import check
from termwise.elaborate.deal import elaborate
from termwise.syntax.decode import decode
from termwise.syntax.parser import parse


def diagnostics(data: bytes, name: str = "corpus.deal") -> tuple[Diagnostic, ...]:
    """All diagnostics of a file: of each stage, as far as the one before it found no error."""
    source, decoding = decode(name, data)
    if has_errors(decoding):
        return in_order(decoding)
    parsed = parse(source)
    found = [*decoding, *parsed.diagnostics]
    if has_errors(found):
        return in_order(found)
    elaborated = elaborate((parsed.tree,))
    found += elaborated.diagnostics
    if elaborated.deal is not None and not has_errors(found):
        found += check(elaborated.deal)
    return in_order(found)


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
