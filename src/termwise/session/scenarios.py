"""Scenarios and drafts side by side on the same random numbers: what each party gets, and what differs."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from termwise.measure.comparison import NotComparableError, difference
from termwise.measure.errors import Estimate
from termwise.measure.risk import Chance
from termwise.session.futures import Futures

_FIGURES = (
    ("worth:", "worth to"),
    ("cash so far:", "net cash of"),
    ("paid in all:", "paid under"),
    ("stake:", "stake of"),
)
"""How the outputs compared begin, and their words."""


class Column(Struct, frozen=True):
    """One scenario or draft: its name, and its futures."""

    name: str
    futures: Futures


class Changed(Struct, frozen=True):
    """A figure under one scenario or draft: its mean, the difference from the first column's, and the chance that it
    is more than there on the same future (None where values were not kept). All None where it is absent.
    """

    mean: Estimate | None
    difference: Estimate | None = None
    more: Chance | None = None


class ComparedRow(Struct, frozen=True):
    """One figure across the columns: `kind` is "worth to", "net cash of", "paid under" or "stake of"."""

    kind: str
    name: str
    cells: tuple[Changed, ...]


class Compared(Struct, frozen=True):
    """The columns' names, in order, and every figure that is not the same nothing in all of them."""

    title: str
    currency: str
    paths: int
    seed: int
    columns: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    left_out: tuple[tuple[str, str], ...]


def compared(columns: Iterable[Column]) -> Compared:
    """What differs from the first column. Raises `NotComparableError` when periods or currencies differ."""
    found = tuple(columns)
    first = found[0].futures
    for column in found[1:]:
        if column.futures.currency != first.currency:
            raise NotComparableError(f"{column.name} is in {column.futures.currency}, not in {first.currency}")
    return Compared(
        title=first.agreement.deal.title,
        currency=first.currency,
        paths=first.paths,
        seed=first.statistics.simulated.plan.seed,
        columns=tuple(column.name for column in found),
        rows=tuple(_rows(found)),
        left_out=tuple(dict.fromkeys((one.name, one.why) for column in found for one in column.futures.left_out)),
    )


def _rows(columns: tuple[Column, ...]) -> Iterable[ComparedRow]:
    for prefix, words in _FIGURES:
        names = dict.fromkeys(name for column in columns for name in column.futures.names(prefix))
        for name in names:
            cells = tuple(_cell(columns[0].futures, column.futures, f"{prefix}{name}") for column in columns)
            if any(cell.mean is not None and cell.mean.value for cell in cells):
                yield ComparedRow(words, _in_words(prefix, name), cells)


def _cell(first: Futures, other: Futures, output: str) -> Changed:
    row = _row_of(other, output)
    if row is None:
        return Changed(None)
    mean = Estimate(float(other.statistics.mean[row]), float(other.statistics.error[row]))
    base = _row_of(first, output)
    if other is first or base is None:
        return Changed(mean)
    simulated = first.statistics.simulated
    found = difference(simulated, other.statistics.simulated, output, simulated.rows[base].period)
    return Changed(mean, found.difference, found.more)


def _row_of(futures: Futures, output: str) -> int | None:
    try:
        return futures.end(output)
    except KeyError:
        return None


def _in_words(prefix: str, name: str) -> str:
    parts = name.split(":")
    shapes: dict[str, Callable[[], str]] = {
        "paid in all:": lambda: f"{parts[0]} ({parts[1]} → {parts[2]})",
        "stake:": lambda: " in ".join(parts),
    }
    return shapes[prefix]() if prefix in shapes else name
