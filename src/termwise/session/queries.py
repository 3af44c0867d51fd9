"""SQL over the tables of a run, by DuckDB: in memory, reading no other file and nothing from the network."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from termwise.measure.table import Column, Kind, Table

if TYPE_CHECKING:
    import pyarrow as pa


class QueryError(ValueError):
    """A query that cannot be answered; the message is DuckDB's."""


def query(tables: "Mapping[str, pa.Table]", sql: str) -> Table:
    """The answer of a query to the tables, by their names. Raises `QueryError`."""
    import duckdb  # noqa: PLC0415 - heavy, and only queries need it

    with duckdb.connect(":memory:") as connection:
        for name, table in tables.items():
            connection.register(name, table)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute("SET lock_configuration = true")
        try:
            relation = connection.sql(sql)
            answer = None if relation is None else relation.to_arrow_table()
        except duckdb.Error as fault:
            raise QueryError(" ".join(str(fault).split())) from None
    if answer is None:
        raise QueryError("the query asks for no rows: begin it with SELECT, or with DESCRIBE TABLE")
    return _of_arrow(answer)


def _of_arrow(answer: "pa.Table") -> Table:
    columns = []
    for number, field in enumerate(answer.schema):
        cells: list[Any] = answer.column(number).to_pylist()
        kind = _kind(str(field.type))
        columns.append(Column(field.name, kind, [str(c) if kind == "text" and c is not None else c for c in cells]))
    return Table("answer", tuple(columns))


def _kind(type_name: str) -> Kind:
    if type_name in {"double", "float"} or type_name.startswith("decimal"):
        return "number"
    if type_name.startswith(("int", "uint")):
        return "count"
    if type_name == "bool":
        return "truth"
    return "day" if type_name.startswith("date") else "text"
