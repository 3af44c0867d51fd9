"""A table of results: named columns of equal length, and the forms in which others want it.

Arrow is the form it is stored in; pandas and polars are made from that, CSV and HTML are written here.
What is imported for a form is imported when the form is asked for.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Kind = Literal["text", "number", "count", "day", "truth", "exact"]
"""`exact` is a fraction, stored as text: "1000000/3"; `number` a float64, `count` an int64."""

_SHOWN_IN_HTML = 60


class Column(Struct, frozen=True):
    """One column: what it holds, in which unit ("USD", "days", "" for none). A missing cell is None."""

    name: str
    kind: Kind
    cells: Sequence[Any] | NDArray[Any]
    unit: str = ""


class Table(Struct, frozen=True):
    """A named table. All columns are of one length; ValueError otherwise."""

    name: str
    columns: tuple[Column, ...]
    about: str = ""

    def __post_init__(self) -> None:
        lengths = {len(column.cells) for column in self.columns}
        if len(lengths) > 1:
            raise ValueError(f"the columns of {self.name} have {sorted(lengths)} rows")

    def __len__(self) -> int:
        return len(self.columns[0].cells) if self.columns else 0

    def column(self, name: str) -> Column:
        """The column of a name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def rows(self) -> Iterator[dict[str, Any]]:
        """One dictionary per row, by column name."""
        names = [column.name for column in self.columns]
        for cells in zip(*(column.cells for column in self.columns), strict=True):
            yield dict(zip(names, cells, strict=True))

    # -- forms ---------------------------------------------------------------------------------------------

    def to_arrow(self) -> "pa.Table":
        """An Arrow table; units are in the fields' metadata."""
        import pyarrow as pa  # noqa: PLC0415 - heavy, and most runs are only read on screen

        fields, arrays = [], []
        for column in self.columns:
            kind = _arrow_types()[column.kind]
            metadata = {"unit": column.unit} if column.unit else None
            fields.append(pa.field(column.name, kind, metadata=metadata))
            arrays.append(pa.array(_plain(column), type=kind))
        return pa.table(arrays, schema=pa.schema(fields, metadata={"about": self.about} if self.about else None))

    def to_pandas(self) -> "pd.DataFrame":
        """A pandas data frame; days are `datetime.date`. ImportError without pandas."""
        import pandas  # noqa: PLC0415, F401, ICN001 - an extra; pyarrow makes the frame

        return self.to_arrow().to_pandas()

    def to_polars(self) -> "pl.DataFrame":
        """A polars data frame. ImportError without polars."""
        import polars as pl  # noqa: PLC0415 - an extra

        frame = pl.from_arrow(self.to_arrow())
        assert isinstance(frame, pl.DataFrame), "a table becomes a frame"  # noqa: S101 - for the type checker
        return frame

    def to_csv(self) -> str:
        """Comma-separated text with a header; floats in the fewest digits that read back the same."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([column.name for column in self.columns])
        plain = [[_csv_cell(cell) for cell in _plain(column)] for column in self.columns]
        writer.writerows(zip(*plain, strict=True))
        return text.getvalue()

    def _repr_html_(self) -> str:
        """The table as a notebook shows it: the first rows, numbers to the right, nothing of the deal's text alive."""
        head = "".join(f"<th{_right(column)}>{escape(_heading(column))}</th>" for column in self.columns)
        shown = min(len(self), _SHOWN_IN_HTML)
        lines = []
        for row in range(shown):
            cells = (f"<td{_right(c)}>{escape(_html_cell(c.cells[row]))}</td>" for c in self.columns)
            lines.append(f"<tr>{''.join(cells)}</tr>")
        more = f"<p>{len(self) - shown:,} more rows</p>" if shown < len(self) else ""
        caption = escape(self.about or self.name)
        body = "".join(lines)
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _arrow_types() -> dict[Kind, "pa.DataType"]:
    import pyarrow as pa  # noqa: PLC0415 - see `to_arrow`

    return {
        "text": pa.string(),
        "number": pa.float64(),
        "count": pa.int64(),
        "day": pa.date32(),
        "truth": pa.bool_(),
        "exact": pa.string(),
    }


def _plain(column: Column) -> Sequence[Any] | NDArray[Any]:
    """Cells as the stored form has them: fractions as floats or, in an exact column, as text."""
    if isinstance(column.cells, np.ndarray):
        return column.cells
    match column.kind:
        case "exact":
            return [None if cell is None else str(cell) for cell in column.cells]
        case "number":
            return [None if cell is None else float(cell) for cell in column.cells]
        case _:
            return column.cells


def _csv_cell(cell: object) -> object:
    """Text that a spreadsheet would run as a formula is kept from it by an apostrophe."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _is_number(cell):
        return "'" + cell
    if isinstance(cell, np.floating | float):
        return repr(float(cell))
    return "" if cell is None else cell


def _is_number(text: str) -> bool:
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return True


def _right(column: Column) -> str:
    return ' style="text-align:right"' if column.kind in {"number", "count", "exact"} else ""


def _heading(column: Column) -> str:
    return f"{column.name} ({column.unit})" if column.unit else column.name


def _html_cell(cell: object) -> str:
    match cell:
        case None:
            return ""
        case Fraction() | float() | np.floating():
            return f"{float(cell):,.6g}"
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
