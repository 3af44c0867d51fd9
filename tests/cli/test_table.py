"""Tables share the width among their columns."""

from hypothesis import given
from hypothesis import strategies as st

from termwise.cli.render.table import Column, pairs, section, table
from termwise.cli.render.text import line, plain, width

COLUMNS = (Column("act"), Column("why", flexible=True), Column("days", align="right"))


def test_a_table_is_as_wide_as_what_it_holds() -> None:
    rows = [[line("use"), line("granted"), line("90")], [line("sell"), line("free"), line("5")]]
    assert [plain(found) for found in table(COLUMNS, rows, 80)] == [
        "act   why      days",
        "───────────────────",
        "use   granted    90",
        "sell  free        5",
    ]


def test_flexible_columns_wrap_when_room_is_short() -> None:
    rows = [[line("use"), line("because the owner granted it in the licence"), line("90")]]
    assert [plain(found).rstrip() for found in table(COLUMNS, rows, 34)] == [
        "act  why                      days",
        "──────────────────────────────────",
        "use  because the owner          90",
        "     granted it in the",
        "     licence",
    ]


@given(st.lists(st.text("ab ", min_size=1, max_size=90), min_size=1, max_size=5), st.integers(40, 120))
def test_a_table_fits_when_its_columns_can_give_way(texts: list[str], limit: int) -> None:
    rows = [[line("x"), line(text), line("1")] for text in texts]
    assert all(width(found) <= limit for found in table(COLUMNS, rows, limit))


def test_where_columns_cannot_stand_side_by_side_they_stand_below_each_other() -> None:
    rows = [[line("use"), line("the owner granted it"), line("90")], [line("sell"), line("free"), line("5")]]
    assert [plain(found) for found in table(COLUMNS, rows, 18)] == [
        "use",
        "  why   the owner",
        "        granted it",
        "  days  90",
        "",
        "sell",
        "  why   free",
        "  days  5",
    ]


def test_a_column_in_which_nothing_is_said_is_left_out() -> None:
    rows = [[line("use"), (), line("90")], [line("sell"), (), line("5")]]
    assert plain(table(COLUMNS, rows, 80)[0]) == "act   days"


def test_an_empty_table_is_nothing() -> None:
    assert table(COLUMNS, [], 80) == []
    assert pairs([], 80) == []
    assert section("Why", []) == []


def test_pairs_align_their_labels() -> None:
    found = pairs([("says", line("a b c d e f g h")), ("by", line("x"))], 18, indent=2)
    assert [plain(one) for one in found] == ["  says  a b c d e", "        f g h", "  by    x"]
