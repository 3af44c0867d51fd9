"""Faults of `include` lines, each at the line itself."""

from msgspec import structs

from termwise.base.diagnostic import Diagnostic, Related, error, warning
from termwise.base.source import Span
from termwise.syntax.tree import Text


def include_unreadable(path: Text, why: str, advice: str | None = None, inside: Span | None = None) -> Diagnostic:
    """A part that cannot be read; `why` in words, `inside` the place in it that shows why."""
    related = () if inside is None else (Related(inside, "the first place that cannot be read"),)
    return error("include-unreadable", f"`{path.text}` is not read: {why}", path.span, advice, related)


def history_unreadable(file: str, span: Span, why: str, advice: str | None = None) -> Diagnostic:
    """A file of known values, or a row of it, that cannot be read; `why` in words."""
    return error("history-unreadable", f"`{file}` is not read: {why}", span, advice)


def in_row(fault: Diagnostic, row: int) -> Diagnostic:
    """A fault of a row that has no place of its own, told with the row's number."""
    return structs.replace(fault, message=f"{fault.message}, in row {row}")


def include_outside(path: Text) -> Diagnostic:
    """A part that lies outside the folder of the deal, by its path or behind a link."""
    return error(
        "include-outside",
        f"`{path.text}` lies outside the folder of the deal",
        path.span,
        "keep all parts of a deal in its folder or below it, and name them relative to the including file",
    )


def include_cycle(path: Text, chain: tuple[str, ...]) -> Diagnostic:
    """A part that includes itself, alone or through others; `chain` from the file to itself."""
    way = " includes ".join(f"`{name}`" for name in chain)
    return error("include-cycle", "this include leads back to a file that is being read", path.span, f"{way}")


def include_twice(path: Text, first: Span) -> Diagnostic:
    """A part that is included a second time."""
    return warning(
        "include-twice",
        f"`{path.text}` is included already, and is read once",
        path.span,
        "leave this line out",
        (Related(first, "first included here"),),
    )
