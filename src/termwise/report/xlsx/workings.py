"""The sheets `Dates` and `Workings`: what is worked out once, and in every period, one row per step."""

from collections.abc import Sequence
from fractions import Fraction

from termwise.explain.figures.unit import Unit
from termwise.ir.program import Instruction
from termwise.report.xlsx.amounts import content_of, format_of, scale_of, unit_words
from termwise.report.xlsx.cells import Cell, Look, Print, Sheet
from termwise.report.xlsx.contents import BookContents
from termwise.report.xlsx.from_program import ONCE_COLUMN, Row, Rows
from termwise.report.xlsx.grid import FIRST_LINE, OPENING, Grid

_ONCE_HEADS = ("clause or event", "what", "unit", "set by", "value", "step")
_HEADS = ("clause", "what", "unit", "set by", "rests on undisclosed", "step", "at the end", "total", "before")
_WIDTHS = {0: 28.0, 1: 46.0, 2: 12.0, 3: 22.0, 4: 26.0, 5: 8.0, 6: 18.0, 7: 18.0}


def dates_sheet(contents: BookContents, rows: Rows, units: Sequence[Unit]) -> Sheet:
    """What is worked out once: days and numbers."""
    program, run = contents.run.program, contents.run
    cells = {
        (0, 0): Cell("Dates", Look("title")),
        (1, 0): Cell(
            "Days and numbers that are worked out once: when clauses begin and end.",
            Look("subtitle"),
        ),
        **{
            (FIRST_LINE - 1, column): Cell(head, Look("figure head" if head == "value" else "head"))
            for column, head in enumerate(_ONCE_HEADS)
        },
    }
    for place, row in enumerate(rows.once):
        instruction, value = program.instructions[row.value], run.prologue[row.value]
        at = FIRST_LINE + place
        for column, text in enumerate(_told(instruction, units[row.value], contents.currency)):
            cells[at, column] = Cell(text, Look("text" if column != 1 else "wrapped"))
        look = Look("figure", format_of(units[row.value], value))
        cells[at, 4] = Cell(content_of(value, instruction.type), look, row.formula.replace("Dates!", ""))
        cells[at, 5] = Cell(f"%{row.value}", Look("note"))
    widths = {0: 30.0, 1: 64.0, 2: 12.0, 3: 24.0, ord(ONCE_COLUMN) - ord("A"): 22.0, 5: 9.0}
    return Sheet("Dates", cells, widths, (FIRST_LINE, 2), printed=Print(FIRST_LINE, 1, 1))


def workings_sheet(contents: BookContents, rows: Rows, units: Sequence[Unit]) -> Sheet:
    """What is worked out in every period."""
    subtitle = (
        "One row per step, one formula in every period; what it leaves to the next begins in the column `before`."
    )
    grid = Grid("Workings", "Workings", subtitle, contents.run.program.periods)
    grid.heads(_HEADS, 6)
    for place, row in enumerate(rows.body):
        _write(grid, FIRST_LINE + 1 + place, row, contents, units[row.value])
    return grid.sheet(_WIDTHS)


def _write(grid: Grid, at: int, row: Row, contents: BookContents, unit: Unit) -> None:
    program, run = contents.run.program, contents.run
    instruction = program.instructions[row.value]
    values = [run.value(row.value, place) for place in range(len(program.periods))]
    told = _told(instruction, unit, contents.currency)
    state = None if row.state is None else program.states[row.state]
    rests = "; ".join(sorted(contents.rests_on[row.value]))
    what = told[1] if state is None else f"{told[1]} — carried on: {state.name}"
    scale = scale_of(map(Fraction, values), contents.currency)
    number = scale.number if unit == "money" else _widest(unit, values)
    texts = {
        0: told[0],
        1: what,
        2: scale.unit if unit == "money" else told[2],
        3: told[3],
        4: rests,
        5: f"%{row.value}",
    }
    for column, text in texts.items():
        grid.put(at, column, text, Look("note" if column in (3, 4, 5) else "wrapped" if column == 1 else "text"))
    look, kind = Look("figure", number), instruction.type
    if state is not None:
        initial = int(state.initial) if state.type == "day" else state.initial
        grid.put(at, OPENING, content_of(initial, state.type), Look("known", number))
    if values:
        grid.put(at, 6, content_of(values[-1], kind), look, grid.cell(at, len(values) - 1))
        if unit == "money" and state is None:
            total = float(sum(map(Fraction, values)))
            grid.put(at, 7, total, Look("sum", number), f"SUM({grid.line(at)})")
    grid.across(at, row.formula, [content_of(value, kind) for value in values], look)


def _widest(unit: Unit, values: Sequence[Fraction | int]) -> str:
    """A format that shows every value of a row."""
    parts = [value for value in values if Fraction(value).denominator != 1]
    return format_of(unit, parts[0] if parts else 0)


def _told(instruction: Instruction, unit: Unit, currency: str) -> tuple[str, str, str, str]:
    origin = instruction.origin
    return origin.name, origin.what, unit_words(unit, currency), origin.amendment or ""
