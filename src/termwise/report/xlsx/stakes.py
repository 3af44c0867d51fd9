"""The sheets `Stakes` and `Levels`: what stands at the end of each year, read off the last period of the year."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from termwise.explain.figures.unit import Unit
from termwise.ir.program import Output
from termwise.report.xlsx.amounts import content_of, format_of, scale_of, unit_words
from termwise.report.xlsx.cells import Line, Look, Picture, Sheet
from termwise.report.xlsx.contents import BookContents
from termwise.report.xlsx.from_program import Rows
from termwise.report.xlsx.grid import PERCENT, in_period
from termwise.report.xlsx.years import FIRST_ROW, FIRST_YEAR, Table


def stakes(contents: BookContents, rows: Rows) -> Sheet | None:
    """The part of each company that each holder has; None where there are none."""
    outputs = [one for one in _outputs(contents) if one.name.startswith("stake:")]
    if not outputs:
        return None
    outputs.sort(key=lambda one: one.name.split(":")[2])
    ends = _year_ends(contents)
    subtitle = "The part of a company that each holder has at the end of each year."
    table = Table("Stakes", subtitle, ("company", "holder", "", "rests on undisclosed", ""), list(ends))
    for place, output in enumerate(outputs):
        _, holder, company = output.name.split(":")
        table.put(FIRST_ROW + place, 0, company, Look("text"))
        table.put(FIRST_ROW + place, 1, holder, Look("text"))
        _Reader(contents, rows, ends).write(table, FIRST_ROW + place, output, PERCENT)
    return table.sheet(_drawn(outputs, table))


def levels(contents: BookContents, rows: Rows, units: Sequence[Unit]) -> Sheet | None:
    """Commitments and what is left of them, units, prices and values; None where there are none."""
    outputs = [one for one in _outputs(contents) if not one.name.startswith("stake:")]
    if not outputs:
        return None
    ends = _year_ends(contents)
    subtitle = "What stands at the end of each year; drivers and deliveries are those of its last period."
    table = Table("Levels", subtitle, ("of", "what", "unit", "rests on undisclosed", ""), list(ends))
    for place, output in enumerate(outputs):
        what, _, of = output.name.partition(":")
        unit = "money" if what in _MONEY else units[output.value]
        values = [Fraction(contents.run.value(output.value, end)) for end in ends.values()]
        whole = [value for value in values if value.denominator != 1]
        number = (
            scale_of(values, contents.currency).number
            if unit == "money"
            else format_of(unit, (whole or [Fraction(0)])[0])
        )
        for column, text in enumerate((" of ".join(of.split(":")), what, unit_words(unit, contents.currency))):
            table.put(FIRST_ROW + place, column, text, Look("text"))
        _Reader(contents, rows, ends).write(table, FIRST_ROW + place, output, number)
    return table.sheet()


_MONEY = ("committed", "unfunded", "bought", "make-up bank", "price", "valuation", "value")


def _outputs(contents: BookContents) -> list[Output]:
    effects = contents.run.program.effects
    return [effect for effect in effects if isinstance(effect, Output) and not effect.name.startswith("in_force:")]


def _year_ends(contents: BookContents) -> dict[int, int]:
    """The last period of each year, by year."""
    periods = contents.run.program.periods
    return {date.fromordinal(period.end - 1).year: place for place, period in enumerate(periods)}


class _Reader(Struct, frozen=True):
    """Reads outputs at the ends of years."""

    contents: BookContents
    rows: Rows
    ends: dict[int, int]

    def write(self, table: Table, row: int, output: Output, number: str) -> None:
        """What the output is at the end of each year, and what it rests on."""
        text = self.rows.pieces[output.value].text
        kind = self.contents.run.program.instructions[output.value].type
        table.put(row, 3, "; ".join(sorted(self.contents.rests_on[output.value])), Look("note"))
        for place, end in enumerate(self.ends.values()):
            value = content_of(self.contents.run.value(output.value, end), kind)
            table.put(row, FIRST_YEAR + place, value, Look("figure", number), in_period(text, end))


def _drawn(outputs: Sequence[Output], table: Table) -> list[Picture]:
    """A chart of the stakes."""
    letters = table.letters()
    if len(letters) < 2 or len(outputs) > 8:
        return []
    years = f"=Stakes!${letters[0]}$4:${letters[-1]}$4"
    lines = [
        Line(f"=Stakes!$B${row}", years, f"=Stakes!${letters[0]}${row}:${letters[-1]}${row}")
        for row in range(FIRST_ROW, FIRST_ROW + len(outputs))
    ]
    return [Picture("line", "Stakes at the end of each year", FIRST_ROW + len(outputs) + 1, 0, tuple(lines), "0%")]
