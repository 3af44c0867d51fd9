"""SQL over a run: right answers, nothing outside the tables."""

from pathlib import Path

import pytest

from termwise import load_text
from termwise.session.queries import QueryError, query
from tests.session.royalty import ROYALTY


@pytest.fixture(name="tables", scope="module")
def _tables() -> dict[str, object]:
    return {name: table.to_arrow() for name, table in load_text(ROYALTY).run().tables().items()}


def test_sums_are_those_of_the_ledger(tables: dict[str, object]) -> None:
    run = load_text(ROYALTY).run()
    answer = query(tables, "select payee, sum(amount) as paid from ledger where clause = 'royalty' group by payee")
    (row,) = answer.rows()
    assert row["paid"] == pytest.approx(float(sum(e.amount for e in run.entries if e.clause == "royalty")), rel=1e-12)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('{file}')",
        "copy ledger to '{file}'",
        "attach '{file}'",
        "install httpfs",
        "set enable_external_access = true",
    ],
)
def test_no_file_is_read_or_written(sql: str, tables: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(QueryError):
        query(tables, sql.format(file=file))
    assert file.read_text("utf-8") == "a,b\n1,2\n"


def test_a_wrong_query_says_what_there_is(tables: dict[str, object]) -> None:
    with pytest.raises(QueryError, match="amount"):
        query(tables, "select amout from ledger")


def test_a_run_is_shown_in_a_notebook() -> None:
    html = load_text(ROYALTY).run()._repr_html_()
    assert html.count("<table>") == 2
    assert "royalty" in html
