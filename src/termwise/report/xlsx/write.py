"""Sheets to the bytes of an XLSX file, in the one look of the house.

Text is never read as a formula: what comes from a deal is written as a string, marked as such where it begins like a
formula, and cut at the format's limit. Cells hold what their formulas come to, for readers that do not recalculate.
"""

import datetime as dt
import io
import math
from typing import Any, assert_never

import xlsxwriter
from msgspec import Struct
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from termwise.report.inert import inert
from termwise.report.xlsx.cells import Cell, Look, Part, Picture, Sheet, address
from termwise.report.xlsx.days import NEVER_SERIAL
from termwise.report.xlsx.grid import DAY

MOST_CHARACTERS = 32_767
"""Of text in a cell."""
_INK, _MUTED, _ACCENT, _LINE, _INPUT, _FACT, _HEAD = (
    "#1c2430",
    "#5b6673",
    "#0b5cad",
    "#c9d1da",
    "#eaf2fb",
    "#f4f5f7",
    "#eef1f4",
)
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999", "#f0e442")
"""Of the lines of charts: told apart by eyes that see colours otherwise (Okabe and Ito)."""
_A3, _A4 = 8, 9
_ONE_LINE, _HIGHEST = 13.5, 400.0
"""Points: a line of text, and the highest row of the format."""
_WIDE = 150
"""Widths of columns together from which a sheet is printed on the larger paper."""
_NEVER_SHOWN = '[>2958465]"never";yyyy\\-mm\\-dd'
"""`DAY`, the other way round: readers that take the first part for the whole do not take never for a date."""
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r", "\n")


class Properties(Struct, frozen=True):
    """What the file says of itself. `made` is the day of the view: the same deal gives the same bytes."""

    title: str
    subject: str
    made: dt.date


def written(sheets: tuple[Sheet, ...], properties: Properties) -> bytes:
    """The file. Formulas recalculate when it is opened."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": _plain(properties.title),
            "subject": _plain(properties.subject),
            "comments": "Written by termwise export. Blue cells are inputs.",
            "created": dt.datetime.combine(properties.made, dt.time(), dt.UTC),
        }
    )
    book.set_calc_mode("auto")
    formats = _Formats(book)
    for sheet in sheets:
        _write(book, sheet, formats, properties)
    book.close()
    return buffer.getvalue()


class _Page(Worksheet):  # type: ignore[misc]  # the writer ships no types
    """A sheet whose formulas are written as they are: the functions of newer programs, which the writer looks for
    in every formula at a cost greater than all the rest, do not occur here.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.lstrip("=")


def _write(book: Workbook, sheet: Sheet, formats: "_Formats", properties: Properties) -> None:
    page = book.add_worksheet(sheet.name, worksheet_class=_Page)
    page.hide_gridlines(2)
    for column, width in sheet.widths.items():
        page.set_column(column, column, width)
    for (row, column), cell in sorted(sheet.cells.items()):
        _write_cell(page, row, column, cell, formats)
    page.set_row(0, 24)
    for row, height in _heights(sheet).items():
        page.set_row(row, height)
    for name in sheet.names:
        book.define_name(name.name, f"={sheet.name}!{address(name.row, name.column)}")
    if sheet.freeze != (0, 0):
        page.freeze_panes(*sheet.freeze)
    if sheet.filtered is not None:
        page.autofilter(*sheet.filtered)
    if sheet.tab is not None:
        page.set_tab_color(sheet.tab)
    for picture in sheet.pictures:
        _draw(book, page, picture)
    _set_up_print(page, sheet, properties)


def _heights(sheet: Sheet) -> dict[int, float]:
    """Heights in points of the rows in which text runs over several lines."""
    lines: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.look.part == "wrapped" and isinstance(cell.content, str):
            width = sheet.widths.get(column, 8.43)
            needed = sum(max(1, math.ceil(len(line) / (1.15 * width))) for line in cell.content.split("\n"))
            lines[row] = max(lines.get(row, 1), needed)
    return {row: min(_ONE_LINE * count, _HIGHEST) for row, count in lines.items() if count > 1}


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, formats: "_Formats") -> None:
    content, look = cell.content, formats.of(cell.look, cell.content)
    if cell.formula is not None:
        page.write_formula(row, column, f"={cell.formula}", look, _cached(content))
    elif cell.link is not None and isinstance(content, str):
        page.write_url(row, column, cell.link, look, content)
    elif content is None or content == "":
        page.write_blank(row, column, None, look)
    elif isinstance(content, bool):
        page.write_boolean(row, column, content, look)
    elif isinstance(content, str):
        page.write_string(row, column, _plain(content), look)
    else:
        page.write_number(row, column, content, look)


def _cached(content: object) -> Any:  # noqa: ANN401 - the writer takes numbers, truths and text alike
    return 0 if content is None else content


def _plain(text: str) -> str:
    """Text without characters that steer a program, cut at what a cell holds; ends of lines stay."""
    safe = "\n".join(map(inert, text.split("\n")))
    return safe if len(safe) <= MOST_CHARACTERS else f"{safe[: MOST_CHARACTERS - 1]}…"


class _Formats:
    """One format of the file for each look; text that begins like a formula is marked as text."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[Look, bool, bool], Format] = {}

    def of(self, look: Look, content: object) -> Format:
        """The format of a cell."""
        quoted = isinstance(content, str) and content.startswith(_FORMULA_LIKE)
        never = content == NEVER_SERIAL
        if (look, quoted, never) not in self.made:
            settings = {
                "font_name": "Calibri",
                "font_size": 10,
                "font_color": _INK,
                "valign": "top",
                **_settings(look.part),
            }
            if look.number != "General":
                settings["num_format"] = _NEVER_SHOWN if look.number == DAY and never else look.number
            if quoted:
                settings["quote_prefix"] = True
            self.made[look, quoted, never] = self.book.add_format(settings)
        return self.made[look, quoted, never]


def _settings(part: Part) -> dict[str, object]:
    match part:
        case "text" | "figure":
            return {}
        case "wrapped":
            return {"text_wrap": True}
        case "title":
            return {"font_size": 16, "bold": True, "valign": "vcenter"}
        case "subtitle":
            return {"font_color": _MUTED}
        case "section":
            return {"bold": True, "font_color": _ACCENT, "font_size": 11}
        case "unit":
            return {"align": "left", "indent": 1}
        case "head":
            return {"bold": True, "bg_color": _HEAD, "bottom": 1, "bottom_color": _LINE}
        case "figure head":
            return {"bold": True, "bg_color": _HEAD, "bottom": 1, "bottom_color": _LINE, "align": "right"}
        case "note":
            return {"font_color": _MUTED, "italic": True}
        case "link":
            return {"font_color": _ACCENT, "underline": 1}
        case "known":
            return {"bg_color": _FACT}
        case "input":
            return {"font_color": "#0000ff", "bg_color": _INPUT, "border": 1, "border_color": _LINE}
        case "sum":
            return {"bold": True}
        case "total":
            return {"bold": True, "top": 1, "top_color": _LINE}
        case "check":
            return {"bold": True, "font_color": "#00703c"}
        case _ as never:
            assert_never(never)


def _draw(book: Workbook, page: Worksheet, picture: Picture) -> None:
    chart = book.add_chart({"type": picture.kind})
    for place, line in enumerate(picture.lines):
        colour = _COLOURS[place % len(_COLOURS)]
        dash = ("solid", "dash", "round_dot", "long_dash_dot")[place % 4]
        drawn = (
            {"line": {"color": colour, "width": 2, "dash_type": dash}}
            if picture.kind == "line"
            else {"fill": {"color": colour}}
        )
        chart.add_series({"name": line.name, "categories": line.categories, "values": line.values, **drawn})
    chart.set_title({"name": picture.title, "name_font": {"size": 11, "bold": True, "color": _INK}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    chart.set_x_axis({"num_font": {"size": 9}, "label_position": "low", "line": {"color": _LINE}})
    chart.set_y_axis(
        {
            "num_format": picture.number.replace(".00", "").replace(".0", ""),
            "num_font": {"size": 9},
            "major_gridlines": {"visible": True, "line": {"color": _LINE}},
        }
    )
    chart.set_size({"width": 760, "height": 320})
    page.insert_chart(picture.row, picture.column, chart, {"description": picture.title, "object_position": 2})


def _set_up_print(page: Worksheet, sheet: Sheet, properties: Properties) -> None:
    page.set_paper(_A3 if sum(sheet.widths.values()) > _WIDE else _A4)
    if sheet.printed.landscape:
        page.set_landscape()
    if sheet.printed.wide:
        page.fit_to_pages(sheet.printed.wide, 0)
    else:
        page.set_print_scale(50)
    page.set_margins(0.5, 0.5, 0.6, 0.6)
    if sheet.printed.repeat_rows:
        page.repeat_rows(0, sheet.printed.repeat_rows - 1)
    if sheet.printed.repeat_columns:
        page.repeat_columns(0, sheet.printed.repeat_columns - 1)
    title = properties.title[:80].replace("&", "&&")
    page.set_footer(f"&L&8{title}&C&8&A&R&8&P of &N")
