"""Known values from a file: CSV and Parquet, each bad row told at its place."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from termwise.base.source import SourceText
from termwise.elaborate.deal import elaborate
from termwise.elaborate.includes import gather_text
from termwise.model.declaration import Driver

HEADING = (
    'deal "Test"\n    currency USD\n    period 2026 through 2030\n    today 2026-01-01\n'
    'driver price in USD\n    known from file "{}"\n'
)


def read(folder: Path, file: str, content: str | bytes, heading: str = HEADING) -> tuple[Driver | None, list[str]]:
    """The first driver of a deal beside a file of that content, and what is wrong, with its places."""
    (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
    gathered = gather_text(SourceText("test.deal", heading.format(file)), folder)
    elaborated = elaborate(gathered.trees)
    found = [*gathered.diagnostics, *elaborated.diagnostics]
    places = [(d.message, d.span) for d in found if d.span is not None]
    wrong = [f"{Path(at.file).name}:{at.line}:{at.column} {message}" for message, at in places]
    return None if elaborated.deal is None else elaborated.deal.drivers[0], wrong


def known(driver: Driver | None) -> list[tuple[date, str, Decimal, str]]:
    """Day, precision, value and unit of what is known."""
    points = () if driver is None else driver.known
    return [(one.when.day, one.when.precision, one.value.value, one.value.unit) for one in points]


ROWS = [
    (date(2024, 1, 1), "year", Decimal(10), "USD"),
    (date(2025, 6, 1), "month", Decimal("12.5"), "USD"),
    (date(2025, 12, 31), "day", Decimal(-3), "USD"),
]


@pytest.mark.parametrize("mark", [",", ";", "\t", " , "])
@pytest.mark.parametrize("header", ["", "day{0}price\n"])
def test_rows_of_a_day_and_a_value(tmp_path: Path, mark: str, header: str) -> None:
    rows = f"# from the market\n{header}2024{{0}}10\n\n2025-06{{0}}12.5\n2025-12-31{{0}}-3\n".format(mark)
    driver, wrong = read(tmp_path, "prices.csv", rows)
    assert wrong == []
    assert known(driver) == ROWS
    assert driver is not None
    assert driver.known_file is None


def test_values_take_the_unit_and_the_time_of_the_driver(tmp_path: Path) -> None:
    heading = HEADING.replace("price in USD", "price in EUR per month")
    driver, wrong = read(tmp_path, "prices.csv", "2025-01, 2e6\n", heading)
    assert wrong == []
    assert driver is not None
    assert (driver.known[0].value.unit, driver.known[0].value.per) == ("EUR", "month")


def test_lines_of_the_text_and_of_the_file_are_one_history(tmp_path: Path) -> None:
    heading = HEADING + "    known 2025-12-31 7\n"
    driver, wrong = read(tmp_path, "prices.csv", "2024-12-31,5\n", heading)
    assert wrong == []
    assert [value for _, _, value, _ in known(driver)] == [7, 5]


BAD = [
    ("2025,1\n31.12.2025,4\n", ["prices.csv:2:1 `prices.csv` is not read: `31.12.2025` is no date"]),
    ("2025,1\n2025-02-30,4\n", ["prices.csv:2:1 `prices.csv` is not read: `2025-02-30` is no date"]),
    ("2025,1\n2026, ten\n", ["prices.csv:2:7 `prices.csv` is not read: `ten` is no number"]),
    ("2025,nan\n", ["prices.csv:1:6 `prices.csv` is not read: `nan` is no number"]),
    ("2025\n", ["prices.csv:1:1 `prices.csv` is not read: it has one column"]),
    ("2025,1,000\n", ["prices.csv:1:1 `prices.csv` is not read: it has 3 columns"]),
    ("day,price\n", ["test.deal:6:21 `prices.csv` is not read: it has no rows"]),
    ("2025,5%\n", ["prices.csv:1:6 a known value must be an amount in USD, and this is a plain number or percent"]),
    ("2025,1\n2025,2\n", ["prices.csv:2:1 the driver `price` has two known values for one time"]),
]


@pytest.mark.parametrize(("rows", "expected"), BAD, ids=[row[0].strip() for row in BAD])
def test_a_bad_row_is_told_at_its_place(tmp_path: Path, rows: str, expected: list[str]) -> None:
    assert read(tmp_path, "prices.csv", rows)[1] == expected


def test_every_bad_row_is_told(tmp_path: Path) -> None:
    assert len(read(tmp_path, "prices.csv", "2025,x\n2026,y\n2027,3\n")[1]) == 2


def parquet(folder: Path, columns: dict[str, list[object]]) -> bytes:
    """A table as the bytes of a Parquet file."""
    pyarrow.parquet.write_table(pa.table(columns), folder / "made.parquet")
    return (folder / "made.parquet").read_bytes()


def test_parquet(tmp_path: Path) -> None:
    table = parquet(tmp_path, {"day": [date(2024, 12, 31), date(2025, 12, 31)], "price": [10.5, 12.0]})
    driver, wrong = read(tmp_path, "prices.parquet", table)
    assert wrong == []
    assert [(day, value) for day, _, value, _ in known(driver)] == [
        (date(2024, 12, 31), Decimal("10.5")),
        (date(2025, 12, 31), Decimal("12.0")),
    ]


def test_faults_of_parquet_name_the_row(tmp_path: Path) -> None:
    table = parquet(tmp_path, {"day": ["2024", "soon"], "price": [1, 2]})
    _, wrong = read(tmp_path, "prices.parquet", table)
    assert wrong == ["test.deal:6:21 `prices.parquet` is not read: `soon` is no date, in row 2"]
    three = parquet(tmp_path, {"day": ["2024"], "price": [1], "volume": [3]})
    assert read(tmp_path, "prices.parquet", three)[1] == [
        "test.deal:6:21 `prices.parquet` is not read: it has 3 columns and 1 rows"
    ]
    assert read(tmp_path, "prices.parquet", b"PAR1 no")[1][0].startswith(
        "test.deal:6:21 `prices.parquet` is not read: it is no Parquet file: "
    )


def test_a_file_that_is_not_there_and_one_outside(tmp_path: Path) -> None:
    gathered = gather_text(SourceText("test.deal", HEADING.format("none.csv")), tmp_path)
    assert [d.message for d in gathered.diagnostics] == ["`none.csv` is not read: there is no such file"]
    (tmp_path / "deal").mkdir()
    (tmp_path / "secret.csv").write_text("2025,1\n", "utf-8")
    (tmp_path / "deal" / "link.csv").symlink_to(tmp_path / "secret.csv")
    gathered = gather_text(SourceText("test.deal", HEADING.format("link.csv")), tmp_path / "deal")
    assert [d.message for d in gathered.diagnostics] == [
        "`link.csv` is not read: it lies outside the folder of the deal"
    ]


def test_a_file_beside_an_included_part(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "prices.csv").write_text("2025,3\n", "utf-8")
    (tmp_path / "parts" / "course.deal").write_text(HEADING.format("prices.csv").partition("01-01\n")[2], "utf-8")
    text = HEADING.partition("driver")[0] + 'include "parts/course.deal"\n'
    gathered = gather_text(SourceText("test.deal", text), tmp_path)
    elaborated = elaborate(gathered.trees)
    assert gathered.diagnostics == ()
    assert elaborated.deal is not None
    assert [value for _, _, value, _ in known(elaborated.deal.drivers[0])] == [3]
    assert {Path(name).name for name in gathered.texts} == {"test.deal", "course.deal", "prices.csv"}
