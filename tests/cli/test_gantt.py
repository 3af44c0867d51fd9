"""The chart stays inside its width and puts days where they belong."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from termwise.cli.render.gantt import Bar, Chart, ChartRow, Mark, draw
from termwise.cli.render.text import cells, line, plain

START, END = date(2020, 1, 1), date(2030, 1, 1)
DAYS = st.dates(START - timedelta(days=900), END + timedelta(days=900))


def chart(*rows: ChartRow, today: date = date(2025, 1, 1)) -> Chart:
    return Chart(START, END, today, (("Clauses", rows),))


def drawn(found: Chart, limit: int) -> list[str]:
    return [plain(x).rstrip() for x in draw(found, limit)]


def test_a_chart_has_years_bars_marks_and_today() -> None:
    rows = (
        ChartRow(line("licence"), (Bar(START, date(2028, 1, 1)),), (Mark(date(2024, 1, 1), "◆"),)),
        ChartRow(line("refusal"), (Bar(date(2026, 1, 1), END, solid=False),)),
        ChartRow(line("payment"), (Bar(date(2023, 1, 1), date(2023, 1, 2)),)),
    )
    assert drawn(chart(*rows), 60) == [
        "           2020     2022      2024      2026      2028",
        "           ┴───┴────┴────┴────┴────┴────┴────┴────┴────┴────",
        "Clauses                            │",
        "  licence  ━━━━━━━━━━━━━━━━━━━◆━━━━┿━━━━━━━━━━━━━━",
        "  refusal                          │     ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌",
        "  payment                ╺         │",
    ]


def test_notes_stand_right_where_there_is_room() -> None:
    row = ChartRow(line("licence"), (Bar(START, END),), (), line("to the end"))
    assert drawn(chart(row), 100)[3].endswith("━  to the end")
    assert "to the end" not in "".join(drawn(chart(row), 60))


def test_long_labels_are_cut() -> None:
    row = ChartRow(line("a_very_long_clause_name_indeed"), (Bar(START, END),))
    assert drawn(chart(row), 60)[3].startswith("  a_very_long_cla…  ")


BARS = st.tuples(DAYS, DAYS, st.booleans()).map(lambda t: Bar(min(t[:2]), max(t[:2]), t[2]))


@given(st.lists(BARS, max_size=4), st.lists(DAYS.map(lambda day: Mark(day, "◆")), max_size=3), st.integers(60, 200))
def test_any_chart_fits_its_width(bars: list[Bar], marks: list[Mark], limit: int) -> None:
    row = ChartRow(line("clause"), tuple(bars), tuple(marks), line("a note"))
    assert all(cells(found) <= limit for found in drawn(chart(row), limit))


@given(st.dates(START, END - timedelta(days=1)), st.integers(60, 200))
def test_later_days_are_never_further_left(day: date, limit: int) -> None:
    first = drawn(chart(ChartRow(line("c"), (), (Mark(day, "◆"),))), limit)[3].index("◆")
    second = drawn(chart(ChartRow(line("c"), (), (Mark(day + timedelta(days=40), "◆"),))), limit)[3]
    assert "◆" not in second or second.index("◆") >= first


def test_a_period_of_one_day_can_be_drawn() -> None:
    found = Chart(START, START + timedelta(days=1), START, (("Clauses", (ChartRow(line("c"), (Bar(START, END),)),)),))
    assert drawn(found, 60)[-1].startswith("  c")
