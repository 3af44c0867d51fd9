"""Tables in every form they are wanted in: the same cells, nothing alive, the same bytes."""

import csv
import io
from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from termwise.cli.run_folder import parquet
from termwise.measure.table import Column, Table

TABLE = Table(
    "ledger",
    (
        Column("due", "day", [date(2026, 1, 31), None]),
        Column("clause", "text", ["royalty", "=1+1"]),
        Column("amount", "number", [Fraction(1, 3), Fraction(-2)], "USD"),
        Column("exact", "exact", [Fraction(1, 3), Fraction(-2)], "USD"),
        Column("paths", "count", np.array([1, 2])),
        Column("so", "truth", [True, None]),
    ),
)


def test_arrow_keeps_kinds_units_and_gaps() -> None:
    arrow = TABLE.to_arrow()
    assert arrow.to_pylist() == [
        {"due": date(2026, 1, 31), "clause": "royalty", "amount": 1 / 3, "exact": "1/3", "paths": 1, "so": True},
        {"due": None, "clause": "=1+1", "amount": -2.0, "exact": "-2", "paths": 2, "so": None},
    ]
    assert arrow.schema.field("amount").metadata == {b"unit": b"USD"}


def test_pandas_and_polars_have_the_same_cells() -> None:
    assert list(TABLE.to_pandas()["amount"]) == [1 / 3, -2.0]
    assert TABLE.to_polars()["exact"].to_list() == ["1/3", "-2"]


def test_csv_reads_back_and_starts_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(TABLE.to_csv())))
    assert float(rows[0]["amount"]) == 1 / 3
    assert rows[1]["clause"] == "'=1+1"
    assert rows[1]["exact"] == "-2"
    assert rows[1]["due"] == ""


def test_html_is_inert() -> None:
    wild = Table("wild", (Column("<b>", "text", ["<script>alert(1)</script>"]),), about="<i>")
    html = wild._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_html_shows_the_first_rows_and_counts_the_rest() -> None:
    assert "40 more rows" in Table("many", (Column("n", "count", list(range(100))),))._repr_html_()


def test_the_same_table_gives_the_same_bytes() -> None:
    assert parquet(TABLE) == parquet(TABLE)


def test_columns_are_of_one_length() -> None:
    with pytest.raises(ValueError, match=r"have \[1, 2\] rows"):
        Table("uneven", (Column("a", "count", [1]), Column("b", "count", [1, 2])))
